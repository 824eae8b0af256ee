//! What every story of an administrator begins with, and what every page must be.

use crate::province::{Answer, Province};
use domain::people::Role;
use store::Account;

/// A province with an administrator who is logged in.
pub async fn administered() -> (Province, String, Account) {
    let province = Province::new().await;
    let account = province
        .official("quan-tri", "12", &[Role::Administrator])
        .await;
    let cookie = province.cookie(&account).await;
    (province, cookie, account)
}

pub fn assert_is_a_page(answer: &Answer, address: &str) {
    assert_eq!(answer.text.matches("<h1").count(), 1, "{address}");
    assert!(answer.text.contains("<html lang=\"vi\""), "{address}");
    for inline in [" style=", " onclick=", "<script>"] {
        assert!(!answer.text.contains(inline), "{address} has {inline}");
    }
    let mut ids: Vec<&str> = answer
        .text
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{address} uses an id twice");
}
