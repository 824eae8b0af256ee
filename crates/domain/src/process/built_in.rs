//! The templates by kind that come with the program.
//!
//! They are written in `data/processes/templates`; this is the same in a form that needs no reader of
//! files, and a test of `integrations` compares both. Open dossiers go by a template for as long as
//! they live, so one that was released is never changed: another one is added.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::process::draft::Draft;
use crate::process::template::Template;

static TEMPLATES: LazyLock<BTreeMap<String, Template>> = LazyLock::new(|| {
    let drafts: Vec<Draft> = serde_json::from_str(include_str!("templates.json"))
        .expect("our own file can be read: a test does");
    let read = |draft: Draft| {
        let template = Template::check(draft).expect("our own are sound: a test checks them");
        (template.key().to_owned(), template)
    };
    drafts.into_iter().map(read).collect()
});

/// The template with this key.
pub fn template(key: &str) -> Option<&'static Template> {
    TEMPLATES.get(key)
}

/// Every template, by key.
pub fn templates() -> impl Iterator<Item = &'static Template> {
    TEMPLATES.values()
}
