//! The catalogue that comes with the program: the files of `data/`, built in.
//!
//! A new file is added to its list below; a test compares each list with its folder.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use domain::bundle::check::SoundKind;
use domain::procedure::occasion::Occasion;
use domain::procedure::search::everyday::EverydayWords;
use domain::procedure::{Procedure, ProcedureCode};
use domain::process::template::Template;

use crate::bundle_file::read_bundle;
use crate::catalogue_file::read_procedure;
use crate::everyday_file::read_everyday_words;
use crate::occasion_file::read_occasions;
use crate::process_file::read_template;

/// The files of `data/procedures`, each with its name and its text, ordered by name.
pub fn built_in() -> Vec<(&'static str, &'static str)> {
    FILES.to_vec()
}

/// The files of `data/processes/templates`, each with its name and its text, ordered by name.
pub fn template_files() -> Vec<(&'static str, &'static str)> {
    TEMPLATES.to_vec()
}

/// The process template with this key; all of them are read once.
pub fn process_template(key: &str) -> Option<&'static Template> {
    READ_TEMPLATES.get(key)
}

/// The files of `data/bundles`, each with its name and its text, ordered by name.
pub fn bundle_files() -> Vec<(&'static str, &'static str)> {
    BUNDLES.to_vec()
}

/// The files of `data/bundles/procedures`: what is applied for when a bundle is. They stand in no
/// list of what is received, as only the pages of bundles can open them.
pub fn bundle_procedures() -> Vec<(&'static str, &'static str)> {
    BUNDLE_PROCEDURES.to_vec()
}

/// The kind of bundle with this key; all of them are read and checked once.
pub fn bundle_kind(key: &str) -> Option<&'static SoundKind> {
    READ_BUNDLES.get(key)
}

/// Every kind of bundle, by key.
pub fn bundle_kinds() -> impl Iterator<Item = &'static SoundKind> {
    READ_BUNDLES.values()
}

/// The procedure that is applied for as a bundle of this kind, with the common declaration.
pub fn bundle_parent(kind: &SoundKind) -> Option<&'static Arc<Procedure>> {
    READ_PARENTS.get(&kind.kind().procedure)
}

static READ_PARENTS: LazyLock<BTreeMap<ProcedureCode, Arc<Procedure>>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| {
        let procedure = read_procedure(name, text);
        let procedure = procedure.expect("the built-in files are sound: a test reads them");
        (procedure.code.clone(), Arc::new(procedure))
    };
    BUNDLE_PROCEDURES.iter().map(read).collect()
});

static READ_BUNDLES: LazyLock<BTreeMap<String, SoundKind>> = LazyLock::new(|| {
    let files = FILES.iter().chain(BUNDLE_PROCEDURES);
    let procedures: Vec<Procedure> = files
        .map(|(name, text)| {
            read_procedure(name, text).expect("the built-in files are sound: a test reads them")
        })
        .collect();
    let read = |(name, text): &(&str, &str)| {
        let kind = read_bundle(name, text);
        let kind = kind.expect("the built-in files are sound: a test reads them");
        let kind = kind.check(&procedures);
        let kind = kind.expect("the built-in kinds are sound: a test checks them");
        (kind.kind().key.clone(), kind)
    };
    BUNDLES.iter().map(read).collect()
});

static READ_TEMPLATES: LazyLock<BTreeMap<String, Template>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| {
        let template = read_template(name, text);
        let template = template.expect("the built-in files are sound: a test reads them");
        (template.key().to_owned(), template)
    };
    TEMPLATES.iter().map(read).collect()
});

/// The list of who receives which procedure where, for the demonstration.
pub const RECEPTIONS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../data/receptions.toml"
));

/// What people say for the procedures.
pub fn everyday_words() -> EverydayWords {
    read_everyday_words(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/search/everyday-words.toml"
    )))
    .expect("the built-in file is sound: a test reads it")
}

/// The events in a life that the first page leads to.
pub fn occasions() -> Vec<Occasion> {
    read_occasions(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/occasions.toml"
    )))
    .expect("the built-in file is sound: a test reads it")
}

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        &[$((
            concat!($name, ".toml"),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../data/", $folder, "/", $name, ".toml"
            )),
        )),*]
    };
}

const TEMPLATES: &[(&str, &str)] = files! {
    "processes/templates":
    "adoption"
    "commune-at-once"
    "commune-certification"
    "commune-civil-status"
    "commune-consultation"
    "commune-council"
    "commune-residence"
    "commune-site-visit"
    "commune-usual"
    "department-appraisal"
    "department-consultation"
    "department-usual"
    "land-consultation"
    "notice"
};

const BUNDLES: &[(&str, &str)] = files! {
    "bundles":
    "birth"
    "death"
};

const BUNDLE_PROCEDURES: &[(&str, &str)] = files! {
    "bundles/procedures":
    "2.002913"
    "3.000722"
};

const FILES: &[(&str, &str)] = files! {
    "procedures":
    "1.000028"
    "1.000656"
    "1.000689"
    "1.000894"
    "1.001022"
    "1.001193"
    "1.001266"
    "1.001570"
    "1.001612"
    "1.001699"
    "1.001731"
    "1.001776"
    "1.003197"
    "1.003622"
    "1.004194"
    "1.004222"
    "1.004616"
    "1.004623"
    "1.004837"
    "1.004859"
    "1.004873"
    "1.004884"
    "1.005092"
    "1.009994"
    "1.010038"
    "1.010041"
    "1.010803"
    "1.011441"
    "1.011443"
    "1.011607"
    "1.012278"
    "1.012783"
    "1.012784"
    "1.012786"
    "1.013225"
    "1.013228"
    "1.013274"
    "1.013831"
    "1.013978"
    "1.014027"
    "2.000033"
    "2.000620"
    "2.000635"
    "2.000720"
    "2.000806"
    "2.000815"
    "2.000884"
    "2.000908"
    "2.001019"
    "2.001035"
    "2.001159"
    "2.001263"
    "2.001610"
    "2.001827"
    "2.001955"
    "3.000333"
    "3.000347"
};
