//! Papers as people get them: their text, size and pages, and the marks of archive and access.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod reading;
#[expect(
    dead_code,
    reason = "the example shows more samples than the tests need"
)]
mod samples;

use documents::{
    Instrument, Press, Printing, Promise, hand_over_manifest, receipt, refusal_slip,
    supplement_request,
};
use jiff::civil::datetime;
use lopdf::Document;

use reading::{A4, A5, Word, one_spaced, page_sizes, pdftotext, text, words};

#[test]
fn a_receipt_says_all_that_the_form_asks_on_one_page() {
    let pdf = receipt(&Press::new(), &samples::receipt()).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    let text = text(&pdf);
    for said in [
        "UBND HUYỆN MƯỜNG TÈ",
        "UBND XÃ MƯỜNG TÈ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/TNHS",
        "Mường Tè, ngày 28 tháng 02 năm 2024",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: 000.16.23.H35-240228-0012",
        "Mã bí mật: 7K2Q-9XAB",
        "Tiếp nhận hồ sơ của: Giàng A Phềnh",
        "Số định danh cá nhân/Căn cước: 012345678901",
        "Địa chỉ: Bản Nậm Củm, xã Mường Tè, tỉnh Lai Châu",
        "Số điện thoại: 0912 345 678",
        "Email: không có",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "1. Tờ khai đăng ký khai sinh (01 bản chính)",
        "3. Giấy chứng nhận kết hôn của cha, mẹ (01 bản sao)",
        "Số lượng hồ sơ: 01 bộ",
        "Thời gian giải quyết hồ sơ theo quy định: 05 ngày làm việc",
        "Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 28 tháng 02 năm 2024",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút",
        "Thứ Tư, ngày 06 tháng 3 năm 2024",
        "Đăng ký nhận kết quả tại: Bộ phận Một cửa xã Mường Tè",
        "Phí, lệ phí: Lệ phí đăng ký hộ tịch 8.000 đồng (đã nộp)",
        "Vào Sổ theo dõi hồ sơ, quyển số: 01/2024; số thứ tự: 0112",
        "Nơi giải đáp: Bộ phận Một cửa xã Mường Tè, điện thoại 0213 3888 000",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lò Thị Mai",
        "Mẫu số 01 · Thông tư số 01/2018/TT-VPCP",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
    assert!(!text.contains("IN LẠI"));
    assert!(
        !text.contains("khoa="),
        "the long secret is drawn, not written"
    );
}

#[test]
fn a_receipt_without_papers_says_that_there_are_none() {
    let mut data = samples::receipt();
    data.papers.clear();
    let pdf = receipt(&Press::new(), &data).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    let text = text(&pdf);
    let said = "Thành phần hồ sơ nộp: không có giấy tờ kèm theo Số lượng hồ sơ: 01 bộ";
    assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    assert!(!text.contains("nộp gồm"), "{text}");
}

#[test]
fn how_the_day_was_counted_stands_behind_the_form() {
    let plain = text(&receipt(&Press::new(), &samples::receipt()).unwrap());
    let pdf = receipt(&Press::new(), &samples::counted_receipt()).unwrap();
    assert_eq!(page_sizes(&pdf), [A5, A5]);
    let text = text(&pdf);
    let pages: Vec<&str> = text.split('\u{C}').collect();
    assert_eq!(plain.split('\u{C}').next(), pages.first().copied());
    for said in [
        "CÁCH TÍNH NGÀY TRẢ KẾT QUẢ",
        "Thời gian trả kết quả: 17 giờ 00 phút, Thứ Tư, ngày 06 tháng 3 năm 2024",
        "thứ Bảy 02/03 – chủ nhật 03/03",
        "Ngày 3–5",
        "nghỉ cuối tuần",
        "Bộ luật Dân sự 2015, Điều 147 khoản 2",
    ] {
        assert!(pages[1].contains(said), "{said:?} is missing in:\n{text}");
    }
    let again = receipt(&Press::new(), &samples::counted_receipt()).unwrap();
    assert!(again == pdf);
}

#[test]
fn the_day_of_return_is_the_largest_text() {
    let words = words(&receipt(&Press::new(), &samples::receipt()).unwrap());
    let largest = words.iter().map(Word::height).fold(0.0, f64::max);
    let big: Vec<&str> = words
        .iter()
        .filter(|word| word.height() > largest - 0.1)
        .map(|word| &*word.text)
        .collect();
    assert_eq!(big.join(" "), "Thứ Tư, ngày 06 tháng 3 năm 2024");
}

#[test]
fn long_names_and_twelve_papers_stay_on_the_sheet() {
    let data = samples::long_receipt();
    let pdf = receipt(&Press::new(), &data).unwrap();
    assert_eq!(page_sizes(&pdf), [A5, A5]);
    for word in words(&pdf) {
        let inside = word.left > 36.0 && word.right < A5.0 - 30.0 && word.bottom < A5.1 - 15.0;
        assert!(inside, "{word:?} is outside the margins");
    }
    let text = text(&pdf);
    for paper in &data.papers {
        assert!(
            text.contains(&paper.name),
            "{:?} is missing in:\n{text}",
            paper.name
        );
    }
    let second = text.split('\u{C}').nth(1).unwrap();
    assert!(
        second.starts_with("000.00.19.H35.LC.001-251228-100012 2"),
        "{second}"
    );
    assert!(text.contains("Mẫu số 01 · Thông tư số 03/2025/TT-VPCP"));
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let (one, other) = (Press::new(), Press::new());
    let first = receipt(&one, &samples::receipt()).unwrap();
    let long = receipt(&one, &samples::long_receipt()).unwrap();
    assert_eq!(receipt(&one, &samples::receipt()).unwrap(), first);
    let in_a_thread = std::thread::spawn(move || {
        (
            receipt(&other, &samples::receipt()).unwrap(),
            receipt(&other, &samples::long_receipt()),
        )
    });
    let (second, second_long) = in_a_thread.join().unwrap();
    assert!(second == first && second_long.unwrap() == long);
}

#[test]
fn a_reprint_says_so_with_its_time() {
    let mut data = samples::receipt();
    data.frame.printing = Printing::Reprint {
        at: datetime(2024, 3, 1, 14, 5, 0, 0),
    };
    let pdf = receipt(&Press::new(), &data).unwrap();
    assert_eq!(page_sizes(&pdf), [A5]);
    assert!(text(&pdf).contains("BẢN IN LẠI · 14:05, 01/03/2024"));
}

#[test]
fn a_paper_is_a_tagged_archive_file_in_vietnamese() {
    let pdf = supplement_request(&Press::new(), &samples::supplement_request()).unwrap();
    let document = Document::load_mem(&pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let deref = |key: &[u8]| catalog.get_deref(key, &document).unwrap();
    assert!(
        deref(b"MarkInfo")
            .as_dict()
            .unwrap()
            .get(b"Marked")
            .unwrap()
            .as_bool()
            .unwrap()
    );
    assert!(deref(b"StructTreeRoot").as_dict().is_ok());
    assert!(!deref(b"OutputIntents").as_array().unwrap().is_empty());
    assert!(deref(b"Lang").as_str().unwrap().starts_with(b"vi"));
    let metadata = deref(b"Metadata").as_stream().unwrap();
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    for mark in [
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ</rdf:li>",
        "2024-02-28T09:32:10+07:00",
    ] {
        assert!(
            metadata.contains(mark),
            "{mark:?} is missing in:\n{metadata}"
        );
    }
}

#[test]
fn a_supplement_request_lists_what_is_missing() {
    let pdf = supplement_request(&Press::new(), &samples::supplement_request()).unwrap();
    let rows = one_spaced(&pdftotext(&pdf, &["-layout"]));
    assert!(rows.contains("1 Giấy chứng sinh 01 "), "{rows}");
    let text = text(&pdf);
    for said in [
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Số: 07/HDHS",
        "Hồ sơ của: Giàng A Phềnh",
        "Giấy chứng nhận kết hôn của cha, mẹ",
        "Bản đã nộp thiếu trang 2",
        "Lý do: Hồ sơ chưa có giấy chứng sinh do cơ sở y tế cấp.",
        "Bổ sung chậm nhất: Thứ Hai, ngày 04 tháng 3 năm 2024",
        "liên hệ Bộ phận Một cửa xã Mường Tè, điện thoại 0213 3888 000",
        "NGƯỜI HƯỚNG DẪN",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
}

#[test]
fn a_refusal_slip_gives_its_reason() {
    let mut data = samples::refusal_slip();
    data.frame.instrument = Instrument::Circular03Of2025;
    let text = text(&refusal_slip(&Press::new(), &data).unwrap());
    for said in [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Bộ phận Một cửa xã Mường Tè tiếp nhận hồ sơ của: Giàng A Phềnh",
        "Trẻ đã được đăng ký khai sinh tại xã Bum Nưa ngày 12/01/2024.",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Mẫu số 03 · Thông tư số 03/2025/TT-VPCP",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
}

#[test]
fn a_manifest_lists_every_bundle_for_both_sides() {
    let data = samples::hand_over_manifest();
    let pdf = hand_over_manifest(&Press::new(), &data).unwrap();
    let sizes = page_sizes(&pdf);
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size == A4));
    let text = text(&pdf);
    for said in [
        "BẢNG KÊ BÀN GIAO HỒ SƠ GIẤY",
        "Bên giao: Bộ phận Một cửa xã Mường Tè",
        "Bên nhận: Phòng Văn hóa - Xã hội xã Mường Tè",
        "Ngày chuyển: Thứ Tư, ngày 28 tháng 02 năm 2024",
        "Tổng cộng: 20 hồ sơ, 210 bản chính, 20 bản sao",
        "H35.16-240228-0001",
        "H35.16-240228-0020",
        "In lúc 16:45, 28/02/2024",
        "BÊN GIAO",
        "BÊN NHẬN",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
    assert_eq!(hand_over_manifest(&Press::new(), &data).unwrap(), pdf);
}

#[test]
fn no_text_can_stop_the_press_or_become_markup() {
    let mut data = samples::receipt();
    data.applicant.name =
        "Nguye\u{302}\u{303}n 😀\u{202E}漢 #panic(\"x\") *đậm* $x$ \\ @a <b>".to_owned();
    data.applicant.email = "a_b*c#d@example.vn".to_owned();
    data.promise = Promise::NotSet("Cơ quan báo ngày trả khi có kết quả giám định".to_owned());
    let text = text(&receipt(&Press::new(), &data).unwrap());
    assert!(
        text.contains("Nguyễn □□ #panic(\"x\") *đậm* $x$ \\ @a <b>"),
        "{text}"
    );
    assert!(text.contains("Email: a_b*c#d@example.vn"), "{text}");
    assert!(
        text.contains("Cơ quan báo ngày trả khi có kết quả giám định"),
        "{text}"
    );
}
