//! A figure that leads to the list behind it, and says the same as that list.

use store::{Filter, Page};

use crate::app::App;
use crate::fault::Broken;
use crate::show;

/// How far a list is counted; beyond it a figure only says "more".
const COUNTED_MAX: u64 = 100;

/// A figure with the list behind it.
#[derive(Clone, Debug)]
pub struct FigureLink {
    /// How many, as shown.
    pub shown: String,
    /// Of what.
    pub text: &'static str,
    /// The list.
    pub href: &'static str,
}

impl FigureLink {
    /// A figure that is kept with each write.
    pub fn kept(count: u64, text: &'static str, href: &'static str) -> Self {
        Self {
            shown: show::number(count),
            text,
            href,
        }
    }

    /// A figure that is the length of a list, as [`length`] counts it.
    pub fn of(length: u64, text: &'static str, href: &'static str) -> Self {
        let more = if length > COUNTED_MAX { "hơn " } else { "" };
        Self {
            shown: format!("{more}{}", show::number(length.min(COUNTED_MAX))),
            text,
            href,
        }
    }
}

/// A figure that is only shown when it is not nothing.
pub fn more_than_none(count: u64) -> String {
    if count == 0 {
        String::new()
    } else {
        show::number(count)
    }
}

/// How long a list is, counted until it is longer than any figure shows.
pub async fn length(app: &App, filter: &Filter) -> Result<u64, Broken> {
    Ok(app.store.length(filter, COUNTED_MAX).await?)
}

/// The first hundred of a list, without names: enough to count most of them.
pub async fn first_hundred(app: &App, filter: Filter) -> Result<Page, Broken> {
    let filter = Filter {
        limit: COUNTED_MAX,
        ..filter
    };
    Ok(app.store.list_without_names(&filter).await?)
}
