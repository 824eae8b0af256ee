//! What the keyboard did to a question: words run together or apart, and the keys of Telex and VNI
//! left standing where the input method was off.

use std::collections::HashSet;

use super::text::{Word, words};
use super::vocabulary::Vocabulary;

/// Longest question that is looked at, in words; the rest says nothing new.
pub(super) const WORDS_MAX: usize = 16;
/// How sure a word is that was two, or half of one.
const APART: f32 = 0.95;
/// How sure a word is without the keys of an input method.
const WITHOUT_KEYS: f32 = 0.9;
/// The shortest word that may be several.
const TOGETHER_MIN: usize = 4;
/// No syllable is longer: `nghieng`.
const SYLLABLE_MAX: usize = 7;
/// No syllable that matters alone is shorter.
const SYLLABLE_MIN: usize = 2;

/// One word of a question, mended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// The bare word.
    pub bare: String,
    /// As it was spelled; none when it was typed without diacritics.
    pub spelled: Option<String>,
    /// How sure it is that this was meant.
    pub sure: f32,
    /// Whether it may go on: it stands last, and people are still typing.
    pub goes_on: bool,
}

/// The words of a question, mended as far as the catalogue knows better words.
pub(super) fn typed(question: &str, known: &Vocabulary) -> Vec<Typed> {
    let mut asked = words(question);
    asked.truncate(WORDS_MAX);
    let mut all = Vec::new();
    let mut rest = asked.as_slice();
    while let [word, after @ ..] = rest {
        let is_last = after.is_empty();
        if let Some(joined) = joined(&word.bare, after, known) {
            all.push(mended(joined, APART));
            rest = &after[1..];
            continue;
        }
        let is_begun = is_last && !known.begun(&word.bare).is_empty();
        if is_begun || known.number(&word.bare).is_some() {
            all.push(as_typed(word, is_last));
        } else if let Some(plain) = without_keys(&word.bare, known) {
            all.push(mended(plain, WITHOUT_KEYS));
        } else {
            let parts = parted(&word.bare, known);
            if parts.is_empty() {
                all.push(as_typed(word, is_last));
            }
            all.extend(parts.into_iter().map(|part| mended(part, APART)));
        }
        rest = after;
    }
    // What is said twice is asked once.
    let mut said = HashSet::new();
    all.retain(|word| said.insert(word.bare.clone()));
    all.truncate(WORDS_MAX);
    all
}

fn as_typed(word: &Word, goes_on: bool) -> Typed {
    Typed {
        bare: word.bare.clone(),
        spelled: (word.spelled != word.bare).then(|| word.spelled.clone()),
        sure: 1.0,
        goes_on,
    }
}

fn mended(bare: String, sure: f32) -> Typed {
    Typed {
        bare,
        spelled: None,
        sure,
        goes_on: false,
    }
}

/// This word and the next as one, when they are one only together: `thuong` from `thu ong`.
fn joined(bare: &str, after: &[Word], known: &Vocabulary) -> Option<String> {
    let next = &after.first()?.bare;
    let is_known = |word: &str| known.number(word).is_some();
    let is_half_typed = after.len() == 1 && !known.begun(next).is_empty();
    if is_known(bare) && (is_known(next) || is_half_typed) {
        return None;
    }
    let both = format!("{bare}{next}");
    let is_word = is_known(&both) && both.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_word.then_some(both)
}

/// The word without what Telex (`ddawng`, `sinhs`) or VNI (`d9ang`) would have taken away.
fn without_keys(bare: &str, known: &Vocabulary) -> Option<String> {
    let is_known = |word: &str| word.len() >= SYLLABLE_MIN && known.number(word).is_some();
    let letters: String = bare.chars().filter(|key| !key.is_ascii_digit()).collect();
    if letters.len() < bare.len() && is_known(&letters) {
        return Some(letters);
    }
    let mut plain = letters;
    for (double, single) in [("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o")] {
        plain = plain.replace(double, single);
    }
    plain.retain(|key| key != 'w');
    if is_known(&plain) {
        return Some(plain);
    }
    let level = plain.strip_suffix(['s', 'f', 'r', 'x', 'j', 'z'])?;
    is_known(level).then(|| level.to_owned())
}

/// A word that ran together, as the fewest words of the catalogue; empty when it is not made of
/// them. Of two ways the one whose first words are longer.
fn parted(bare: &str, known: &Vocabulary) -> Vec<String> {
    let is_plain = bare.bytes().all(|byte| byte.is_ascii_alphabetic());
    if bare.len() < TOGETHER_MIN || !is_plain {
        return Vec::new();
    }
    // For each end: with how many words it is reached, and where the last of them begins.
    let mut reached: Vec<Option<(usize, usize)>> = vec![None; bare.len() + 1];
    reached[0] = Some((0, 0));
    for end in SYLLABLE_MIN..=bare.len() {
        for begin in end.saturating_sub(SYLLABLE_MAX)..=end - SYLLABLE_MIN {
            let Some((count, _)) = reached[begin] else {
                continue;
            };
            let is_better = reached[end].is_none_or(|(best, _)| count < best);
            if is_better && known.number(&bare[begin..end]).is_some() {
                reached[end] = Some((count + 1, begin));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = bare.len();
    while end > 0 {
        let Some((_, begin)) = reached[end] else {
            return Vec::new();
        };
        parts.push(bare[begin..end].to_owned());
        end = begin;
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::{Typed, Vocabulary, typed, words};

    fn read(question: &str) -> Vec<String> {
        let mut known = Vocabulary::default();
        let taken = words("đăng ký khai sinh thường trú kết hôn giấy phép xây nhà");
        let numbers = taken.iter().map(|word| known.take(word).word).collect();
        known.count(numbers);
        known.settle();
        let all = typed(question, &known).into_iter();
        all.map(|Typed { bare, .. }| bare).collect()
    }

    #[test]
    fn words_that_ran_together_or_apart_are_mended() {
        assert_eq!(read("khaisinh"), ["khai", "sinh"]);
        assert_eq!(read("dangkykethon"), ["dang", "ki", "ket", "hon"]);
        assert_eq!(read("thu ong tru"), ["thuong", "tru"]);
        assert_eq!(read("khai sinh"), ["khai", "sinh"]);
        assert_eq!(read("khai si"), ["khai", "si"]);
        assert_eq!(read("khai sinh, khai sinh"), ["khai", "sinh"]);
    }

    #[test]
    fn keys_of_an_input_method_that_was_off_are_taken_away() {
        assert_eq!(
            read("ddawng kys khai sinhs"),
            ["dang", "ki", "khai", "sinh"]
        );
        assert_eq!(
            read("dang9 ky1 giaay1 phep1"),
            ["dang", "ki", "giai", "phep"]
        );
        assert_eq!(read("xaay nhaf"), ["xai", "nha"]);
    }

    #[test]
    fn what_nobody_knows_stays_as_it_was_typed() {
        assert_eq!(read("xyzzy 123"), ["xizzi", "123"]);
        assert!(read(" ?! ").is_empty());
    }
}
