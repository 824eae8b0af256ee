//! The words of a text as the search sees them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::vietnamese::{TONES, clean};

/// Words with which published names open and which say nothing: `Thủ tục`, `Trình tự`.
const OPENINGS: [[&str; 2]; 2] = [["thu", "tuc"], ["trinh", "tu"]];

/// One word: as it is looked up, and as it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without tones, hats and đ; `ký` and `kí` are one word.
    pub bare: String,
    /// With its hats, and its tone at the end: `hòa` and `hoà` are spelled alike.
    pub spelled: String,
}

impl Word {
    fn new(lower: &str) -> Self {
        let (tones, letters): (Vec<char>, Vec<char>) =
            lower.nfd().partition(|part| TONES.contains(part));
        let bare = letters.iter().filter(|letter| !is_combining_mark(**letter));
        Self {
            bare: bare
                .map(|letter| match letter {
                    'đ' => 'd',
                    'y' => 'i',
                    other => *other,
                })
                .collect(),
            spelled: letters
                .iter()
                .map(|letter| if *letter == 'y' { 'i' } else { *letter })
                .chain(tones)
                .collect(),
        }
    }
}

/// The words of a text. An apostrophe belongs to its word.
pub(super) fn words(text: &str) -> Vec<Word> {
    clean(text)
        .to_lowercase()
        .replace(['\'', '’', 'ʼ', '‘', '`'], "")
        .split(|character: char| !character.is_alphanumeric())
        .map(Word::new)
        .filter(|word| !word.bare.is_empty())
        .collect()
}

/// The words of a published name without its empty opening.
pub(super) fn without_opening(words: &[Word]) -> &[Word] {
    match words {
        [first, second, rest @ ..]
            if !rest.is_empty()
                && OPENINGS.contains(&[first.bare.as_str(), second.bare.as_str()]) =>
        {
            without_opening(rest)
        }
        _ => words,
    }
}

/// The bare words with a space around each, so that a phrase of whole words can be looked for.
pub(super) fn padded(text: &str) -> String {
    let bare: Vec<String> = words(text).into_iter().map(|word| word.bare).collect();
    format!(" {} ", bare.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{padded, without_opening, words};

    #[test]
    fn a_tone_may_stand_on_either_vowel_and_a_word_may_end_in_either_i() {
        assert_eq!(words("Hòa"), words("hoà"));
        assert_eq!(words("đăng ký"), words("Đăng kí"));
        assert_ne!(words("hòa"), words("hóa"));
        assert_eq!(words("HÒA")[0].bare, "hoa");
        assert_eq!(words("H'Uyn Nguye\u{302}\u{303}n")[0].bare, "huin");
    }

    #[test]
    fn published_names_begin_where_they_say_something() {
        let name = words("Thủ tục đăng ký khai sinh");
        assert_eq!(without_opening(&name), words("đăng ký khai sinh"));
        let only = words("Thủ tục");
        assert_eq!(without_opening(&only), only);
        assert_eq!(padded("Đất, đai"), " dat dai ");
    }
}
