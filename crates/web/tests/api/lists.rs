//! Lists: filtered, paged, without gap or repetition.

use crate::province::DESK;
use crate::ward::{BIRTH, Ward, at_the_desk};
use serde_json::{Value, json};

#[tokio::test]
async fn lists_are_filtered_and_paged_without_gap_or_repetition() {
    let ward = Ward::new().await;
    let mut codes = Vec::new();
    for at in 0..7 {
        let opened = ward.open(&format!("k{at}"), &at_the_desk()).await.json();
        codes.push(opened["code"].as_str().unwrap().to_owned());
    }
    ward.done(&ward.desk, &codes[0], "forward", json!({"seen": 2}))
        .await;
    let withdrawn = json!({"seen": 2, "reason": "Rút"});
    ward.done(&ward.desk, &codes[1], "withdraw", withdrawn)
        .await;
    let list = |token: &str, query: &str| {
        let (token, address) = (token.to_owned(), format!("/api/v1/dossiers{query}"));
        let province = &ward.province;
        async move { province.get(&token, &address).await }
    };
    for token in [&ward.desk, &ward.leader] {
        let mut seen = Vec::new();
        let mut query = "?limit=2".to_owned();
        loop {
            let page = list(token, &query).await.json();
            let lines = page["dossiers"].as_array().unwrap().clone();
            assert!(lines.len() <= 2);
            seen.extend(
                lines
                    .iter()
                    .map(|line| line["code"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else {
                break;
            };
            query = format!("?limit=2&cursor={next}");
        }
        seen.sort();
        assert_eq!(seen, codes);
    }
    let count = |json: Value| json["dossiers"].as_array().unwrap().len();
    assert_eq!(count(list(&ward.desk, "?status=2").await.json()), 5);
    assert_eq!(count(list(&ward.desk, "?status=received").await.json()), 5);
    assert_eq!(count(list(&ward.desk, "?status=7").await.json()), 1);
    assert_eq!(
        count(
            list(&ward.desk, &format!("?procedure={BIRTH}"))
                .await
                .json()
        ),
        7
    );
    assert_eq!(
        count(list(&ward.desk, "?procedure=2.000815").await.json()),
        0
    );
    assert_eq!(
        count(list(&ward.desk, &format!("?unit={DESK}")).await.json()),
        7
    );
    assert_eq!(
        count(
            list(&ward.desk, &format!("?unit={DESK}@2025-07-01"))
                .await
                .json()
        ),
        7
    );
    let line = list(&ward.desk, "?status=examining").await.json()["dossiers"][0].clone();
    assert_eq!(line["code"], codes[0].as_str());
    assert_eq!(line["applicant"], "Lò Thị Mai");
    assert_eq!(line["promised_at"], "2026-11-20T17:00:00+07:00");
    for (query, field) in [
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=x", "limit"),
        ("?cursor=x", "cursor"),
        ("?status=11", "status"),
        ("?procedure=khai-sinh", "procedure"),
        ("?colour=red", "colour"),
    ] {
        assert_eq!(list(&ward.desk, query).await.fields(), [field], "{query}");
    }
}
