//! What surrounds a process and has names there: fees, cases, questions, and units.
//!
//! A file of a process names them by key only. Whoever shows it for a procedure knows more.

use std::collections::BTreeMap;

use crate::procedure::Procedure;
use crate::process::surroundings::Surroundings;

/// Words of a name behind which only the place stands: the same unit is called so everywhere.
const PLACES: [&str; 3] = [" xã ", " phường ", " đặc khu "];

/// What people call what a process names by key; empty where nothing is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Fees, by key.
    pub(super) fees: BTreeMap<String, String>,
    /// Cases, by key.
    pub(super) cases: BTreeMap<String, String>,
    /// Fields of the declaration, by key.
    pub(super) answers: BTreeMap<String, String>,
    /// Units below the competent agency, by the end of their code.
    pub(super) units: BTreeMap<String, String>,
}

impl Called {
    /// What a procedure says of its fees, cases and questions.
    pub fn of(procedure: &Procedure) -> Self {
        let terms = procedure.cases.iter().flat_map(|case| &case.terms);
        let fees = terms.flat_map(|terms| &terms.fees);
        let fields = procedure.declaration.iter().flat_map(|form| &form.fields);
        let cases = procedure.cases.iter();
        Self {
            fees: fees
                .map(|fee| (fee.key.0.clone(), fee.name.clone()))
                .collect(),
            cases: cases
                .map(|case| (case.key.0.clone(), case.name.clone()))
                .collect(),
            answers: fields
                .map(|field| (field.key.clone(), field.label.clone()))
                .collect(),
            units: BTreeMap::new(),
        }
    }

    /// The same with the units behind the desks: of several names without their places, the most
    /// usual one.
    #[must_use]
    pub fn at(self, around: &Surroundings) -> Self {
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (suffix, unit) in around.places.iter().flat_map(|place| &place.below) {
            let names = counts.entry(suffix).or_default();
            *names.entry(without_place(&unit.name)).or_default() += 1;
        }
        let units = counts.into_iter().filter_map(|(suffix, names)| {
            let (name, _) = names.into_iter().rev().max_by_key(|(_, count)| *count)?;
            Some((suffix.to_owned(), name.to_owned()))
        });
        Self {
            units: units.collect(),
            ..self
        }
    }
}

fn without_place(name: &str) -> &str {
    let ends = PLACES.iter().filter_map(|place| name.find(place));
    ends.min().map_or(name, |end| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_called_without_its_place() {
        assert_eq!(without_place("Phòng Kinh tế xã Bình Lư"), "Phòng Kinh tế");
        assert_eq!(without_place("Phòng Quản lý giá"), "Phòng Quản lý giá");
    }
}
