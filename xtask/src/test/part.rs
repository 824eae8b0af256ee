//! The parts of a test run.

use std::fmt;

use clap::ValueEnum;

use crate::tools::Tool;

/// One part of a test run, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// rustfmt finds nothing to change
    Format,
    /// Licences, bans and sources of all dependencies (deny.toml)
    #[value(alias = "deny")]
    Licences,
    /// THIRD-PARTY.md is current
    ThirdParty,
    /// The style sheet is what its sources give
    Css,
    /// No warning, pedantic ones included
    Clippy,
    /// All tests of all crates
    Unit,
    /// Tests of the rules only; builds nothing else
    Domain,
    /// Tests of the store, on both engines
    Store,
    /// Tests of the papers
    Documents,
    /// Tests of the partners
    Integrations,
    /// Tests of pages and API
    Web,
    /// Tests of the program and of the house rules
    Server,
    /// Tests of these commands
    Xtask,
    /// Examples in doc comments
    Doctest,
    /// The code's documentation builds without a warning
    Docs,
    /// Pages and journeys in a real browser
    Browser,
    /// More cases, more kills, more intakes; only before a release
    Long,
    /// The journeys with more intakes and on a slow line; only before a release
    LongBrowser,
    /// Size, first page and memory of the release build; only before a release
    Footprint,
}

impl Part {
    /// What a run without `--only` consists of.
    pub const ALL: &[Self] = &[
        Self::Format,
        Self::Licences,
        Self::ThirdParty,
        Self::Css,
        Self::Clippy,
        Self::Unit,
        Self::Doctest,
        Self::Docs,
        Self::Browser,
    ];

    /// What is checked before a release, besides [`Self::ALL`].
    pub const BEFORE_RELEASE: &[Self] = &[Self::Long, Self::LongBrowser, Self::Footprint];

    /// Each of these once, cheap ones first.
    pub fn in_order(parts: &[Self]) -> Vec<Self> {
        let mut ordered = parts.to_vec();
        ordered.sort_unstable();
        ordered.dedup();
        ordered
    }

    /// Whether a PostgreSQL server has to run meanwhile.
    pub fn needs_postgres(self) -> bool {
        self.tools().contains(&Tool::Postgres)
    }

    fn tools(self) -> &'static [Tool] {
        match self {
            Self::Format | Self::ThirdParty | Self::Clippy | Self::Doctest | Self::Docs => &[],
            Self::Licences => &[Tool::Deny],
            Self::Css => &[Tool::Node],
            Self::Domain | Self::Integrations => &[Tool::Nextest],
            Self::Store | Self::Xtask => &[Tool::Nextest, Tool::Postgres],
            Self::Documents => &[Tool::Nextest, Tool::Poppler, Tool::Zbar],
            Self::Footprint => &[],
            Self::Unit | Self::Web | Self::Server | Self::Long => {
                &[Tool::Nextest, Tool::Postgres, Tool::Poppler, Tool::Zbar]
            }
            Self::Browser | Self::LongBrowser => &[Tool::Node, Tool::Chromium],
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_possible_value() {
            Some(value) => out.write_str(value.get_name()),
            None => Ok(()),
        }
    }
}

/// All that these parts need, each once.
pub fn tools_for(parts: &[Part]) -> Vec<Tool> {
    let mut tools = Vec::new();
    for tool in parts.iter().flat_map(|part| part.tools()) {
        if !tools.contains(tool) {
            tools.push(*tool);
        }
    }
    tools
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_run_once_each_and_cheap_ones_first() {
        let asked = [Part::Browser, Part::Domain, Part::Format, Part::Domain];
        assert_eq!(
            Part::in_order(&asked),
            [Part::Format, Part::Domain, Part::Browser]
        );
    }

    #[test]
    fn the_rules_need_no_database() {
        assert_eq!(tools_for(&[Part::Domain, Part::Format]), [Tool::Nextest]);
        assert!(!Part::Domain.needs_postgres());
        assert!(Part::Store.needs_postgres());
    }

    #[test]
    fn a_whole_run_needs_every_tool() {
        let all = tools_for(Part::ALL);
        for tool in [
            Tool::Nextest,
            Tool::Deny,
            Tool::Postgres,
            Tool::Poppler,
            Tool::Zbar,
            Tool::Chromium,
            Tool::Node,
        ] {
            assert!(all.contains(&tool), "{tool:?}");
        }
    }
}
