//! The index of procedures where it stands ready for every page that searches them.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use domain::procedure::search::Index;
use domain::procedure::search::everyday::EverydayWords;
use domain::rulebook::Rulebook;
use integrations::built_in;
use jiff::civil::Date;

/// What people say for procedures; it changes with the program only.
static EVERYDAY: LazyLock<EverydayWords> = LazyLock::new(built_in::everyday_words);

/// Where the index stands ready until the rules or the day change. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<Option<Kept>>>);

struct Kept {
    version: u64,
    day: Date,
    index: Arc<Index>,
}

impl Shelf {
    /// The index over the procedures in force on `day`.
    pub fn index(&self, rules: &Rulebook, day: Date) -> Arc<Index> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(Kept {
                version,
                day: of,
                index,
            }) if *version == rules.version && *of == day => Arc::clone(index),
            _ => {
                let procedures = rules.in_force_on(day).cloned().collect();
                let index = Arc::new(Index::over(procedures, &EVERYDAY));
                *kept = Some(Kept {
                    version: rules.version,
                    day,
                    index: Arc::clone(&index),
                });
                index
            }
        }
    }
}
