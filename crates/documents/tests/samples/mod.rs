//! Invented people and papers, short and as long as they get.

pub mod settling;
pub mod thirteen;

use documents::{
    Bundle, Contact, Count, CountLine, FeeLine, FeeState, Frame, HandOverManifest, HandedPaper,
    Instrument, MissingPaper, Party, PartyId, Press, PrintFault, Printing, Promise, Receipt,
    RefusalSlip, SupplementRequest, Tracking,
};
use jiff::civil::{date, datetime};

pub fn all(press: &Press) -> Vec<(&'static str, Result<Vec<u8>, PrintFault>)> {
    let new = Instrument::Circular03Of2025;
    let again = Printing::Reprint {
        at: datetime(2026, 2, 28, 14, 5, 0, 0),
    };
    vec![
        ("receipt-short", documents::receipt(press, &receipt())),
        ("receipt-long", documents::receipt(press, &long_receipt())),
        (
            "receipt-counted",
            documents::receipt(press, &counted_receipt()),
        ),
        (
            "receipt-reprint",
            documents::receipt(press, &{
                let mut data = receipt();
                data.frame.printing = again;
                data.frame.instrument = new;
                data
            }),
        ),
        (
            "supplement-short",
            documents::supplement_request(press, &supplement_request()),
        ),
        (
            "supplement-long",
            documents::supplement_request(press, &long_supplement_request()),
        ),
        (
            "refusal-short",
            documents::refusal_slip(press, &refusal_slip()),
        ),
        (
            "refusal-long",
            documents::refusal_slip(press, &long_refusal_slip()),
        ),
        (
            "hand-over-manifest",
            documents::hand_over_manifest(press, &hand_over_manifest()),
        ),
    ]
}

/// Twenty bundles: more than one page holds.
pub fn hand_over_manifest() -> HandOverManifest {
    let bundles = (1..=20).map(|number| Bundle {
        code: format!("H35.16-240228-{number:04}"),
        procedure: "Đăng ký khai sinh có yếu tố nước ngoài".to_owned(),
        originals: number,
        copies: 1,
    });
    HandOverManifest {
        desk: "Bộ phận Một cửa xã Mường Tè".to_owned(),
        unit: "Phòng Văn hóa - Xã hội xã Mường Tè".to_owned(),
        on: date(2024, 2, 28),
        printed_at: datetime(2024, 2, 28, 16, 45, 0, 0),
        bundles: bundles.collect(),
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        frame: frame(),
        tracking: tracking(),
        applicant: applicant(),
        submitted_by: None,
        request: "Đăng ký khai sinh".to_owned(),
        papers: vec![
            paper("Tờ khai đăng ký khai sinh", 1, 0, 0),
            paper("Giấy chứng sinh", 1, 0, 0),
            paper("Giấy chứng nhận kết hôn của cha, mẹ", 0, 0, 1),
        ],
        sets: 1,
        time_limit: "05 ngày làm việc".to_owned(),
        received_at: datetime(2024, 2, 28, 9, 30, 0, 0),
        promise: Promise::At(datetime(2024, 3, 6, 17, 0, 0, 0)),
        returned_at: "Bộ phận Một cửa xã Mường Tè".to_owned(),
        fees: vec![FeeLine {
            name: "Lệ phí đăng ký hộ tịch".to_owned(),
            amount: 8_000,
            state: FeeState::Paid,
        }],
        register_volume: "01/2024".to_owned(),
        register_number: "0112".to_owned(),
        received_by: "Lò Thị Mai".to_owned(),
        count: None,
    }
}

/// The short receipt with its count behind it.
pub fn counted_receipt() -> Receipt {
    let line = |days: &str, counted: &str, why: &str| CountLine {
        days: days.to_owned(),
        counted: counted.to_owned(),
        why: why.to_owned(),
    };
    Receipt {
        count: Some(Count {
            lines: vec![
                line(
                    "thứ Tư 28/02",
                    "Không tính",
                    "ngày nhận hồ sơ, không tính vào thời hạn",
                ),
                line("thứ Năm 29/02 – thứ Sáu 01/03", "Ngày 1–2", "ngày làm việc"),
                line(
                    "thứ Bảy 02/03 – chủ nhật 03/03",
                    "Không tính",
                    "nghỉ cuối tuần",
                ),
                line("thứ Hai 04/03 – thứ Tư 06/03", "Ngày 3–5", "ngày làm việc"),
            ],
            bases: vec![
                "Ngày nhận hồ sơ không tính vào thời hạn (Bộ luật Dân sự 2015, Điều 147 khoản 2)."
                    .to_owned(),
            ],
        }),
        ..receipt()
    }
}

pub fn long_receipt() -> Receipt {
    Receipt {
        frame: long_frame(),
        tracking: Tracking {
            code: "000.00.19.H35.LC.001-251228-100012".to_owned(),
            secret: "7K2Q-9XAB".to_owned(),
            url: "https://motcua.laichau.example.vn/tra-cuu/000.00.19.H35.LC.001-251228-100012?khoa=k7Qm2vX9aB4cD8eF1gH6jL".to_owned(),
        },
        applicant: long_applicant(),
        submitted_by: Some("Nguyễn Phúc Hoàng Bảo Ngọc Quỳnh Trâm".to_owned()),
        request: LONG_REQUEST.to_owned(),
        papers: LONG_PAPERS.iter().enumerate().map(|(index, name)| {
            let count = u32::try_from(index).unwrap_or(0);
            HandedPaper { electronic: u32::from(index == 11), ..paper(name, 1, count % 2, count % 3) }
        }).collect(),
        sets: 2,
        time_limit: "20 ngày làm việc, trong đó Sở Nông nghiệp và Môi trường 12 ngày, xã 08 ngày".to_owned(),
        received_at: datetime(2025, 12, 26, 16, 45, 0, 0),
        promise: Promise::At(datetime(2026, 12, 28, 17, 0, 0, 0)),
        returned_at: "qua dịch vụ bưu chính công ích, tại địa chỉ của người nộp hồ sơ".to_owned(),
        fees: vec![
            FeeLine { name: "Phí thẩm định hồ sơ cấp giấy chứng nhận quyền sử dụng đất".to_owned(), amount: 1_250_000, state: FeeState::Due },
            FeeLine { name: "Lệ phí cấp giấy chứng nhận".to_owned(), amount: 100_000, state: FeeState::Paid },
            FeeLine { name: "Phí cung cấp thông tin".to_owned(), amount: 300_000, state: FeeState::Waived },
        ],
        register_volume: "02/2025".to_owned(),
        register_number: "100012".to_owned(),
        received_by: "Lý Phà Xá Nguyễn Thị Huỳnh Như Quỳnh".to_owned(),
        count: None,
    }
}

pub fn supplement_request() -> SupplementRequest {
    SupplementRequest {
        frame: frame(),
        tracking: None,
        applicant: applicant(),
        request: "Đăng ký khai sinh".to_owned(),
        missing: vec![
            MissingPaper {
                name: "Giấy chứng sinh".to_owned(),
                originals: 1,
                ..Default::default()
            },
            MissingPaper {
                name: "Giấy chứng nhận kết hôn của cha, mẹ".to_owned(),
                note: "Bản đã nộp thiếu trang 2".to_owned(),
                photocopies: 1,
                ..Default::default()
            },
        ],
        reason: "Hồ sơ chưa có giấy chứng sinh do cơ sở y tế cấp.".to_owned(),
        answer_by: Some(date(2024, 3, 4)),
        guided_by: "Lò Thị Mai".to_owned(),
    }
}

pub fn long_supplement_request() -> SupplementRequest {
    SupplementRequest {
        frame: long_frame(),
        tracking: Some(long_receipt().tracking),
        applicant: long_applicant(),
        request: LONG_REQUEST.to_owned(),
        missing: LONG_PAPERS
            .iter()
            .map(|name| MissingPaper {
                name: (*name).to_owned(),
                note: "Chữ ký của người sử dụng đất liền kề chưa có xác nhận".to_owned(),
                originals: 1,
                certified: 1,
                photocopies: 12,
            })
            .collect(),
        reason: LONG_REASON.to_owned(),
        answer_by: None,
        guided_by: "Lý Phà Xá Nguyễn Thị Huỳnh Như Quỳnh".to_owned(),
    }
}

pub fn refusal_slip() -> RefusalSlip {
    RefusalSlip {
        frame: frame(),
        tracking: None,
        applicant: applicant(),
        submitted_by: None,
        request: "Đăng ký khai sinh".to_owned(),
        reason: "Trẻ đã được đăng ký khai sinh tại xã Bum Nưa ngày 12/01/2024.".to_owned(),
        received_by: "Lò Thị Mai".to_owned(),
    }
}

pub fn long_refusal_slip() -> RefusalSlip {
    RefusalSlip {
        frame: long_frame(),
        tracking: Some(long_receipt().tracking),
        applicant: long_applicant(),
        submitted_by: Some("Nguyễn Phúc Hoàng Bảo Ngọc Quỳnh Trâm".to_owned()),
        request: LONG_REQUEST.to_owned(),
        reason: [LONG_REASON, LONG_REASON].join("\n"),
        received_by: "Lý Phà Xá Nguyễn Thị Huỳnh Như Quỳnh".to_owned(),
    }
}

pub fn frame() -> Frame {
    Frame {
        instrument: Instrument::Circular01Of2018,
        superior: "UBND HUYỆN MƯỜNG TÈ".to_owned(),
        issuer: "UBND XÃ MƯỜNG TÈ".to_owned(),
        number: Some(7),
        place: "Mường Tè".to_owned(),
        issued_at: datetime(2024, 2, 28, 9, 32, 10, 0),
        printing: Printing::First,
        contact: Contact {
            desk: "Bộ phận Một cửa xã Mường Tè".to_owned(),
            phone: "0213 3888 000".to_owned(),
            site: "motcua.laichau.example.vn".to_owned(),
        },
    }
}

pub fn long_frame() -> Frame {
    Frame {
        instrument: Instrument::Circular03Of2025,
        superior: "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU".to_owned(),
        issuer: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ NẬM NHÙN PHƯỜNG TÂN PHONG".to_owned(),
        number: None,
        place: "Phường Tân Phong".to_owned(),
        issued_at: datetime(2025, 12, 26, 16, 46, 0, 0),
        printing: Printing::First,
        contact: Contact {
            desk: "Trung tâm Phục vụ hành chính công phường Tân Phong, tỉnh Lai Châu".to_owned(),
            phone: "0213 3888 000 (máy lẻ 102)".to_owned(),
            site: "motcua.laichau.example.vn".to_owned(),
        },
    }
}

pub fn tracking() -> Tracking {
    Tracking {
        code: "000.16.23.H35-240228-0012".to_owned(),
        secret: "7K2Q-9XAB".to_owned(),
        url: "https://motcua.laichau.example.vn/tra-cuu/000.16.23.H35-240228-0012?khoa=k7Qm2vX9aB4cD8eF1gH6jL".to_owned(),
    }
}

pub fn applicant() -> Party {
    Party {
        name: "Giàng A Phềnh".to_owned(),
        id: Some(PartyId::Person("012345678901".to_owned())),
        address: "Bản Nậm Củm, xã Mường Tè, tỉnh Lai Châu".to_owned(),
        phone: "0912 345 678".to_owned(),
        email: String::new(),
    }
}

pub fn long_applicant() -> Party {
    Party {
        name: "Công ty trách nhiệm hữu hạn một thành viên Thương mại – Dịch vụ – Xây dựng và Phát triển nông lâm nghiệp Hữu Ngưỡng Trường Thuỷ".to_owned(),
        id: Some(PartyId::Organisation("0312345678-001".to_owned())),
        address: "Số 128/45/6A đường Nguyễn Hữu Thọ kéo dài, tổ dân phố số 27, phường Tân Phong, tỉnh Lai Châu".to_owned(),
        phone: "0213 3888 123".to_owned(),
        email: "vanphong.truongthuy.phattriennonglamnghiep@congty-huunguong.example.vn".to_owned(),
    }
}

fn paper(name: &str, originals: u32, certified: u32, copies: u32) -> HandedPaper {
    HandedPaper {
        name: name.to_owned(),
        originals,
        certified,
        copies,
        electronic: 0,
    }
}

pub const LONG_REQUEST: &str = "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu đối với tổ chức đang sử dụng đất do nhận chuyển nhượng, góp vốn bằng quyền sử dụng đất";

pub const LONG_REASON: &str = "Bản trích đo địa chính thửa đất chưa có xác nhận của Văn phòng đăng ký đất đai; diện tích ghi trong đơn (1.250,6 m²) khác diện tích ghi trong hợp đồng chuyển nhượng (1.205,6 m²); người ký đơn không phải người đại diện theo pháp luật và không có văn bản ủy quyền kèm theo.";

const LONG_PAPERS: [&str; 12] = [
    "Đơn đăng ký đất đai, tài sản gắn liền với đất theo mẫu",
    "Giấy chứng nhận đăng ký doanh nghiệp hoặc quyết định thành lập tổ chức",
    "Hợp đồng chuyển nhượng, góp vốn bằng quyền sử dụng đất đã được công chứng, chứng thực theo quy định",
    "Bản trích đo địa chính thửa đất (nếu nơi có đất chưa có bản đồ địa chính)",
    "Chứng từ thực hiện nghĩa vụ tài chính; giấy tờ liên quan đến việc miễn, giảm nghĩa vụ tài chính về đất đai",
    "Sơ đồ nhà ở, công trình xây dựng",
    "Giấy phép xây dựng công trình",
    "Biên bản bàn giao mốc giới",
    "Văn bản thỏa thuận của những người có chung quyền sử dụng đất",
    "Văn bản ủy quyền nộp hồ sơ và nhận kết quả",
    "Báo cáo kết quả rà soát hiện trạng sử dụng đất của tổ chức",
    "Quyết định phê duyệt quy hoạch chi tiết tỷ lệ 1/500",
];
