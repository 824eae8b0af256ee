//! Makes any text printable: an archive file may hold no character that its font cannot draw.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Stands for a character the font does not have, so that the reader sees that something is there.
const UNKNOWN: char = '□';

/// The text in composed form, without control and direction characters, every character drawable.
pub(crate) fn printable(text: &str, draws: impl Fn(char) -> bool) -> String {
    text.nfc()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' | '\r' => Some(' '),
            c if is_unseen(c) => None,
            c if is_private(c) || !draws(c) => Some(UNKNOWN),
            c => Some(c),
        })
        .collect()
}

/// From so many characters on a text may fill a narrow column of more than a page.
const LONG_FROM: usize = 400;

/// Whether one of the texts of a row is so long that the row must be allowed to go on overleaf:
/// what is kept together and does not fit would run off the sheet.
pub(crate) fn is_long<'a>(texts: impl IntoIterator<Item = &'a String>) -> bool {
    texts
        .into_iter()
        .any(|text| text.chars().count() >= LONG_FROM || text.lines().count() > 20)
}

/// [`printable`] for every text of a value.
pub(crate) fn printable_value(value: &mut Value, draws: &impl Fn(char) -> bool) {
    match value {
        Value::String(text) => *text = printable(text, draws),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| printable_value(item, draws)),
        Value::Object(fields) => {
            fields
                .values_mut()
                .for_each(|field| printable_value(field, draws));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Characters that show nothing and can make a text read as something it is not: controls, marks
/// of writing direction, characters of no width.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws_all(_: char) -> bool {
        true
    }

    #[test]
    fn decomposed_names_come_out_composed() {
        assert_eq!(printable("Nguye\u{302}\u{303}n", draws_all), "Nguyễn");
    }

    #[test]
    fn unseen_characters_go_and_undrawable_ones_leave_a_box() {
        let draws = |c: char| c.is_ascii();
        assert_eq!(printable("a\u{202E}b\u{0}c😀\u{E001}", draws), "abc□□");
    }

    #[test]
    fn a_row_is_long_by_its_letters_or_its_lines() {
        assert!(!is_long(&["ễ".repeat(399), String::new()]));
        assert!(is_long(&["ễ".repeat(400)]));
        assert!(is_long(&["a\n".repeat(21)]));
    }

    #[test]
    fn every_text_of_a_value_is_cleaned() {
        let mut value = serde_json::json!({"a": ["x\u{200B}y"], "b": 3});
        printable_value(&mut value, &draws_all);
        assert_eq!(value, serde_json::json!({"a": ["xy"], "b": 3}));
    }
}
