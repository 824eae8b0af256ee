//! Search: procedures by the words people type, with and without diacritics, and by code.

use anyhow::Result;

use super::{Town, page, says};
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, drive};
use crate::bench::http::Connection;

/// What people type; each finds something.
const TYPED: [&str; 10] = [
    "khai sinh",
    "đăng ký kết hôn",
    "dang ky khai tu",
    "ho kinh doanh",
    "chứng thực",
    "giay phep xay dung",
    "tam tru",
    "dkks",
    "1.001193",
    "trợ cấp",
];

/// Drive it.
pub fn run(town: &Town<'_>, load: Load) -> Result<Driven> {
    let paths = TYPED.map(|typed| format!("/api/v1/procedures?q={}", percent(typed)));
    let paths = &paths;
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let path = chance.one(paths);
            let answer = connection.ask(&page(path, ""))?;
            let found = answer.status == 200 && says(&answer.body, "\"code\"");
            Ok((!found).then(|| format!("{path}: {}", answer.told())))
        }
    })
}

/// As an address carries it.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_are_carried_as_bytes() {
        assert_eq!(percent("tạm 1.0"), "t%E1%BA%A1m%201.0");
    }
}
