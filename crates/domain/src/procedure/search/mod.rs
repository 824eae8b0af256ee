//! Finding a procedure in one's own words: without diacritics, by initials, by code, in everyday
//! words, with slips of the finger.
//!
//! `text` takes words apart, `vocabulary` knows all of the catalogue's, `keys` mends what the
//! keyboard did to a question, `question` is the question read, `entry` a procedure as it is
//! searched. A question is compared with every text: these are some hundred thousand numbers in a
//! row, and reading them all takes less than choosing which to read.

mod code;
mod entry;
pub mod everyday;
mod heard;
mod keys;
mod question;
mod slip;
mod text;
mod vocabulary;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::procedure::search::entry::Entry;
use crate::procedure::search::everyday::EverydayWords;
use crate::procedure::search::heard::Heard;
use crate::procedure::search::question::Question;
use crate::procedure::search::vocabulary::Vocabulary;
use crate::procedure::{Procedure, SettlingLevel};
use crate::vietnamese::collation_key;

/// What share of a question a procedure must answer to be shown.
const ENOUGH: f32 = 0.5;
/// What share makes it worth a "did you mean".
const PERHAPS: f32 = 0.12;
/// How many are suggested when nothing was found.
const SUGGESTIONS_MAX: usize = 3;

/// Some procedures by their words.
pub struct Index {
    /// In the order in which people sort names.
    entries: Vec<Entry>,
    known: Vocabulary,
    /// Codes of the past and today's, in lower case.
    former: Vec<(String, String)>,
    sectors: Vec<String>,
    levels: Vec<SettlingLevel>,
}

/// What a question found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Arc<Procedure>>,
    /// What may have been meant, when there are no hits.
    pub suggestions: Vec<Arc<Procedure>>,
}

impl Index {
    /// The index over these procedures, one version each.
    pub fn over(mut procedures: Vec<Arc<Procedure>>, everyday: &EverydayWords) -> Self {
        procedures.sort_by_cached_key(|procedure| collation_key(&procedure.name));
        let (sectors, levels) = (sectors_of(&procedures), levels_of(&procedures));
        let mut known = Vocabulary::with_chatter(&everyday.chatter);
        let heard: Vec<Heard> = everyday.sayings.iter().map(Heard::new).collect();
        let mut entries: Vec<Entry> = procedures
            .into_iter()
            .map(|procedure| Entry::new(procedure, &heard, &mut known))
            .collect();
        known.settle();
        for entry in &mut entries {
            entry.settle(&known);
        }
        let former = everyday.former_codes.iter();
        Self {
            entries,
            known,
            former: former
                .map(|code| {
                    let lower = |text: &str| text.to_lowercase();
                    (lower(code.was.as_str()), lower(code.now.as_str()))
                })
                .collect(),
            sectors,
            levels,
        }
    }

    /// The sectors that occur, sorted as people sort.
    pub fn sectors(&self) -> &[String] {
        &self.sectors
    }

    /// The levels that occur, in their own order.
    pub fn levels(&self) -> &[SettlingLevel] {
        &self.levels
    }

    /// Every procedure, sorted by name as people sort.
    pub fn all(&self) -> Vec<Arc<Procedure>> {
        let all = self.entries.iter();
        all.map(|entry| Arc::clone(&entry.procedure)).collect()
    }

    /// The procedures that answer a question, the best first; all when nothing was asked.
    pub fn find(&self, question: &str) -> Found {
        let by_code = self.by_code(question);
        if !by_code.is_empty() {
            return Found {
                hits: by_code,
                suggestions: Vec::new(),
            };
        }
        let Some(question) = Question::read(question, &self.known) else {
            return Found {
                hits: self.all(),
                suggestions: Vec::new(),
            };
        };
        let mut answers: Vec<_> = self
            .entries
            .iter()
            .map(|entry| (entry.answer(&question), entry))
            .filter(|(answer, _)| answer.share >= PERHAPS)
            .collect();
        // Stable: equals stay in the order of their names.
        answers.sort_by(|(one, _), (other, _)| other.score.total_cmp(&one.score));
        let at_least = |share: f32| {
            let good = answers
                .iter()
                .filter(move |(answer, _)| answer.share >= share);
            good.map(|(_, entry)| Arc::clone(&entry.procedure))
        };
        let hits: Vec<_> = at_least(ENOUGH).collect();
        let suggestions = if hits.is_empty() {
            at_least(PERHAPS).take(SUGGESTIONS_MAX).collect()
        } else {
            Vec::new()
        };
        Found { hits, suggestions }
    }

    /// The procedures that a code in the question means, also one of the past.
    fn by_code(&self, question: &str) -> Vec<Arc<Procedure>> {
        // A code may be read out in groups: `1.004 194`.
        let in_one: String = question.split_whitespace().collect();
        let asked_for = [in_one.as_str()]
            .into_iter()
            .chain(question.split_whitespace());
        for asked in asked_for.map(code::as_written) {
            if !code::is_like_a_code(&asked) {
                continue;
            }
            let today: Vec<&str> = self
                .former
                .iter()
                .filter(|(was, _)| code::is_or_is_local(&asked, was))
                .map(|(_, now)| now.as_str())
                .collect();
            let meant = |entry: &&Entry| {
                code::leads_to(&asked, &entry.code)
                    || today
                        .iter()
                        .any(|now| code::is_or_is_local(&entry.code, now))
            };
            let found: Vec<_> = self.entries.iter().filter(meant).collect();
            if !found.is_empty() {
                let found = found.into_iter();
                return found.map(|entry| Arc::clone(&entry.procedure)).collect();
            }
        }
        Vec::new()
    }
}

fn sectors_of(procedures: &[Arc<Procedure>]) -> Vec<String> {
    let sectors = procedures.iter().map(|one| one.sector.name.as_str());
    let each: BTreeSet<&str> = sectors.collect();
    let mut sectors: Vec<String> = each.into_iter().map(str::to_owned).collect();
    sectors.sort_by_cached_key(|name| collation_key(name));
    sectors
}

fn levels_of(procedures: &[Arc<Procedure>]) -> Vec<SettlingLevel> {
    let occurs = |level: &SettlingLevel| procedures.iter().any(|one| one.levels.contains(level));
    SettlingLevel::ALL.into_iter().filter(occurs).collect()
}
