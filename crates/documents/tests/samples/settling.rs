//! Papers of settling: apology, stop notice, control slip, register; short, usual, and as long as
//! they get.

use documents::{
    ApologyLetter, ControlSlip, HandOver, Instrument, Party, RegisterRow, Side, Signature,
    StopNotice, TrackingRegister,
};
use domain::dossier::punctuality::Punctuality;
use jiff::civil::{DateTime, date, datetime};

use super::{
    LONG_REASON, LONG_REQUEST, applicant, frame, long_applicant, long_frame, long_receipt, tracking,
};

/// A person of whom little is known.
pub fn bare_applicant() -> Party {
    Party {
        name: "Lý A Sử".to_owned(),
        id: None,
        address: String::new(),
        phone: String::new(),
        email: String::new(),
    }
}

pub fn apology_letter() -> ApologyLetter {
    ApologyLetter {
        frame: frame(),
        tracking: tracking(),
        applicant: applicant(),
        agency: "Ủy ban nhân dân xã Mường Tè".to_owned(),
        request: "Đăng ký khai sinh".to_owned(),
        sector: "Hộ tịch".to_owned(),
        received_at: datetime(2024, 2, 28, 9, 30, 0, 0),
        promised: datetime(2024, 3, 6, 17, 0, 0, 0),
        promised_again: datetime(2024, 3, 8, 17, 0, 0, 0),
        reason: "Công an huyện chưa trả lời việc xác minh nơi sinh.".to_owned(),
        recipients: lines(&["Như trên", "Bộ phận Một cửa xã Mường Tè", "Lưu: VT, hồ sơ"]),
        signature: Signature {
            on_behalf: lines(&["KT. CHỦ TỊCH"]),
            post: "PHÓ CHỦ TỊCH".to_owned(),
            name: "Vàng Thị Dợ".to_owned(),
        },
    }
}

pub fn short_apology_letter() -> ApologyLetter {
    ApologyLetter {
        applicant: bare_applicant(),
        sector: String::new(),
        reason: "Mất điện.".to_owned(),
        recipients: Vec::new(),
        signature: Signature {
            on_behalf: Vec::new(),
            post: "CHỦ TỊCH".to_owned(),
            name: String::new(),
        },
        ..apology_letter()
    }
}

pub fn long_apology_letter() -> ApologyLetter {
    ApologyLetter {
        frame: long_frame(),
        tracking: long_receipt().tracking,
        applicant: long_applicant(),
        agency: "Sở Nông nghiệp và Môi trường tỉnh Lai Châu".to_owned(),
        request: LONG_REQUEST.to_owned(),
        sector: "Đất đai; đo đạc, bản đồ và thông tin địa lý".to_owned(),
        received_at: datetime(2025, 12, 26, 16, 45, 0, 0),
        promised: datetime(2026, 12, 24, 17, 0, 0, 0),
        promised_again: datetime(2026, 12, 28, 17, 0, 0, 0),
        reason: [LONG_REASON; 4].join("\n"),
        recipients: lines(&[
            "Như trên",
            "Trung tâm Phục vụ hành chính công phường Tân Phong, tỉnh Lai Châu",
            "Văn phòng Ủy ban nhân dân tỉnh Lai Châu (Phòng Kiểm soát thủ tục hành chính)",
            "Lưu: VT, QLĐĐ, hồ sơ",
        ]),
        signature: Signature {
            on_behalf: lines(&["TM. ỦY BAN NHÂN DÂN TỈNH", "TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC"]),
            post: "PHÓ GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG".to_owned(),
            name: "Lý Phà Xá Nguyễn Thị Huỳnh Như Quỳnh".to_owned(),
        },
    }
}

pub fn stop_notice() -> StopNotice {
    let letter = apology_letter();
    let mut frame = letter.frame;
    frame.instrument = Instrument::Circular03Of2025;
    StopNotice {
        frame,
        tracking: letter.tracking,
        applicant: letter.applicant,
        agency: letter.agency,
        request: letter.request,
        submitted_at: datetime(2026, 2, 2, 9, 30, 0, 0),
        stopped_at: datetime(2026, 3, 4, 8, 15, 0, 0),
        ground: "Quá thời hạn mà không bổ sung giấy tờ".to_owned(),
        reason: "Đến hết ngày 03/03/2026 người nộp chưa bổ sung giấy chứng sinh.".to_owned(),
        recipients: letter.recipients,
        signature: letter.signature,
    }
}

pub fn short_stop_notice() -> StopNotice {
    let letter = short_apology_letter();
    StopNotice {
        applicant: letter.applicant,
        ground: "Việc đề nghị giải quyết không còn".to_owned(),
        reason: "Đã cấp.".to_owned(),
        recipients: letter.recipients,
        signature: letter.signature,
        ..stop_notice()
    }
}

pub fn long_stop_notice() -> StopNotice {
    let letter = long_apology_letter();
    StopNotice {
        frame: letter.frame,
        tracking: letter.tracking,
        applicant: letter.applicant,
        agency: letter.agency,
        request: letter.request,
        reason: letter.reason,
        recipients: letter.recipients,
        signature: letter.signature,
        ..stop_notice()
    }
}

pub fn control_slip() -> ControlSlip {
    let at = |hour, minute| datetime(2024, 2, 28, hour, minute, 0, 0);
    ControlSlip {
        frame: frame(),
        code: tracking().code,
        applicant: applicant().name,
        address: applicant().address,
        request: "Đăng ký khai sinh".to_owned(),
        competent: "Ủy ban nhân dân xã Mường Tè".to_owned(),
        consulted: Vec::new(),
        received_at: Some(at(9, 30)),
        promised: Some(datetime(2024, 3, 6, 17, 0, 0, 0)),
        hand_overs: vec![
            hand_over(at(10, 5), &DESK, &EXAMINERS, None, ""),
            hand_over(at(14, 20), &EXAMINERS, &LEADERS, None, "Trình lãnh đạo"),
            hand_over(at(16, 40), &LEADERS, &DESK, Some(Punctuality::Early), ""),
        ],
    }
}

pub fn short_control_slip() -> ControlSlip {
    ControlSlip {
        address: String::new(),
        received_at: None,
        promised: None,
        hand_overs: Vec::new(),
        ..control_slip()
    }
}

/// Forty hand-overs, one of them with a note that fills more than a page of its column.
pub fn long_control_slip() -> ControlSlip {
    let far = [
        "Trung tâm Phục vụ hành chính công phường Tân Phong, tỉnh Lai Châu",
        "Lý Phà Xá Nguyễn Thị Huỳnh Như Quỳnh",
    ];
    let hand_overs = (0..40_i8).map(|number| {
        let at = datetime(2025, 12, 1 + number % 28, 8, number, 0, 0);
        let note = if number == 20 { LONG_REASON } else { "" };
        let result = (number % 2 == 0).then_some(Punctuality::Late);
        hand_over(at, &far, &EXAMINERS, result, &note.repeat(4))
    });
    ControlSlip {
        frame: long_frame(),
        code: long_receipt().tracking.code,
        applicant: long_applicant().name,
        address: long_applicant().address,
        request: LONG_REQUEST.to_owned(),
        competent: "Sở Nông nghiệp và Môi trường tỉnh Lai Châu".to_owned(),
        consulted: lines(&[
            "Chi cục Thuế khu vực Lai Châu",
            "Văn phòng đăng ký đất đai tỉnh Lai Châu",
        ]),
        hand_overs: hand_overs.collect(),
        ..control_slip()
    }
}

const DESK: [&str; 2] = ["Bộ phận Một cửa xã Mường Tè", "Lò Thị Mai"];
const EXAMINERS: [&str; 2] = ["Phòng Văn hóa - Xã hội xã Mường Tè", "Pờ Văn Páo"];
const LEADERS: [&str; 2] = ["Ủy ban nhân dân xã Mường Tè", ""];

fn hand_over(
    at: DateTime,
    giver: &[&str; 2],
    taker: &[&str; 2],
    result: Option<Punctuality>,
    note: &str,
) -> HandOver {
    let side = |side: &[&str; 2]| Side {
        unit: side[0].to_owned(),
        person: side[1].to_owned(),
    };
    HandOver {
        giver: side(giver),
        taker: side(taker),
        at,
        result,
        note: note.to_owned(),
    }
}

pub fn tracking_register() -> TrackingRegister {
    TrackingRegister {
        instrument: Instrument::Circular01Of2018,
        superior: "UBND XÃ MƯỜNG TÈ".to_owned(),
        issuer: "BỘ PHẬN MỘT CỬA XÃ MƯỜNG TÈ".to_owned(),
        place: "Mường Tè".to_owned(),
        volume: "01/2024".to_owned(),
        from: date(2024, 2, 1),
        to: date(2024, 2, 29),
        printed_at: datetime(2024, 3, 1, 8, 0, 0, 0),
        rows: (1..=12).map(row).collect(),
    }
}

pub fn short_tracking_register() -> TrackingRegister {
    TrackingRegister {
        superior: String::new(),
        volume: String::new(),
        rows: Vec::new(),
        ..tracking_register()
    }
}

/// As many rows as are asked for, every other one with the longest texts.
pub fn long_tracking_register(count: u32) -> TrackingRegister {
    let row = |number: u32| {
        if number.is_multiple_of(2) {
            RegisterRow {
                code: format!("000.00.19.H35.LC.001-251228-{number:06}"),
                procedure: LONG_REQUEST.to_owned(),
                applicant: long_applicant().name,
                address: long_applicant().address,
                competent: "Sở Nông nghiệp và Môi trường tỉnh Lai Châu".to_owned(),
                note: "Chờ bổ sung từ 28/02/2024".to_owned(),
                ..row(number)
            }
        } else {
            row(number)
        }
    };
    let mut rows: Vec<RegisterRow> = (1..=count).map(row).collect();
    if let Some(first) = rows.first_mut() {
        // No space in it, and longer than a page of its column.
        first.address = "ễ".repeat(900);
    }
    TrackingRegister {
        superior: "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU".to_owned(),
        issuer: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ NẬM NHÙN PHƯỜNG TÂN PHONG".to_owned(),
        rows,
        ..tracking_register()
    }
}

fn row(number: u32) -> RegisterRow {
    let at = |day, hour| Some(datetime(2024, 2, day, hour, 30, 0, 0));
    RegisterRow {
        code: format!("000.16.23.H35-240228-{number:04}"),
        procedure: "Đăng ký khai sinh".to_owned(),
        sets: 1,
        applicant: applicant().name,
        address: applicant().address,
        phone: applicant().phone,
        competent: "Ủy ban nhân dân xã Mường Tè".to_owned(),
        received_at: at(20, 9),
        promised: at(27, 17),
        forwarded_at: at(20, 10),
        result_at: at(26, 15),
        returned_at: None,
        return_via: "Nhận tại quầy".to_owned(),
        note: String::new(),
    }
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
