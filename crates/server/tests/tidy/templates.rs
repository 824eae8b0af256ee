//! Rule 6: a page is one handler file and one template, of the same name.

use std::collections::BTreeSet;

use crate::expect_none;
use crate::source;

/// The parts of the site.
const SITES: [&str; 5] = ["citizen", "desk", "casework", "leader", "admin"];

/// Handlers that draw no page, and why.
const DRAW_NOTHING: [(&str, &str); 23] = [
    (
        "admin/people/account",
        "an account as typed, for several pages",
    ),
    ("admin/layers/entry", "an entry of a calendar as typed"),
    ("admin/processes/decision", "a decision as typed"),
    (
        "admin/processes/shown",
        "a process in tables for several pages",
    ),
    (
        "casework/dossier/asked",
        "rows of consultations for the time table",
    ),
    (
        "casework/dossier/reach",
        "in which order the acts of a dossier stand",
    ),
    ("citizen/access", "who may see a dossier without an account"),
    ("citizen/asking", "what several pages ask of a dossier"),
    ("citizen/download", "answers with files"),
    ("citizen/draft", "what was filled in so far"),
    ("citizen/journey", "leads from page to page"),
    ("citizen/moved", "tells where a dossier went"),
    ("citizen/question", "draws questions for several pages"),
    (
        "citizen/reckon/wish",
        "reads what a promised day is asked of",
    ),
    ("citizen/resumable", "takes files piece by piece"),
    (
        "citizen/review/sections",
        "shows what was filled in, part by part",
    ),
    ("citizen/search", "finds procedures for several pages"),
    (
        "citizen/story",
        "tells a dossier's history for several pages",
    ),
    (
        "citizen/story/pause",
        "tells of clocks that stand still for the page that tracks",
    ),
    (
        "citizen/story/timeline",
        "tells it step by step for the page that tracks",
    ),
    ("citizen/suit/fit", "asks, and knows what was answered"),
    ("citizen/terms", "says limits and fees for several pages"),
    ("citizen/upload", "reads files for several pages"),
];

#[test]
fn every_page_has_its_handler_and_its_template() {
    let names = |folder: &str, ending: &str| -> BTreeSet<String> {
        SITES
            .iter()
            .flat_map(|site| source::files_below(&format!("{folder}/{site}")))
            .filter_map(|file| {
                let name = file.path.strip_prefix(folder)?.strip_prefix('/')?;
                name.strip_suffix(ending).map(str::to_owned)
            })
            .collect()
    };
    let handlers = names("crates/web/src", ".rs");
    let templates = names("crates/web/templates", ".html");
    expect_none(&unpaired(&handlers, &templates, &DRAW_NOTHING));
}

/// Handlers and templates that stand alone.
///
/// `desk/receive.rs` may have `desk/receive.html` and further pages `desk/receive_done.html`;
/// a template whose name begins with `_` is a part of several pages.
fn unpaired(
    handlers: &BTreeSet<String>,
    templates: &BTreeSet<String>,
    draw_nothing: &[(&str, &str)],
) -> Vec<String> {
    let mut complaints = Vec::new();
    for handler in handlers {
        let excused = draw_nothing.iter().any(|(name, _)| name == handler);
        let drawn = templates.iter().any(|template| belongs(template, handler));
        if !handler.ends_with("/mod") && !excused && !drawn {
            complaints.push(format!("{handler}.rs has no template {handler}.html"));
        }
    }
    for template in templates {
        let is_part = template
            .rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with('_'));
        if !is_part && !handlers.iter().any(|handler| belongs(template, handler)) {
            complaints.push(format!("{template}.html has no handler {template}.rs"));
        }
    }
    for (name, _) in draw_nothing {
        if !handlers.contains(*name) {
            complaints.push(format!("{name}.rs is excused and not there"));
        }
    }
    complaints
}

fn belongs(template: &str, handler: &str) -> bool {
    template
        .strip_prefix(handler)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '/']))
}

#[test]
fn lonely_files_are_seen() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let handlers = set(&["desk/mod", "desk/receive", "desk/scan", "desk/download"]);
    let templates = set(&[
        "desk/receive",
        "desk/receive_done",
        "desk/_row",
        "desk/queue",
    ]);
    let excused = [
        ("desk/download", "sends a file"),
        ("desk/gone", "was removed"),
    ];
    assert_eq!(
        unpaired(&handlers, &templates, &excused),
        [
            "desk/scan.rs has no template desk/scan.html",
            "desk/queue.html has no handler desk/queue.rs",
            "desk/gone.rs is excused and not there",
        ]
    );
}
