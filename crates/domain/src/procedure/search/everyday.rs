//! What people say, where the law has another name for it.

use crate::procedure::ProcedureCode;

/// Everyday words (lời thường ngày) for procedures, beside the synonyms that each of them brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EverydayWords {
    /// Words that only join a sentence: with or without them the same is asked.
    pub chatter: Vec<String>,
    /// What is said, and which procedures it means.
    pub sayings: Vec<Saying>,
    /// Codes of the past.
    pub former_codes: Vec<FormerCode>,
}

/// Some ways to say one thing, and the procedures that are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saying {
    /// What people say.
    pub said: Vec<String>,
    /// Procedures by their national code; a local suffix does not matter.
    pub codes: Vec<ProcedureCode>,
    /// Procedures whose name holds one of these phrases, wherever they were imported from.
    pub names: Vec<String>,
    /// Procedures of the sectors whose name holds one of these phrases.
    pub sectors: Vec<String>,
}

/// A code that is no longer in use, and the one that took its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerCode {
    /// The code of the past.
    pub was: ProcedureCode,
    /// Today's code.
    pub now: ProcedureCode,
}
