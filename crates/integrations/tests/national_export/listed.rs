//! What is taken as it stands and listed, for somebody to mend.

use domain::calendar::time_limit::TimeLimit;
use domain::money::Dong;
use domain::people::ApplicantKind;
use domain::procedure::content::Part;
use domain::procedure::fee::Amount;
use domain::procedure::paper::Need;
use domain::procedure::{Channel, ServiceLevel, SettlingLevel};

use crate::{FEE, LIMIT, mend, taken, unfilled};

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
