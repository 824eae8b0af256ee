//! Every word of the catalogue, and how much it tells: the fewer procedures have it, the more.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Bound;

use super::slip::{are_neighbours_swapped, is_one_slip_apart};
use super::text::{Word, words};

/// What a word that only joins a sentence counts for, against any other.
const CHATTER: f32 = 0.2;
/// From how many letters on a word bears any slip; a shorter one only a swap.
const SLIP_MIN: usize = 4;
/// The shortest word that bears a swap.
const SWAP_MIN: usize = 3;
/// One in how many procedures is taken to have a word that none has: it may be a slip or chatter.
const UNKNOWN_SHARE: usize = 4;

/// A word of a text by its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered {
    /// The number of the bare word.
    pub word: usize,
    /// The number of its spelling.
    pub spelling: usize,
}

/// Every word of the catalogue, once.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Bare words by the alphabet, so that what begins alike stands together.
    words: BTreeMap<String, usize>,
    spellings: HashMap<String, usize>,
    /// The words of each length, in bytes.
    by_length: Vec<Vec<(String, usize)>>,
    chatter: HashSet<String>,
    /// How many entries have each word.
    having: Vec<usize>,
    /// How much each word tells.
    tells: Vec<f32>,
    entries: usize,
}

impl Vocabulary {
    /// A vocabulary without words; these will count for little.
    pub fn with_chatter(chatter: &[String]) -> Self {
        let bare = chatter.iter().flat_map(|text| words(text));
        Self {
            chatter: bare.map(|word| word.bare).collect(),
            ..Self::default()
        }
    }

    /// The numbers of a word, new ones when it was not there.
    pub fn take(&mut self, word: &Word) -> Numbered {
        let number = match self.words.get(&word.bare) {
            Some(known) => *known,
            None => {
                let fresh = self.words.len();
                self.words.insert(word.bare.clone(), fresh);
                self.having.push(0);
                fresh
            }
        };
        let spelling = match self.spellings.get(&word.spelled) {
            Some(known) => *known,
            None => {
                let fresh = self.spellings.len();
                self.spellings.insert(word.spelled.clone(), fresh);
                fresh
            }
        };
        Numbered {
            word: number,
            spelling,
        }
    }

    /// Counts one more entry, which has these words.
    pub fn count(&mut self, mut entry: Vec<usize>) {
        entry.sort_unstable();
        entry.dedup();
        for word in entry {
            self.having[word] += 1;
        }
        self.entries += 1;
    }

    /// Works out what each word tells, once every entry is counted.
    pub fn settle(&mut self) {
        self.tells = vec![0.0; self.having.len()];
        for (text, number) in &self.words {
            self.tells[*number] = self.weight(text, self.having[*number]);
            if self.by_length.len() <= text.len() {
                self.by_length.resize(text.len() + 1, Vec::new());
            }
            self.by_length[text.len()].push((text.clone(), *number));
        }
    }

    /// The number of a bare word; none when no entry has it.
    pub fn number(&self, bare: &str) -> Option<usize> {
        self.words.get(bare).copied()
    }

    /// The number of a spelling.
    pub fn spelling(&self, spelled: &str) -> Option<usize> {
        self.spellings.get(spelled).copied()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.tells.len()
    }

    /// How much a word of the catalogue tells.
    pub fn tells(&self, number: usize) -> f32 {
        self.tells[number]
    }

    /// How many entries have one of these words, at most.
    pub fn having(&self, numbers: &[usize]) -> usize {
        let all: usize = numbers.iter().map(|number| self.having[*number]).sum();
        all.min(self.entries)
    }

    /// How much a word tells that this many entries have; none have it when zero.
    pub fn weight(&self, bare: &str, having: usize) -> f32 {
        let having = match having {
            0 => (self.entries / UNKNOWN_SHARE).max(1),
            some => some,
        };
        let weight = (1.0 + to_f32(self.entries) / to_f32(having)).ln();
        if self.chatter.contains(bare) {
            weight * CHATTER
        } else {
            weight
        }
    }

    /// The words that begin so and go on.
    pub fn begun(&self, bare: &str) -> Vec<usize> {
        let after: (Bound<&str>, Bound<&str>) = (Bound::Excluded(bare), Bound::Unbounded);
        self.words
            .range::<str, _>(after)
            .take_while(|(word, _)| word.starts_with(bare))
            .map(|(_, number)| *number)
            .collect()
    }

    /// The words one slip of the finger away.
    pub fn slips(&self, bare: &str) -> Vec<usize> {
        let length = bare.len();
        let is_near: fn(&str, &str) -> bool = match length {
            ..SWAP_MIN => return Vec::new(),
            SWAP_MIN..SLIP_MIN => are_neighbours_swapped,
            SLIP_MIN.. => is_one_slip_apart,
        };
        let near = self.by_length.iter().skip(length - 1).take(3).flatten();
        near.filter(|(word, _)| word != bare && is_near(word, bare))
            .map(|(_, number)| *number)
            .collect()
    }
}

/// Counts are far below what a float holds exactly.
pub(super) fn to_f32(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}
