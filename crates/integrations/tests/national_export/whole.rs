//! Records that are taken whole, and what is read out of them.

use std::path::Path;

use domain::calendar::time_limit::TimeLimit;
use domain::money::Dong;
use domain::people::ApplicantKind;
use domain::procedure::content::Part;
use domain::procedure::fee::{Amount, FeeKind};
use domain::procedure::{Channel, ServiceLevel, SettlingLevel};
use integrations::national_export::read_record;

use crate::{LIMIT, mend, taken, unfilled};

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
