//! Finding a procedure in one's own words: without diacritics, by initials, by code, with a slip
//! of the finger.
//!
//! Words that few procedures have count for more than words that many have, so nobody needs a
//! list of words to leave out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::procedure::Procedure;
use domain::rulebook::Rulebook;
use domain::vietnamese::{collation_key, initials};
use jiff::civil::Date;

/// What share of a question's weight a procedure must answer to be shown.
const ENOUGH: f32 = 0.6;
/// What share makes it worth a "did you mean".
const PERHAPS: f32 = 0.25;
/// How many are suggested when nothing was found.
const SUGGESTIONS_MAX: usize = 3;
/// Longest question that is looked at, in words; the rest says nothing new.
const WORDS_MAX: usize = 16;

/// Where the index stands ready until the rules or the day change. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<Option<Arc<Index>>>>);

impl Shelf {
    /// The index over the procedures in force on `day`.
    pub fn index(&self, rules: &Rulebook, day: Date) -> Arc<Index> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(index) if index.version == rules.version && index.day == day => Arc::clone(index),
            _ => {
                let fresh = Arc::new(Index::over(rules, day));
                *kept = Some(Arc::clone(&fresh));
                fresh
            }
        }
    }
}

/// Every procedure in force on one day, by its words.
pub(crate) struct Index {
    version: u64,
    day: Date,
    entries: Vec<Entry>,
    /// Each word, and how much it says about which entries.
    postings: HashMap<String, Vec<(usize, f32)>>,
}

struct Entry {
    procedure: Arc<Procedure>,
    /// Names and synonyms, folded, for whole phrases.
    phrases: Vec<String>,
    initials: Vec<String>,
}

/// What a question found.
#[derive(Default)]
pub(crate) struct Found {
    /// The best first.
    pub hits: Vec<Arc<Procedure>>,
    /// What may have been meant, when there are no hits.
    pub suggestions: Vec<Arc<Procedure>>,
}

impl Index {
    fn over(rules: &Rulebook, day: Date) -> Self {
        let mut procedures: Vec<_> = rules.in_force_on(day).cloned().collect();
        procedures.sort_by_cached_key(|procedure| collation_key(&procedure.name));
        let mut postings: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        for (at, procedure) in procedures.iter().enumerate() {
            for (text, weight) in texts(procedure) {
                for word in words(text) {
                    let places = postings.entry(word).or_default();
                    match places.iter_mut().find(|(place, _)| *place == at) {
                        Some((_, known)) => *known = known.max(weight),
                        None => places.push((at, weight)),
                    }
                }
            }
        }
        let entries = procedures.into_iter().map(Entry::new).collect();
        Self {
            version: rules.version,
            day,
            entries,
            postings,
        }
    }

    /// Every procedure, sorted by name as people sort.
    pub fn all(&self) -> Vec<Arc<Procedure>> {
        let all = self.entries.iter();
        all.map(|entry| Arc::clone(&entry.procedure)).collect()
    }

    /// The procedures that answer a question, the best first; all when nothing was asked.
    pub fn find(&self, question: &str) -> Found {
        let mut asked = words(question);
        asked.truncate(WORDS_MAX);
        if asked.is_empty() {
            return Found {
                hits: self.all(),
                suggestions: Vec::new(),
            };
        }
        let weights: Vec<f32> = asked.iter().map(|word| self.rarity(word)).collect();
        let whole: f32 = weights.iter().sum();
        let mut answered = vec![(0.0_f32, 0.0_f32); self.entries.len()];
        for (word, weight) in asked.iter().zip(&weights) {
            for (at, (quality, place)) in self.places(word) {
                answered[at].0 += weight * quality;
                answered[at].1 += weight * quality * place;
            }
        }
        let phrase = asked.join(" ");
        let code = question.trim().to_lowercase();
        let mut scored: Vec<(f32, f32, usize)> = answered
            .into_iter()
            .enumerate()
            .map(|(at, (share, score))| {
                let bonus = self.entries[at].bonus(&phrase, &code, whole);
                let share = if bonus >= whole { 1.0 } else { share / whole };
                (share, score + bonus, at)
            })
            .filter(|(share, _, _)| *share >= PERHAPS)
            .collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        let pick = |least: f32, most: usize| -> Vec<Arc<Procedure>> {
            let enough = scored.iter().filter(|(share, _, _)| *share >= least);
            enough
                .take(most)
                .map(|(_, _, at)| Arc::clone(&self.entries[*at].procedure))
                .collect()
        };
        let hits = pick(ENOUGH, usize::MAX);
        let suggestions = if hits.is_empty() {
            pick(PERHAPS, SUGGESTIONS_MAX)
        } else {
            Vec::new()
        };
        Found { hits, suggestions }
    }

    /// How much a word tells: the fewer procedures have it, the more. A word that none has may be
    /// a slip or chatter: it counts for something in between.
    fn rarity(&self, word: &str) -> f32 {
        let unknown = (self.entries.len() / 8).max(1);
        let having = self.postings.get(word).map_or(unknown, Vec::len);
        (1.0 + to_f32(self.entries.len()) / to_f32(having)).ln()
    }

    /// Where a word stands: entry, how well it matches, and what the place weighs.
    fn places(&self, asked: &str) -> HashMap<usize, (f32, f32)> {
        let mut best: HashMap<usize, (f32, f32)> = HashMap::new();
        for (word, places) in &self.postings {
            let quality = likeness(asked, word);
            if quality == 0.0 {
                continue;
            }
            for (at, weight) in places {
                let known = best.entry(*at).or_insert((0.0, 0.0));
                if quality * weight > known.0 * known.1 {
                    *known = (quality, *weight);
                }
            }
        }
        best
    }
}

impl Entry {
    fn new(procedure: Arc<Procedure>) -> Self {
        let names: Vec<&str> = std::iter::once(procedure.name.as_str())
            .chain(procedure.synonyms.iter().map(String::as_str))
            .chain([procedure.official_name.as_str()])
            .collect();
        let phrases = names.iter().map(|name| words(name).join(" ")).collect();
        let initials = names.iter().map(|name| initials(name)).collect();
        Self {
            procedure,
            phrases,
            initials,
        }
    }

    /// What code, initials and whole phrases add; at least `whole` when they alone are the answer.
    fn bonus(&self, phrase: &str, code: &str, whole: f32) -> f32 {
        let has_digit = code.bytes().any(|byte| byte.is_ascii_digit());
        let own = self.procedure.code.as_str().to_lowercase();
        if code.len() >= 3 && has_digit && own.starts_with(code) {
            return whole * 20.0;
        }
        let is_one_word = !phrase.contains(' ');
        if is_one_word && phrase.len() >= 3 && self.initials.iter().any(|own| own == phrase) {
            return whole * 10.0;
        }
        if is_one_word && phrase.len() >= 3 && self.initials.iter().any(|own| own.contains(phrase))
        {
            return whole * 2.0;
        }
        // Of two names that hold the phrase, the one that says little else was meant.
        let covers = |own: &str| to_f32(phrase.len()) / to_f32(own.len().max(1));
        let best = self.phrases.iter().map(|own| match own.find(phrase) {
            _ if own == phrase => 4.0,
            Some(0) => 1.5 * covers(own),
            Some(_) => covers(own),
            None => 0.0,
        });
        // A phrase that is there has all its words there: this orders, it does not let in.
        best.fold(0.0_f32, f32::max) * whole * 0.99
    }
}

/// The folded words of a text; `ký` and `kí`, `lý` and `lí` are one word.
fn words(text: &str) -> Vec<String> {
    let words = domain::vietnamese::words(text).into_iter();
    words.map(|word| word.replace('y', "i")).collect()
}

/// What is searched in a procedure, and what a word there weighs.
fn texts(procedure: &Procedure) -> Vec<(&str, f32)> {
    let mut texts = vec![
        (procedure.name.as_str(), 3.0),
        (procedure.official_name.as_str(), 2.0),
        (procedure.sector.name.as_str(), 1.0),
    ];
    texts.extend(procedure.synonyms.iter().map(|text| (text.as_str(), 3.0)));
    texts.extend(procedure.cases.iter().map(|case| (case.name.as_str(), 1.0)));
    texts.extend(
        procedure
            .results
            .iter()
            .map(|paper| (paper.name.as_str(), 1.0)),
    );
    texts
}

/// From 0 for unlike to 1 for the same word.
fn likeness(asked: &str, word: &str) -> f32 {
    if asked == word {
        1.0
    } else if asked.len() >= 2 && word.starts_with(asked) {
        0.8
    } else if asked.len() >= 4 && is_one_slip_apart(asked.as_bytes(), word.as_bytes()) {
        0.6
    } else {
        0.0
    }
}

/// Whether one letter more, less, other, or two neighbours swapped makes one of the other.
fn is_one_slip_apart(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 => short.get(1..) == long.get(1..) || is_swapped(short, long),
        1 => short == &long[1..],
        _ => false,
    }
}

/// Whether only the first two letters changed places.
fn is_swapped(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([a, b, rest @ ..], [c, d, end @ ..]) => a == d && b == c && rest == end,
        _ => false,
    }
}

/// Counts are far below what a float holds exactly.
fn to_f32(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests {
    use super::is_one_slip_apart;

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        let apart = |a: &str, b: &str| is_one_slip_apart(a.as_bytes(), b.as_bytes());
        assert!(apart("khai", "khia"));
        assert!(apart("sinh", "sin"));
        assert!(apart("sinh", "sihnh"));
        assert!(apart("hon", "hom"));
        assert!(!apart("khai", "kai x"));
        assert!(!apart("sinh", "tinhs"));
    }
}
