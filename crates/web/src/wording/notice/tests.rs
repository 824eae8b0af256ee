//! What is told, word by word.

use domain::dossier::Now;
use jiff::civil::date;
use store::JobKey;
use uuid::Uuid;

use super::*;

const LONG_DESK: &str = "Trung tâm Phục vụ hành chính công phường Đoàn Kết";

fn about(desk: &str, url: &str, return_via: ReturnVia) -> About {
    About {
        code: "000.16.23.H35-260302-0012".to_owned(),
        desk: desk.to_owned(),
        received_on: Some(date(2026, 3, 2)),
        promised: Some(date(2026, 3, 9).at(17, 0, 0, 0)),
        asked: 2,
        owed: "1.120.000 đồng".to_owned(),
        return_via,
        public_url: url.to_owned(),
    }
}

#[test]
fn every_message_is_one_message_in_plain_letters() {
    let long = "https://dichvucong.mot-tinh-co-ten-rat-dai.gov.vn.example";
    let longer = format!("{LONG_DESK} [{}]", "và một cái tên rất dài ".repeat(9));
    for url in ["https://motcua.example", long] {
        for desk in ["Một cửa", LONG_DESK, longer.as_str()] {
            for via in [ReturnVia::Desk, ReturnVia::Post, ReturnVia::Electronic] {
                for notice in Notice::ALL {
                    let text = sms(notice, &about(desk, url, via));
                    assert!(text.len() <= SMS_MAX, "{} {text}", text.len());
                    assert!(text.contains("000.16.23.H35-260302-0012"), "{text}");
                    assert!(!text.contains("co thong bao moi"), "{text}");
                    let double = |c: char| !(' '..='~').contains(&c) || "[\\]^`{|}~".contains(c);
                    assert!(!text.contains(double), "{text}");
                }
            }
        }
    }
}

#[test]
fn a_message_says_the_day_and_the_place() {
    let about = about(LONG_DESK, "https://motcua.example", ReturnVia::Desk);
    assert_eq!(
        sms(Notice::Received, &about),
        "Ho so 000.16.23.H35-260302-0012 da tiep nhan 02/03/2026. Hen tra 09/03/2026 tai \
         Trung tam Phuc vu hanh chinh cong phuong Doan Ket. Xem: motcua.example/tra-cuu"
    );
    let farther = About {
        public_url: "https://dichvucong.motcua.example".to_owned(),
        ..about.clone()
    };
    assert_eq!(
        sms(Notice::Received, &farther),
        "Ho so 000.16.23.H35-260302-0012 da tiep nhan 02/03/2026. Hen tra 09/03/2026 tai \
         TTPVHCC phuong Doan Ket. Xem: dichvucong.motcua.example/tra-cuu"
    );
    assert_eq!(
        sms(Notice::SupplementAsked, &about),
        "Ho so 000.16.23.H35-260302-0012 CAN BO SUNG 2 giay to. Xem: motcua.example/tra-cuu \
         Hoi: Trung tam Phuc vu hanh chinh cong phuong Doan Ket"
    );
    assert_eq!(
        sms(Notice::FeedbackAnswered, &about),
        "Phan anh ve ho so 000.16.23.H35-260302-0012 DA DUOC TRA LOI. Doc bang ma ho so va ma bi \
         mat. Xem: motcua.example/tra-cuu"
    );
}

#[test]
fn a_mail_has_marks_the_code_and_no_secret() {
    for notice in Notice::ALL {
        let letter = letter(
            notice,
            &about(LONG_DESK, "https://motcua.example", ReturnVia::Desk),
        );
        assert!(
            letter
                .subject
                .starts_with("Hồ sơ 000.16.23.H35-260302-0012: ")
        );
        let page = "https://motcua.example/tra-cuu/000.16.23.H35-260302-0012";
        assert!(letter.body.contains(page), "{}", letter.body);
        assert!(!letter.body.contains("?m="), "{}", letter.body);
        assert!(letter.body.contains("In English: "), "{}", letter.body);
    }
    let received = letter(
        Notice::Received,
        &about(LONG_DESK, "https://motcua.example", ReturnVia::Desk),
    );
    assert!(
        received
            .body
            .contains("Hẹn trả kết quả: 17:00 thứ Hai, 09/03/2026."),
        "{}",
        received.body
    );
}

#[test]
fn an_officer_learns_whether_the_applicant_knows() {
    let line = |notice: Notice, end| JobLine {
        key: JobKey {
            dossier: Uuid::nil(),
            number: 1,
            purpose: notice.purpose().to_owned(),
        },
        attempts: 1,
        end,
    };
    let at = Now::from_local(date(2026, 3, 2).at(9, 31, 0, 0));
    let told = line(
        Notice::Received,
        Some((JobEnd::Delivered(Carrier::Mail), Some(at))),
    );
    let overtaken = line(Notice::Submitted, Some((JobEnd::Overtaken, Some(at))));
    let failed = line(Notice::ResultReady, Some((JobEnd::Refused, Some(at))));
    let waiting = line(Notice::ToPay, None);
    assert_eq!(outcome(std::slice::from_ref(&overtaken)), None);
    assert_eq!(
        outcome(&[told.clone(), waiting, overtaken]).as_deref(),
        Some("Đã báo qua thư lúc 09:31, 02/03/2026 (đã tiếp nhận)")
    );
    assert_eq!(
        outcome(&[told, failed]).as_deref(),
        Some("Chưa báo được cho người nộp (có kết quả): gọi điện")
    );
}
