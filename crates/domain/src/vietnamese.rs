//! Vietnamese text (tiếng Việt): cleaned, searched without diacritics, sorted as people sort.

pub mod in_words;
pub mod show;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as we store it: NFC, without invisible characters; no-break spaces become spaces.
///
/// Line breaks and tabs stay; other control characters go.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|character| match character {
            '\n' | '\t' => Some(character),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
            _ if is_invisible(character) => None,
            _ => Some(character),
        })
        .nfc()
        .collect()
}

/// Control characters, zero-width characters, and marks that turn the writing direction.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

/// Text as it is searched: lower case, no tones, no hats, đ as d, so that the place of a tone mark
/// (`Hòa`, `Hoà`) makes no difference.
pub fn fold(text: &str) -> String {
    clean(text)
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| if character == 'đ' { 'd' } else { character })
        .collect()
}

/// Text without tones and hats, đ as d, its case kept: what every telephone can show.
pub fn without_marks(text: &str) -> String {
    clean(text)
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .map(|character| match character {
            'đ' => 'd',
            'Đ' => 'D',
            other => other,
        })
        .collect()
}

/// The folded words of a text, for the search index and for what is searched.
///
/// An apostrophe belongs to its word: `H'Uyn` is found as `huyn`.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .replace(['\'', '’', 'ʼ', '‘', '`'], "")
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The first letters of the words: `Đăng ký khai sinh` is `dkks`.
pub fn initials(text: &str) -> String {
    words(text)
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}

/// The first letter made a capital, the rest left alone.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// The alphabet in its order; `f j w z` stand where the wider Latin alphabet has them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The five tone marks after the level tone: huyền, hỏi, ngã, sắc, nặng.
pub(crate) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A text that, compared byte by byte, sorts as Vietnamese does.
///
/// Letters decide first (`a ă â b … d đ e ê …`), then tones (ngang, huyền, hỏi, ngã, sắc, nặng);
/// case does not matter. ASCII for Vietnamese text. A space sorts before everything else.
pub fn collation_key(text: &str) -> String {
    let mut letters = String::new();
    let mut tones = String::new();
    for character in clean(text).to_lowercase().nfc() {
        let (letter, tone) = split_tone(character);
        match ALPHABET
            .chars()
            .zip('A'..)
            .find(|(known, _)| *known == letter)
        {
            Some((_, place)) => letters.push(place),
            None if letter.is_ascii_digit() || !letter.is_ascii() => letters.push(letter),
            None if letter.is_whitespace() => letters.push('#'),
            None => letters.push('$'),
        }
        tones.push(tone);
    }
    format!("{letters}!{tones}")
}

/// A letter with its hat or horn, and its tone as a digit from 0 to 5.
fn split_tone(character: char) -> (char, char) {
    let mut tone = '0';
    let letter: String = std::iter::once(character)
        .nfd()
        .filter(
            |part| match TONES.iter().zip('1'..).find(|(mark, _)| *mark == part) {
                Some((_, place)) => {
                    tone = place;
                    false
                }
                None => true,
            },
        )
        .nfc()
        .collect();
    let known = |letter: &char| ALPHABET.contains(*letter);
    // A foreign letter (ñ, ü) sorts as its base.
    let base = letter.nfd().next().unwrap_or(character);
    let letter = letter.chars().next().filter(known).unwrap_or(base);
    (letter, tone)
}
