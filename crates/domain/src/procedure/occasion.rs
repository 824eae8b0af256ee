//! Events in a life: what somebody goes through, and which procedures that means.

use crate::procedure::ProcedureCode;

/// An event in a life (sự kiện trong đời) such as a birth, with the procedures that usually belong
/// to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Its part of the address; it stays for ever.
    pub slug: String,
    /// Parts of the address by which it was reached before.
    pub former_slugs: Vec<String>,
    /// What people call it.
    pub name: String,
    /// The same in English.
    pub english_name: String,
    /// What is found there, in a few words.
    pub what: String,
    /// The same in English.
    pub english_what: String,
    /// One sentence for whoever is in it.
    pub sentence: String,
    /// The same in English.
    pub english_sentence: String,
    /// The procedures, in the order in which people need them.
    pub ways: Vec<OccasionWay>,
}

/// A procedure that belongs to an event in a life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccasionWay {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// Why or when it is needed, in plain words.
    pub why: String,
    /// The same in English.
    pub english_why: String,
}

impl Occasion {
    /// Whether it is, or was, reached by this part of an address.
    pub fn answers_to(&self, slug: &str) -> bool {
        self.slug == slug || self.former_slugs.iter().any(|former| former == slug)
    }

    /// The place of a procedure in the order; none when it does not belong here.
    pub fn place_of(&self, code: &ProcedureCode) -> Option<usize> {
        self.ways.iter().position(|way| &way.procedure == code)
    }
}
