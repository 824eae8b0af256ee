//! All thirteen forms: margins, pages, fonts, and the marks of archive and access; and of the forms
//! of settling, from the apology to the register, the text and its order.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod reading;
#[expect(
    dead_code,
    reason = "the example shows more samples than the tests need"
)]
mod samples;

use documents::{
    Instrument, Press, PrintFault, Purpose, apology_letter, control_slip, stop_notice,
    tracking_register,
};
use lopdf::Document;
use unicode_normalization::is_nfc;

use reading::{A4, A5, Word, page_sizes, pdftotext, text, words};
use samples::settling;
use samples::thirteen::{Length, print};

/// Rows of the longest register: several pages, and still quick.
const ROWS: u32 = 36;

/// A4 lying, in points, rounded.
const A4_LYING: (f64, f64) = (A4.1, A4.0);

const CIRCULARS: [Instrument; 2] = [Instrument::Circular01Of2018, Instrument::Circular03Of2025];

#[test]
fn receipts_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::Receipt, A5);
}

#[test]
fn supplement_requests_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::SupplementRequest, A5);
}

#[test]
fn refusal_slips_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::RefusalSlip, A5);
}

#[test]
fn apologies_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::ApologyLetter, A5);
}

#[test]
fn stop_notices_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::StopNotice, A5);
}

#[test]
fn control_slips_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::ControlSlip, A5);
}

#[test]
fn registers_stay_on_their_sheets() {
    stays_on_its_sheets(Purpose::TrackingRegister, A4_LYING);
}

/// Whatever its circular and length: the right size, every word inside, the form named on every
/// page, one family of fonts embedded, text composed, archive and access declared.
fn stays_on_its_sheets(purpose: Purpose, size: (f64, f64)) {
    let press = Press::new();
    for instrument in CIRCULARS {
        let Some(form) = purpose.form_in(instrument) else {
            continue;
        };
        for length in Length::ALL {
            let what = format!("{form}, {length:?}");
            let pdf = print(&press, purpose, instrument, length, ROWS).unwrap();
            let sizes = page_sizes(&pdf);
            assert!(sizes.iter().all(|one| *one == size), "{what}: {sizes:?}");
            for word in words(&pdf) {
                let inside =
                    word.left > 36.0 && word.right < size.0 - 26.0 && word.bottom < size.1 - 15.0;
                assert!(inside, "{what}: {word:?} is outside the margins");
            }
            let text = text(&pdf);
            assert!(is_nfc(&text), "{what}");
            let name = form.to_string();
            assert_eq!(text.matches(&name).count(), sizes.len(), "{what}:\n{text}");
            has_one_family(&pdf, &what);
            declares_archive_and_access(&pdf, &what);
        }
    }
}

fn has_one_family(pdf: &[u8], what: &str) {
    let document = Document::load_mem(pdf).unwrap();
    let descriptors: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|one| one.has_type(b"FontDescriptor"))
        .collect();
    assert!(!descriptors.is_empty(), "{what}");
    for one in descriptors {
        let name = one.get(b"FontName").unwrap().as_name().unwrap();
        let name = String::from_utf8_lossy(name);
        assert!(name.contains("LiberationSerif"), "{what}: {name}");
        let embedded = one.has(b"FontFile2") || one.has(b"FontFile3");
        assert!(embedded, "{what}: {name}");
    }
}

fn declares_archive_and_access(pdf: &[u8], what: &str) {
    let document = Document::load_mem(pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let deref = |key: &[u8]| catalog.get_deref(key, &document).unwrap();
    assert!(deref(b"StructTreeRoot").as_dict().is_ok(), "{what}");
    assert!(deref(b"Lang").as_str().unwrap().starts_with(b"vi"));
    let metadata = deref(b"Metadata").as_stream().unwrap();
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    for mark in [
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
    ] {
        assert!(metadata.contains(mark), "{what}: {mark:?} is missing");
    }
}

#[test]
fn the_longest_forms_print_to_the_same_bytes() {
    let (one, other) = (Press::new(), Press::new());
    for purpose in [
        Purpose::ApologyLetter,
        Purpose::StopNotice,
        Purpose::ControlSlip,
        Purpose::TrackingRegister,
    ] {
        let instrument = Instrument::Circular03Of2025;
        let paper = |press| print(press, purpose, instrument, Length::Longest, 8).unwrap();
        assert!(paper(&one) == paper(&other), "{purpose:?}");
    }
}

#[test]
fn an_apology_of_2018_names_both_days_and_who_signs() {
    let pdf = apology_letter(&Press::new(), &settling::apology_letter()).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    says_in_order(
        &pdf,
        &[
            "UBND XÃ MƯỜNG TÈ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 07/PXL",
            "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
            "Kính gửi: Giàng A Phềnh",
            "Số điện thoại: 0912 345 678",
            "Ủy ban nhân dân xã Mường Tè tiếp nhận hồ sơ",
            "09 giờ 30 phút, ngày 28 tháng 02 năm 2024",
            "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
            "Lĩnh vực: Hộ tịch",
            "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 06 tháng 3 năm 2024",
            "Lý do: Công an huyện chưa trả lời việc xác minh nơi sinh.",
            "xin lỗi Ông (Bà), tổ chức về sự chậm trễ này và hẹn trả kết quả như sau:",
            "Thứ Sáu, ngày 08 tháng 3 năm 2024",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT, hồ sơ.",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Vàng Thị Dợ",
        ],
    );
    let words = words(&pdf);
    let largest = words.iter().map(Word::height).fold(0.0, f64::max);
    let big = words.iter().filter(|word| word.height() > largest - 0.1);
    let big: Vec<&str> = big.map(|word| &*word.text).collect();
    assert_eq!(big.join(" "), "Thứ Sáu, ngày 08 tháng 3 năm 2024");
}

#[test]
fn an_apology_of_2025_asks_for_a_longer_time() {
    let mut data = settling::apology_letter();
    data.frame.instrument = Instrument::Circular03Of2025;
    let pdf = apology_letter(&Press::new(), &data).unwrap();
    says_in_order(
        &pdf,
        &[
            "Số: 07",
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "về sự chậm trễ này, đề nghị được gia hạn thời gian giải quyết và hẹn trả kết quả",
            "Mẫu số 04 · Thông tư số 03/2025/TT-VPCP",
        ],
    );
    let text = text(&pdf);
    assert!(!text.contains("chưa đối chiếu") && !text.contains("PXL"));
}

#[test]
fn a_stop_notice_gives_ground_and_reason() {
    let pdf = stop_notice(&Press::new(), &settling::stop_notice()).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    says_in_order(
        &pdf,
        &[
            "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
            "Kính gửi: Giàng A Phềnh",
            "Thời gian nộp hồ sơ: 09 giờ 30 phút, ngày 02 tháng 02 năm 2026",
            "thông báo dừng giải quyết hồ sơ này từ 08 giờ 15 phút, ngày 04 tháng 3 năm 2026",
            "Căn cứ dừng giải quyết: Quá thời hạn mà không bổ sung giấy tờ",
            "Lý do: Đến hết ngày 03/03/2026 người nộp chưa bổ sung giấy chứng sinh.",
            "điện thoại 0213 3888 000",
            "PHÓ CHỦ TỊCH",
            "Mẫu số 05 · Thông tư số 03/2025/TT-VPCP",
        ],
    );
}

#[test]
fn dossiers_of_2018_have_no_stop_notice() {
    let mut data = settling::stop_notice();
    data.frame.instrument = Instrument::Circular01Of2018;
    let fault = stop_notice(&Press::new(), &data).unwrap_err();
    assert!(matches!(fault, PrintFault::NoSuchForm { .. }), "{fault}");
}

#[test]
fn a_control_slip_tells_every_hand_over_without_the_citizens_secret() {
    let pdf = control_slip(&Press::new(), &settling::control_slip()).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    says_in_order(
        &pdf,
        &[
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "Mã hồ sơ: 000.16.23.H35-240228-0012",
            "Chủ hồ sơ: Giàng A Phềnh",
            "Loại thủ tục: Đăng ký khai sinh",
            "Cơ quan giải quyết hồ sơ: Ủy ban nhân dân xã Mường Tè",
            "Tên cơ quan, bộ phận",
            "Giao: Bộ phận Một cửa xã Mường Tè",
            "Nhận: Phòng Văn hóa - Xã hội xã Mường Tè",
            "10 giờ 05 phút, ngày 28 tháng 02 năm 2024",
            "Người giao: Lò Thị Mai",
            "Người nhận: Pờ Văn Páo",
            "14 giờ 20 phút",
            "Trình lãnh đạo",
            "16 giờ 40 phút",
            "Trước hạn",
        ],
    );
    assert!(!text(&pdf).contains("7K2Q"), "it travels among officials");
}

#[test]
fn a_long_control_slip_repeats_its_head_on_every_page() {
    let data = settling::long_control_slip();
    let pdf = control_slip(&Press::new(), &data).unwrap();
    let pages = pages(&pdf);
    assert!(pages.len() > 4, "{}", pages.len());
    for page in &pages {
        assert!(page.contains("Thờigiangiao,nhậnhồsơ"), "{page}");
    }
    let all = pages.concat();
    for number in 0..40 {
        let time = format!("08giờ{number:02}phút");
        assert!(all.contains(&time), "{time} is missing");
    }
}

#[test]
fn a_register_has_a_line_for_every_dossier_and_its_head_on_every_page() {
    let data = settling::long_tracking_register(ROWS);
    let pdf = tracking_register(&Press::new(), &data).unwrap();
    let pages = pages(&pdf);
    assert!(pages.len() > 2, "{}", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(page.contains("Mãhồsơ"), "{page}");
        assert!(page.contains("Phươngthứcnhận"), "{page}");
        let foot = "Mẫusố06·Thôngtưsố01/2018/TT-VPCP";
        assert!(page.contains(foot), "{page}");
        let numbered = format!("{}Từngày01/02/2024đếnngày29/02/2024", number + 1);
        assert_eq!(number > 0, page.contains(&numbered), "{page}");
    }
    let all = pages.concat();
    for row in &data.rows {
        for said in [&row.code, &row.procedure, &row.applicant, &row.address] {
            assert!(all.contains(&bare(said)), "{said} is missing");
        }
    }
    assert!(all.contains("17:30,27/02/2024"));
    assert!(all.contains(&format!("{ROWS}hồsơ")));
}

#[test]
fn an_empty_register_says_so() {
    let pdf = tracking_register(&Press::new(), &settling::short_tracking_register()).unwrap();
    assert_eq!(page_sizes(&pdf), [A4_LYING]);
    let text = text(&pdf);
    assert!(text.contains("Không có hồ sơ nào được tiếp nhận trong kỳ này."));
    assert!(!text.contains("Quyển số"), "{text}");
}

/// The text of every page in the order in which it is drawn, without white space: where lines break
/// does not matter.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = pdftotext(pdf, &["-raw"]);
    let mut pages: Vec<String> = text.split('\u{C}').map(bare).collect();
    // Behind the last page stands a form feed too.
    pages.pop();
    pages
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether all is there, each behind the one before it.
fn says_in_order(pdf: &[u8], said: &[&str]) {
    let text = pages(pdf).concat();
    let mut rest = text.as_str();
    for one in said {
        let Some((_, behind)) = rest.split_once(&bare(one)) else {
            panic!("{one:?} is missing, or stands too early, in:\n{text}");
        };
        rest = behind;
    }
}
