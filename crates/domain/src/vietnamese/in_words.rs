//! Numbers, sums and dates in words (viết bằng chữ), as receipts and certificates need them.

use jiff::civil::Date;

use crate::money::dong::Dong;

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// The word before a single digit after hundreds: school books say "linh", the South says "lẻ".
const NO_TENS: &str = "linh";

/// One thousand million, the largest unit with a name of its own (tỷ).
const BILLION: u64 = 1_000_000_000;

/// A number in words: 105 is "một trăm linh năm".
pub fn number_in_words(number: u64) -> String {
    let mut words = Vec::new();
    say(number, true, &mut words);
    if words.is_empty() {
        words.push(DIGITS[0]);
    }
    words.join(" ")
}

/// A sum in words: "một trăm hai mươi nghìn đồng".
pub fn money_in_words(sum: Dong) -> String {
    format!("{} đồng", number_in_words(sum.amount()))
}

/// A date in words: "ngày hai mươi tám tháng hai năm hai nghìn không trăm hai mươi tư".
pub fn date_in_words(date: Date) -> String {
    let month = match date.month() {
        // The fourth month has its old name.
        4 => "tư".to_owned(),
        month => number_in_words(u64::from(month.unsigned_abs())),
    };
    format!(
        "ngày {} tháng {month} năm {}",
        number_in_words(u64::from(date.day().unsigned_abs())),
        number_in_words(u64::from(date.year().unsigned_abs()))
    )
}

/// Says a number; one that does not lead is said with all its hundreds ("không trăm linh năm").
fn say(number: u64, leads: bool, words: &mut Vec<&'static str>) {
    if number >= BILLION {
        say(number / BILLION, leads, words);
        words.push("tỷ");
        say_below_billion(number % BILLION, false, words);
    } else {
        say_below_billion(number, leads, words);
    }
}

fn say_below_billion(number: u64, leads: bool, words: &mut Vec<&'static str>) {
    let mut leads = leads;
    for (unit, name) in [
        (1_000_000, Some("triệu")),
        (1_000, Some("nghìn")),
        (1, None),
    ] {
        let group = number / unit % 1_000;
        if group == 0 {
            continue;
        }
        say_group(group, leads, words);
        words.extend(name);
        leads = false;
    }
}

/// Says 1 to 999.
fn say_group(group: u64, leads: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let with_hundreds = hundreds > 0 || !leads;
    if with_hundreds {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if ones > 0 && with_hundreds => words.push(NO_TENS),
        0 => {}
        1 => words.push("mười"),
        tens => words.extend([digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        (_, ones) => words.push(digit(ones)),
    }
}

fn digit(value: u64) -> &'static str {
    DIGITS[usize::try_from(value).unwrap_or_default() % 10]
}
