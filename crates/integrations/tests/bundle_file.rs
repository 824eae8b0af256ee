//! Kinds of bundles: those that are built in, and what is said of files that cannot be taken.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeMap;

use domain::bundle::check::BundleFlaw;
use domain::bundle::kind::{BundleKind, SettledBy};
use domain::bundle::payout::PayTo;
use domain::bundle::wording::{repair, sentence};
use domain::procedure::Procedure;
use integrations::built_in::{built_in, bundle_files, bundle_kind, bundle_procedures};
use integrations::bundle_file::read_bundle;
use integrations::catalogue_file::read_procedure;

const BIRTH: &str = include_str!("../../../data/bundles/birth.toml");

fn procedures() -> Vec<Procedure> {
    let files = built_in().into_iter().chain(bundle_procedures());
    files
        .map(|(name, text)| {
            read_procedure(name, text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
        })
        .collect()
}

fn kind(name: &str, text: &str) -> BundleKind {
    read_bundle(name, text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

fn places(text: &str) -> Vec<String> {
    let problems = read_bundle("birth.toml", text).unwrap_err();
    problems.into_iter().map(|problem| problem.field).collect()
}

fn flaws(text: &str) -> Vec<(BundleFlaw, String, String)> {
    let findings = kind("birth.toml", text).findings(&procedures());
    let told = findings.into_iter();
    told.map(|finding| (finding.flaw, finding.place, finding.said))
        .collect()
}

#[test]
fn every_file_of_the_folders_is_built_in() {
    for (folder, listed) in [
        ("bundles", bundle_files()),
        ("bundles/procedures", bundle_procedures()),
    ] {
        let path = format!("{}/../../data/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<String> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        names.sort();
        let listed: Vec<&str> = listed.into_iter().map(|(name, _)| name).collect();
        assert_eq!(listed, names);
    }
}

#[test]
fn every_built_in_kind_is_sound() {
    let procedures = procedures();
    for (name, text) in bundle_files() {
        let findings = kind(name, text).findings(&procedures);
        let told: Vec<String> = findings.iter().map(sentence).collect();
        assert_eq!(told, Vec::<String>::new(), "{name}");
    }
    assert_eq!(bundle_kind("birth").unwrap().children().len(), 3);
    assert_eq!(bundle_kind("death").unwrap().children().len(), 3);
    assert!(bundle_kind("wedding").is_none());
}

#[test]
fn every_question_of_a_bundle_is_also_asked_in_english() {
    for (name, text) in bundle_procedures() {
        let form = read_procedure(name, text).unwrap().declaration.unwrap();
        for field in form.fields {
            assert!(field.english.is_some(), "{name} {}", field.key);
        }
    }
}

#[test]
fn a_birth_goes_to_three_systems() {
    let birth = bundle_kind("birth").unwrap();
    let settled: Vec<&SettledBy> = birth.children().iter().map(|c| &c.settled_by).collect();
    assert_eq!(
        settled,
        [
            &SettledBy::Ours,
            &SettledBy::Partner("cong-an".to_owned()),
            &SettledBy::Partner("bhxh".to_owned()),
        ]
    );
}

#[test]
fn the_birth_certificate_fills_in_what_comes_after() {
    let birth = bundle_kind("birth").unwrap();
    let words = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        let pairs = pairs.iter();
        pairs
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect()
    };
    let parent = words(&[
        ("tre.ho_ten", "LÒ THỊ MAI"),
        ("thuong_tru.dia_chi", "Bản Nà Luồng"),
    ]);
    let certificate = words(&[("so", "12/2026"), ("so_dinh_danh", "012326000123")]);
    let results = BTreeMap::from([("khai-sinh".parse().unwrap(), certificate)]);
    let card = birth.child(&"the-bhyt".parse().unwrap()).unwrap();
    assert_eq!(
        card.fill_in(&parent, &results),
        words(&[
            ("ho_ten", "LÒ THỊ MAI"),
            ("dia_chi", "Bản Nà Luồng"),
            ("so_khai_sinh", "12/2026"),
            ("so_dinh_danh", "012326000123"),
        ])
    );
}

#[test]
fn a_funeral_is_paid_to_an_account_or_in_cash() {
    let death = bundle_kind("death").unwrap();
    let child = death.child(&"mai-tang-phi".parse().unwrap()).unwrap();
    let payout = child.payout.as_ref().unwrap();
    let mut answers = BTreeMap::from([
        ("mai_tang.nguoi_nhan".to_owned(), "LÒ VĂN PÂNG".to_owned()),
        ("mai_tang.cach_nhan".to_owned(), "Tiền mặt".to_owned()),
    ]);
    let beneficiary = "LÒ VĂN PÂNG".to_owned();
    let cash = PayTo::Cash {
        beneficiary: beneficiary.clone(),
    };
    assert_eq!(payout.read(&answers), Ok(cash));
    answers.insert("mai_tang.cach_nhan".to_owned(), "Chuyển khoản".to_owned());
    assert!(payout.read(&answers).is_err());
    answers.insert("mai_tang.ngan_hang".to_owned(), "Agribank".to_owned());
    answers.insert(
        "mai_tang.so_tai_khoan".to_owned(),
        "7900 205 012 345".to_owned(),
    );
    let account = PayTo::Account {
        beneficiary,
        bank: "Agribank".to_owned(),
        account: "7900205012345".to_owned(),
    };
    assert_eq!(payout.read(&answers), Ok(account));
}

#[test]
fn a_place_that_cannot_be_taken_is_named() {
    let wrong = BIRTH
        .replace("agency = \"commune\"", "agency = \"village\"")
        .replace("limit = \"within day\"", "limit = \"soon\"")
        .replace("need = \"optional\"", "needs = \"optional\"");
    assert_eq!(
        places(&wrong),
        [
            "children[0].agency",
            "children[0].limit",
            "children[2].need",
            "children[2].needs",
        ]
    );
    let both = BIRTH.replace(
        "{ field = \"chu_ho.ho_ten\" }",
        "{ field = \"chu_ho.ho_ten\", says = \"a\", from = \"b\" }",
    );
    assert_eq!(places(&both), ["children[1].takes[5].from"]);
}

#[test]
fn what_is_wrong_with_a_kind_is_found() {
    let circle = BIRTH.replace("after = [\"khai-sinh\"]", "after = [\"the-bhyt\"]");
    let found = flaws(&circle);
    let circling = |child: &str| (BundleFlaw::Cycle, child.to_owned(), String::new());
    assert!(found.contains(&circling("thuong-tru")) && found.contains(&circling("the-bhyt")));
    let not_before = (
        BundleFlaw::FactNotBefore,
        "thuong-tru".to_owned(),
        "so_dinh_danh".to_owned(),
    );
    assert!(found.contains(&not_before));

    let unsure = BIRTH.replace("\"stop_rest\"", "\"go_on_without\"");
    let missing = flaws(&unsure);
    assert_eq!(missing.len(), 4, "{missing:?}");
    assert!(
        missing
            .iter()
            .all(|(flaw, ..)| *flaw == BundleFlaw::FactMayBeMissing)
    );

    let misspelt = BIRTH.replace("from = \"tre.gioi_tinh\"", "from = \"tre.gioi\"");
    let unknown = |child: &str| {
        let (child, field) = (child.to_owned(), "tre.gioi".to_owned());
        (BundleFlaw::UnknownParentField, child, field)
    };
    assert_eq!(
        flaws(&misspelt),
        [unknown("the-bhyt"), unknown("thuong-tru")]
    );

    let left_out = BIRTH.replace("    { field = \"chu_ho.quan_he\" },\n", "");
    let empty = (
        BundleFlaw::RequiredNotFilled,
        "thuong-tru".to_owned(),
        "chu_ho.quan_he".to_owned(),
    );
    assert_eq!(flaws(&left_out), [empty]);
    assert!(!repair(BundleFlaw::RequiredNotFilled).is_empty());
}
