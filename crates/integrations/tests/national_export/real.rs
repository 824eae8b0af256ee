//! The real records, where they are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::procedure::Procedure;
use integrations::catalogue_import::plan;
use integrations::national_export::read_record;
use integrations::reading::Problem;

use crate::kept;

type ReadFile = (String, Result<Procedure, Vec<Problem>>);

#[expect(
    clippy::disallowed_methods,
    reason = "the folder of real records is named from outside"
)]
fn real_records() -> Option<PathBuf> {
    let shared = std::env::var_os("MOTCUA_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    Some(shared.join("data/procedures/national-export")).filter(|folder| folder.is_dir())
}

// The real records are not part of the repository; without them there is nothing to read.
#[test]
fn the_real_records_are_read() {
    let Some(folder) = real_records() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    let read = || -> Vec<ReadFile> {
        let read = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let procedure = read_record(&name, &std::fs::read(path).unwrap());
            (name, procedure)
        };
        files.iter().map(read).collect()
    };
    let first = plan(&[], read());
    let refused: BTreeSet<&str> = first
        .report
        .refused
        .iter()
        .map(|line| line.file.as_str())
        .collect();
    assert_eq!(files.len(), 207);
    assert_eq!(refused, BTreeSet::new(), "{:#?}", first.report.refused);
    assert_eq!(first.report.created, 207);

    let second = plan(&kept(&first), read());
    assert_eq!((second.report.unchanged, second.to_store.len()), (207, 0));

    let count = |field: &str| {
        first
            .report
            .to_mend
            .iter()
            .filter(|line| line.field == field)
            .count()
    };
    assert_eq!(count("metadata.cấp_thực_hiện"), 0);
    assert_eq!(count("content.đối_tượng_thực_hiện"), 0);
    assert_eq!(count("tables.hinh_thuc_nop"), 20);
    let ranges = first
        .report
        .to_mend
        .iter()
        .filter(|line| line.text == "10-25")
        .count();
    assert!(ranges > 0);
    for procedure in &first.to_store {
        let limits = procedure.cases.iter().flat_map(|case| &case.terms);
        assert!(limits.count() > 0, "{}", procedure.code);
    }
}
