//! Records of the national export: invented ones for every defect, and the real ones where they are.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::calendar::time_limit::TimeLimit;
use domain::money::Dong;
use domain::people::ApplicantKind;
use domain::procedure::content::Part;
use domain::procedure::fee::{Amount, FeeKind};
use domain::procedure::paper::Need;
use domain::procedure::{Channel, Procedure, ServiceLevel, SettlingLevel};
use integrations::catalogue_import::{Plan, plan};
use integrations::national_export::read_record;
use integrations::reading::Problem;

type ReadFile = (String, Result<Procedure, Vec<Problem>>);

fn invented(file: &str) -> Result<Procedure, Vec<Problem>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/national-export");
    read_record(file, &std::fs::read(folder.join(file)).unwrap())
}

fn taken(file: &str) -> Procedure {
    invented(file).unwrap_or_else(|problems| panic!("{file}: {problems:#?}"))
}

fn refused(file: &str) -> Vec<String> {
    invented(file)
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

fn mend(procedure: &Procedure) -> Vec<(&str, &str)> {
    procedure
        .to_mend
        .iter()
        .map(|line| (line.field.as_str(), line.text.as_str()))
        .collect()
}

fn unfilled(procedure: &Procedure) -> Vec<Part> {
    procedure
        .seven_parts()
        .into_iter()
        .filter(|(_, has)| !has)
        .map(|(part, _)| part)
        .collect()
}

const LIMIT: &str = "tables.hinh_thuc_nop.thoi_han_giai_quyet";
const FEE: &str = "tables.hinh_thuc_nop.phi_le_phi";

#[test]
fn a_sound_record_is_taken_whole() {
    let procedure = taken("9.000001.json");
    assert_eq!(mend(&procedure), []);
    assert_eq!(procedure.name, "Thủ tục đăng ký nuôi chim");
    assert_eq!(procedure.publication.decision, "Quyết định số 12/QĐ-XYZ");
    assert_eq!(procedure.levels, [SettlingLevel::Commune]);
    assert_eq!(procedure.applicants, [ApplicantKind::Person]);
    assert_eq!(procedure.online_level, ServiceLevel::PartlyOnline);
    assert_eq!(procedure.synonyms, ["nuôi chim", "chuồng chim"]);
    assert_eq!(procedure.conditions, "");
    assert_eq!(
        procedure.agencies_text,
        "Ủy ban nhân dân cấp xã\nCơ quan phối hợp: Hội nuôi chim xã"
    );
    assert_eq!(
        procedure.steps,
        [
            "Bước 1: Nộp đơn tại nơi có chuồng.",
            "Bước 2: Cán bộ đến xem chuồng.",
            "Bước 3: Nhận giấy."
        ]
    );
    // Sets are not in the export, so that part stays open.
    assert_eq!(unfilled(&procedure), [Part::Papers]);

    let [case] = procedure.cases.as_slice() else {
        panic!("one case")
    };
    let [at_once, by_post] = case.terms.as_slice() else {
        panic!("two terms")
    };
    assert_eq!(at_once.channels, [Channel::Desk, Channel::Online]);
    assert_eq!(at_once.limit, TimeLimit::WorkingDays(5));
    assert_eq!(at_once.fees[0].amount, Amount::Fixed(Dong::ZERO));
    assert_eq!(by_post.channels, [Channel::Post]);
    assert_eq!(by_post.limit, TimeLimit::WorkingDays(7));
    assert_eq!(by_post.note, "Gửi kèm phong bì");
    assert_eq!(by_post.fees[0].kind, FeeKind::StatutoryCharge);
    assert_eq!(by_post.fees[0].amount, Amount::Fixed(Dong::new(20_000)));
    assert_eq!(by_post.fees[0].name, "mỗi chuồng");
    assert_eq!(case.papers[0].form.as_deref(), Some("mau-don-01.docx"));
    assert_eq!((case.papers[0].originals, case.papers[0].copies), (1, 0));
    assert_eq!(
        procedure.legal_bases[0].issued_on,
        Some(jiff::civil::date(2030, 9, 5))
    );
    assert_eq!(procedure.legal_bases[0].issuer, "Bộ Chim");
}

#[test]
fn decomposed_keys_and_texts_are_composed() {
    let procedure = taken("9.000002.json");
    assert_eq!(procedure.name, "Thủ tục đổi giấy nuôi chim");
    assert_eq!(
        procedure.cases[0].terms[0].limit,
        TimeLimit::WorkingDays(30)
    );
    assert_eq!(
        procedure.cases[0].terms[0].fees[0].amount,
        Amount::Fixed(Dong::ZERO)
    );
    assert_eq!(mend(&procedure), []);
}

#[test]
fn what_cannot_be_seen_is_not_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/national-export");
    let sound = std::fs::read_to_string(folder.join("9.000003.json")).unwrap();
    let spoilt = sound.replace("10-25", "10\\u0000-\\u001b25\\u202e");
    assert_ne!(spoilt, sound);
    let procedure = read_record("9.000003.json", spoilt.as_bytes()).unwrap();
    assert_eq!(mend(&procedure), [(LIMIT, "10-25")]);
}

#[test]
fn a_bare_range_is_kept_as_text_and_listed_once() {
    let procedure = taken("9.000003.json");
    assert_eq!(mend(&procedure), [(LIMIT, "10-25")]);
    let because = "10-25".to_owned();
    assert_eq!(
        procedure.cases[0].terms[0].limit,
        TimeLimit::None { because }
    );
    assert!(unfilled(&procedure).contains(&Part::Limit));
}

#[test]
fn a_percentage_is_a_fee_in_words() {
    let procedure = taken("9.000004.json");
    let terms = &procedure.cases[0].terms[0];
    assert_eq!(terms.limit, TimeLimit::CalendarDays(15));
    let [fee] = terms.fees.as_slice() else {
        panic!("one fee: {:?}", terms.fees)
    };
    let Amount::Words(words) = &fee.amount else {
        panic!("{:?}", fee.amount)
    };
    assert!(words.starts_with("1. Mức thu bằng 50%"), "{words}");
    assert_eq!(procedure.to_mend.len(), 1);
    assert_eq!(
        procedure.to_mend[0].reason,
        "mức thu là phần trăm của một biểu khác"
    );
}

#[test]
fn dollars_are_listed_and_dong_beside_them_is_a_value() {
    let procedure = taken("9.000005.json");
    assert_eq!(
        procedure.applicants,
        [ApplicantKind::Person, ApplicantKind::Organisation]
    );
    let case = &procedure.cases[0];
    let desk = case.terms_for(Channel::Desk).unwrap();
    assert_eq!(desk.limit, TimeLimit::WorkingHours { minutes: 60 });
    let online = case.terms_for(Channel::Online).unwrap();
    assert_eq!(online.limit, TimeLimit::WorkingHours { minutes: 30 });
    assert_eq!(desk.fees[1].amount, Amount::Fixed(Dong::new(20_000)));
    assert_eq!(desk.fees[1].name, "Chim nhỏ");
    assert_eq!(
        mend(&procedure),
        [
            (FEE, "Lệ phí : 05 USD (Chim lớn)"),
            (FEE, "Lệ phí : 1.5 USD")
        ]
    );
}

#[test]
fn an_empty_record_is_taken_with_every_gap_named() {
    let procedure = taken("9.000006.json");
    assert_eq!(
        mend(&procedure),
        [
            ("content.đối_tượng_thực_hiện", ""),
            ("content.trình_tự_thực_hiện", ""),
            ("content.cơ_quan_thực_hiện", ""),
            ("tables.thanh_phan_ho_so", ""),
            (LIMIT, ""),
        ]
    );
    assert_eq!(
        unfilled(&procedure),
        [
            Part::Steps,
            Part::Papers,
            Part::Limit,
            Part::Applicants,
            Part::Agencies
        ]
    );
    assert_eq!(procedure.cases[0].terms[0].fees, []);
    assert_eq!(procedure.online_level, ServiceLevel::InformationOnly);
}

#[test]
fn a_channel_in_several_rows_makes_several_cases() {
    let procedure = taken("9.000007.json");
    let [first, second] = procedure.cases.as_slice() else {
        panic!("{:?}", procedure.cases)
    };
    assert_eq!(first.name, "Trường hợp 1 (07 ngày)");
    assert_eq!(first.terms[0].channels, [Channel::Desk, Channel::Post]);
    assert_eq!(
        second.terms_for(Channel::Desk).unwrap().limit,
        TimeLimit::CalendarDays(14)
    );
    let by_post = second.terms_for(Channel::Post).unwrap();
    assert_eq!(by_post.limit, TimeLimit::WorkingHours { minutes: 840 });
    assert_eq!(
        mend(&procedure),
        [("tables.hinh_thuc_nop", "07 Ngày; 14 Ngày")]
    );
    assert_eq!(first.papers, second.papers);
}

#[test]
fn a_procedure_of_a_ministry_is_taken_too() {
    let procedure = taken("9.000008.json");
    assert_eq!(procedure.levels, [SettlingLevel::Ministry]);
    assert_eq!(procedure.levels[0].level(), None);
    let because = "Không quy định".to_owned();
    assert_eq!(
        procedure.cases[0].terms[0].limit,
        TimeLimit::None { because }
    );
    assert_eq!(mend(&procedure), []);
    assert!(!unfilled(&procedure).contains(&Part::Limit));
}

#[test]
fn unknown_words_and_texts_without_a_place_are_listed() {
    let procedure = taken("9.000013.json");
    assert_eq!(
        procedure.levels,
        [SettlingLevel::Province, SettlingLevel::Other]
    );
    let fields: Vec<&str> = mend(&procedure)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        fields,
        [
            "tables.hinh_thuc_nop[1].hinh_thuc",
            "metadata.cấp_thực_hiện",
            "content.đối_tượng_thực_hiện",
            "content.cách_thức_thực_hiện",
            "content.mô_tả",
            LIMIT,
            FEE,
            LIMIT,
            FEE,
        ]
    );
    assert_eq!(procedure.channels(), [Channel::Desk, Channel::Online]);
}

#[test]
fn odd_papers_and_dates_are_kept_and_listed() {
    let procedure = taken("9.000014.json");
    let papers = &procedure.cases[0].papers;
    assert_eq!(papers[0].need, Need::When("nếu có".to_owned()));
    assert_eq!(papers[1].name, "Sổ theo dõi chim");
    assert_eq!(papers[1].copies, 3);
    assert_eq!(procedure.legal_bases[0].issued_on, None);
    assert_eq!(procedure.legal_bases[0].issuer, "");
    assert_eq!(
        mend(&procedure),
        [
            (
                "tables.thanh_phan_ho_so[0].ghi_chu",
                "Bản chính: hai\nBản sao: 1"
            ),
            ("tables.can_cu_phap_ly[0].ngay_ban_hanh", "31-02-2030"),
            (FEE, "Lệ phí : (Thông tư số 04/2030/TT-XYZ)"),
        ]
    );
}

#[test]
fn a_record_of_another_structure_is_refused_by_place() {
    assert_eq!(
        refused("9.000009.json"),
        ["content.mô_tả", "tables.can_cu_phap_ly"]
    );
    assert_eq!(refused("9.000010.json"), ["thu_tuc_id", "thu_tuc_id"]);
    assert_eq!(
        refused("9.000012.json"),
        ["metadata.mã_thủ_tục", "tables.hinh_thuc_nop[0].gia"]
    );
    assert_eq!(refused("9.000015.json"), ["tệp"]);
    assert_eq!(refused("9.000016.json"), ["tệp"]);
}

#[test]
fn a_truncated_record_is_refused_and_says_so() {
    let problems = invented("9.000011.json").unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].reason.contains("cắt giữa chừng"),
        "{}",
        problems[0].reason
    );
}

#[test]
fn of_two_files_with_one_code_the_second_is_refused_naming_the_first() {
    let files = ["9.000001.json", "again/9.000001.json"];
    let plan = plan(
        &[],
        files.map(|file| (file.to_owned(), invented(file))).into(),
    );
    assert_eq!(plan.report.created, 1);
    assert_eq!(plan.to_store[0].name, "Thủ tục đăng ký nuôi chim");
    let [line] = plan.report.refused.as_slice() else {
        panic!("{:?}", plan.report)
    };
    assert_eq!(line.file, "again/9.000001.json");
    assert!(line.reason.contains("tệp 9.000001.json"), "{}", line.reason);
}

fn kept(plan: &Plan) -> Vec<Arc<Procedure>> {
    plan.to_store.iter().cloned().map(Arc::new).collect()
}

#[test]
fn a_second_run_changes_nothing_and_a_change_makes_the_next_version() {
    let file = "9.000001.json";
    let incoming = || vec![(file.to_owned(), invented(file))];
    let first = plan(&[], incoming());
    assert_eq!(first.to_store[0].version, 1);
    let second = plan(&kept(&first), incoming());
    assert_eq!((second.report.unchanged, second.to_store.len()), (1, 0));

    let mut shorter = invented(file).unwrap();
    shorter.cases[0].terms[0].limit = TimeLimit::WorkingDays(4);
    let third = plan(&kept(&first), vec![(file.to_owned(), Ok(shorter))]);
    assert_eq!((third.report.changed, third.to_store[0].version), (1, 2));
    let changes = &third.differences[0].changes;
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(
        changes[0].field.starts_with("cases[chung].terms[0].limit"),
        "{changes:?}"
    );
    assert_eq!(
        (changes[0].from.as_str(), changes[0].to.as_str()),
        ("5", "4")
    );
}

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
