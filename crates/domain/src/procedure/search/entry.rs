//! A procedure as it is searched: every text by which it may be meant, each with its place.

use std::sync::Arc;

use super::heard::{Heard, Subject};
use super::keys::WORDS_MAX;
use super::question::{Covered, Question};
use super::text::{Word, without_opening, words};
use super::vocabulary::{Numbered, Vocabulary, to_f32};
use crate::procedure::Procedure;

/// What a text counts for by its place.
const NAME: f32 = 1.0;
const SYNONYM: f32 = 1.0;
const OFFICIAL_NAME: f32 = 0.85;
const CASE: f32 = 0.55;
const RESULT: f32 = 0.5;
const SECTOR: f32 = 0.45;

/// What a phrase is worth that answers the question, whatever else it says and in whatever order.
const MET: f32 = 0.4;
/// What it gains by saying nothing else.
const SAYS_NO_MORE: f32 = 0.35;
/// What it gains by saying it in the order in which it was asked.
const IN_ORDER: f32 = 0.25;
/// What all texts together count for beside the best phrase.
const TOGETHER: f32 = 0.5;

/// A procedure with its texts.
pub(super) struct Entry {
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// Its code in lower case.
    pub code: String,
    phrases: Vec<Phrase>,
}

/// One text.
struct Phrase {
    words: Vec<Numbered>,
    /// What its place counts for.
    place: f32,
    /// What its words tell together.
    whole: f32,
    /// The first letters of its words, where it is a name.
    initials: String,
}

/// How well a procedure answers a question.
pub(super) struct Answer {
    /// What share of the question is answered, from 0 to 1.
    pub share: f32,
    /// By which answers are put in order.
    pub score: f32,
}

impl Entry {
    /// Takes in every text of a procedure, and what people say for it.
    pub fn new(procedure: Arc<Procedure>, heard: &[Heard], known: &mut Vocabulary) -> Self {
        let mut phrases: Vec<Phrase> = names(&procedure)
            .into_iter()
            .map(|(text, place)| Phrase::named(text, place, known))
            .collect();
        let subject = Subject::new(&procedure);
        for (said, place) in heard.iter().flat_map(|heard| heard.of(&subject)) {
            phrases.push(Phrase::new(said, place, known));
        }
        for (text, place) in descriptions(&procedure) {
            phrases.push(Phrase::new(&words(text), place, known));
        }
        phrases.retain(|phrase| !phrase.words.is_empty());
        let all = phrases.iter().flat_map(|phrase| &phrase.words);
        known.count(all.map(|word| word.word).collect());
        Self {
            code: procedure.code.as_str().to_lowercase(),
            procedure,
            phrases,
        }
    }

    /// Weighs each text, once the vocabulary knows what its words tell.
    pub fn settle(&mut self, known: &Vocabulary) {
        for phrase in &mut self.phrases {
            let words = phrase.words.iter();
            phrase.whole = words.map(|word| known.tells(word.word)).sum();
        }
    }

    /// How well the procedure answers a question.
    pub fn answer(&self, question: &Question) -> Answer {
        let mut anywhere: Covered = [0.0; WORDS_MAX];
        let mut by_place: Covered = [0.0; WORDS_MAX];
        let mut best = 0.0_f32;
        for phrase in &self.phrases {
            let Some((covered, fit)) = phrase.meet(question) else {
                continue;
            };
            best = best.max(fit);
            for (part, sure) in covered.into_iter().enumerate() {
                anywhere[part] = anywhere[part].max(sure);
                by_place[part] = by_place[part].max(sure * phrase.place);
            }
        }
        Answer {
            share: question.share(&anywhere),
            score: best + TOGETHER * question.share(&by_place),
        }
    }
}

impl Phrase {
    fn new(words: &[Word], place: f32, known: &mut Vocabulary) -> Self {
        Self {
            words: words.iter().map(|word| known.take(word)).collect(),
            place,
            whole: 0.0,
            initials: String::new(),
        }
    }

    /// A name: its empty opening left out, and found by first letters too.
    fn named(text: &str, place: f32, known: &mut Vocabulary) -> Self {
        let words = words(text);
        let words = without_opening(&words);
        let firsts = words.iter().filter_map(|word| word.bare.chars().next());
        Self {
            initials: firsts.collect(),
            ..Self::new(words, place, known)
        }
    }

    /// How far each part of a question is answered here, and how well this text fits it; none when
    /// it has nothing of it.
    fn meet(&self, question: &Question) -> Option<(Covered, f32)> {
        let mut covered: Covered = [0.0; WORDS_MAX];
        let (mut own, mut in_order) = (0.0_f32, 0_usize);
        let mut before = None;
        for word in &self.words {
            let meant = question.means(*word);
            if let Some(meant) = &meant {
                covered[meant.part] = covered[meant.part].max(meant.sure);
                own += meant.tells * meant.sure / self.whole;
                if before.is_some_and(|part: usize| part + 1 == meant.part) {
                    in_order += 1;
                }
            }
            before = meant.map(|meant| meant.part);
        }
        for (part, covered) in question.parts.iter().zip(&mut covered) {
            if let Some(named) = part.names(&self.initials)
                && named.sure > *covered
            {
                *covered = named.sure;
                own += named.sure * named.said;
            }
        }
        let share = question.share(&covered);
        if share <= 0.0 {
            return None;
        }
        let order = match question.parts.len() - 1 {
            0 => 1.0,
            gaps => (to_f32(in_order) / to_f32(gaps)).min(1.0),
        };
        let form = MET + SAYS_NO_MORE * own.min(1.0) + IN_ORDER * order;
        Some((covered, self.place * share * form))
    }
}

/// The texts that name a procedure.
fn names(procedure: &Procedure) -> Vec<(&str, f32)> {
    let name = procedure.name.as_str();
    let mut names = vec![(name, NAME)];
    // What stands in brackets only explains.
    if let Some((before, _)) = name.split_once('(') {
        names.push((before, NAME));
    }
    names.extend(
        procedure
            .synonyms
            .iter()
            .map(|text| (text.as_str(), SYNONYM)),
    );
    if procedure.official_name != procedure.name {
        names.push((procedure.official_name.as_str(), OFFICIAL_NAME));
    }
    names
}

/// The texts that tell something about it.
fn descriptions(procedure: &Procedure) -> Vec<(&str, f32)> {
    let cases = procedure.cases.iter();
    let results = procedure.results.iter();
    std::iter::once((procedure.sector.name.as_str(), SECTOR))
        .chain(cases.map(|case| (case.name.as_str(), CASE)))
        .chain(results.map(|paper| (paper.name.as_str(), RESULT)))
        .collect()
}
