//! A question, read: its parts, how much each tells, and which words of the catalogue it may mean.

use super::keys::{Typed, WORDS_MAX, typed};
use super::vocabulary::{Numbered, Vocabulary, to_f32};

/// How sure a word is that only begins so.
const BEGUN: f32 = 0.8;
/// How sure a word is that is one slip away from one nobody knows.
const SLIPPED: f32 = 0.6;
/// How sure a word is that is one slip away from another that is known too.
const SLIPPED_TO_ANOTHER: f32 = 0.3;
/// What is left of the sureness when diacritics were typed and the word has others.
const OTHER_DIACRITICS: f32 = 0.7;
/// What is left of it when only two letters stand for words.
const TWO_LETTERS: f32 = 0.8;

/// How far each part of a question is answered, from 0 to 1.
pub(super) type Covered = [f32; WORDS_MAX];

/// A question, read against a vocabulary.
pub(super) struct Question {
    /// Its parts, in order; as many as `WORDS_MAX` at most.
    pub parts: Vec<Part>,
    /// What all of them tell together.
    pub whole: f32,
    /// For each word of the vocabulary, the part that means it.
    hits: Vec<Option<Hit>>,
}

/// One part of a question.
pub(super) struct Part {
    /// How much it tells.
    pub weight: f32,
    /// What may be first letters of words, such as `dkks`; empty when it is a word.
    pub letters: String,
}

/// A word of the vocabulary that a part may mean.
#[derive(Clone, Copy)]
struct Hit {
    part: usize,
    sure: f32,
    tells: f32,
    diacritics: Diacritics,
}

/// Whether diacritics were typed, and which spellings agree with them.
#[derive(Clone, Copy)]
enum Diacritics {
    /// None were typed: every spelling agrees.
    Any,
    /// As typed, or without any where the catalogue itself has none.
    Either(Option<usize>, Option<usize>),
}

/// A word of a text that a question means.
pub(super) struct Meant {
    /// The part that means it.
    pub part: usize,
    /// How sure that is.
    pub sure: f32,
    /// How much the word tells.
    pub tells: f32,
}

/// Something named by first letters.
pub(super) struct Named {
    /// How sure that is.
    pub sure: f32,
    /// What share of its words was named.
    pub said: f32,
}

impl Question {
    /// Reads a question; none when it has no words.
    pub fn read(text: &str, known: &Vocabulary) -> Option<Self> {
        let mut question = Self {
            parts: Vec::new(),
            whole: 0.0,
            hits: vec![None; known.len()],
        };
        for word in typed(text, known) {
            let part = question.take(&word, known);
            question.whole += part.weight;
            question.parts.push(part);
        }
        (!question.parts.is_empty()).then_some(question)
    }

    /// What the question means by a word of a text; nothing mostly.
    pub fn means(&self, word: Numbered) -> Option<Meant> {
        let hit = self.hits[word.word]?;
        let agrees = match hit.diacritics {
            Diacritics::Any => true,
            Diacritics::Either(typed, bare) => [typed, bare].contains(&Some(word.spelling)),
        };
        let sure = if agrees {
            hit.sure
        } else {
            hit.sure * OTHER_DIACRITICS
        };
        Some(Meant {
            part: hit.part,
            sure,
            tells: hit.tells,
        })
    }

    /// What share of the question is answered.
    pub fn share(&self, covered: &Covered) -> f32 {
        let parts = self.parts.iter().zip(covered);
        let answered: f32 = parts.map(|(part, covered)| part.weight * covered).sum();
        answered / self.whole
    }

    /// Notes what a word may mean.
    fn take(&mut self, word: &Typed, known: &Vocabulary) -> Part {
        let bare = word.bare.as_str();
        let exact = known.number(bare);
        let begun = if word.goes_on || (exact.is_none() && bare.len() > 1) {
            known.begun(bare)
        } else {
            Vec::new()
        };
        // A short word that is one is not taken for another.
        let slips = if exact.is_none() || bare.len() > 3 {
            known.slips(bare)
        } else {
            Vec::new()
        };
        let slipped = if exact.is_none() {
            SLIPPED
        } else {
            SLIPPED_TO_ANOTHER
        };
        if let Some(exact) = exact {
            let diacritics = match &word.spelled {
                None => Diacritics::Any,
                Some(spelled) => Diacritics::Either(known.spelling(spelled), known.spelling(bare)),
            };
            self.hit(exact, word.sure, diacritics, known);
        }
        for number in &begun {
            self.hit(*number, BEGUN * word.sure, Diacritics::Any, known);
        }
        for number in &slips {
            self.hit(*number, slipped, Diacritics::Any, known);
        }
        let having = match exact {
            Some(exact) => known.having(&[exact]),
            None if begun.is_empty() => known.having(&slips),
            None => known.having(&begun),
        };
        let letters = if exact.is_none() && bare.len() > 1 {
            bare.to_owned()
        } else {
            String::new()
        };
        Part {
            weight: known.weight(bare, having),
            letters,
        }
    }

    /// Notes that the part being read may mean a word, unless another is surer of it.
    fn hit(&mut self, number: usize, sure: f32, diacritics: Diacritics, known: &Vocabulary) {
        let is_surer = self.hits[number].is_none_or(|hit| hit.sure < sure);
        if is_surer {
            self.hits[number] = Some(Hit {
                part: self.parts.len(),
                sure,
                tells: known.tells(number),
                diacritics,
            });
        }
    }
}

impl Part {
    /// How well this part names something by the first letters of its words; not at all mostly.
    pub fn names(&self, initials: &str) -> Option<Named> {
        if self.letters.is_empty() {
            return None;
        }
        let at = initials.find(&self.letters)?;
        // What is named in part only was meant the less, the more goes unsaid.
        let said = to_f32(self.letters.len()) / to_f32(initials.len());
        let sure = match at {
            _ if initials == self.letters => 1.0,
            0 => 0.6 + 0.3 * said,
            _ => 0.4 + 0.4 * said,
        };
        let sure = if self.letters.len() == 2 {
            sure * TWO_LETTERS
        } else {
            sure
        };
        Some(Named { sure, said })
    }
}
