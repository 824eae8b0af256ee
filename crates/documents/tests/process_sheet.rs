//! An internal process on paper.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[expect(dead_code, reason = "other papers are read in other ways, too")]
mod reading;

use documents::{Piece, Press, ProcessSheet, SheetStep, process_sheet};
use jiff::civil::{date, datetime};

use reading::{A4, one_spaced, page_sizes, text};

fn step(number: usize) -> SheetStep {
    SheetStep {
        name: format!("Bước {number}"),
        who: "Cán bộ thụ lý, cơ quan giải quyết".to_owned(),
        time: "1 ngày 4 giờ làm việc".to_owned(),
        work: vec![
            "Kiểm tra: Đủ thành phần hồ sơ".to_owned(),
            "Lập giấy: Phiếu trình".to_owned(),
        ],
        next: format!("Bước {}", number + 1),
    }
}

fn piece(words: &str) -> Piece {
    Piece {
        svg: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 600\" width=\"400\" \
             height=\"600\" font-family=\"Liberation Serif\" font-size=\"13\" fill=\"none\" \
             stroke=\"currentColor\"><title>x</title><rect x=\"10\" y=\"10\" width=\"176\" \
             height=\"60\" rx=\"6\"/><text fill=\"currentColor\" stroke=\"none\"><tspan x=\"20\" \
             y=\"30\">{words}</tspan></text></svg>"
        ),
        width: 400,
        height: 600,
    }
}

fn sheet(steps: usize) -> ProcessSheet {
    ProcessSheet {
        issuer: "CHỦ TỊCH UBND TỈNH".to_owned(),
        name: "Cấp giấy xác nhận cơ sở đủ điều kiện".to_owned(),
        procedure: "1.012783".to_owned(),
        version: Some(2),
        source: String::new(),
        decision: "812/QĐ-UBND ngày 20/11/2026".to_owned(),
        from: Some(date(2026, 12, 1)),
        limit: "10 ngày làm việc".to_owned(),
        steps: (1..=steps).map(step).collect(),
        papers: vec!["Biên bản kiểm tra".to_owned(), "Giấy xác nhận".to_owned()],
        times: vec![[
            "Có kết quả".to_owned(),
            "6 ngày 6 giờ làm việc".to_owned(),
            "68%".to_owned(),
            "Tiếp nhận – Thẩm định".to_owned(),
        ]],
        pieces: vec![piece("Tiếp nhận"), piece("Thẩm định hồ sơ")],
        description: "Có 6 bước".to_owned(),
        printed_at: datetime(2026, 11, 23, 8, 5, 0, 0),
    }
}

#[test]
fn a_process_is_printed_with_its_steps_its_decision_and_its_picture() {
    let pdf = process_sheet(&Press::new(), &sheet(6)).unwrap();
    assert_eq!(page_sizes(&pdf), [A4, A4, A4], "and a page for each piece");
    let text = one_spaced(&text(&pdf));
    for said in [
        "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Cấp giấy xác nhận cơ sở đủ điều kiện",
        "Mã thủ tục: 1.012783",
        "Phiên bản: 2",
        "Quyết định phê duyệt: 812/QĐ-UBND ngày 20/11/2026",
        "Áp dụng từ ngày: 01/12/2026",
        "Thời hạn giải quyết: 10 ngày làm việc",
        "Biên bản kiểm tra; Giấy xác nhận",
        "Kiểm tra: Đủ thành phần hồ sơ",
        "Thẩm định hồ sơ",
        "Trang 3/3",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
    assert_eq!(pdf, process_sheet(&Press::new(), &sheet(6)).unwrap());
}

#[test]
fn many_steps_take_more_pages_and_repeat_the_head() {
    let pdf = process_sheet(&Press::new(), &sheet(60)).unwrap();
    let pages = page_sizes(&pdf).len();
    assert!(pages > 4, "{pages}");
    let heads = one_spaced(&text(&pdf)).matches("Vai trò, nơi làm").count();
    assert!(heads > 2, "{heads}");
}

/// The marks of an archive file that can be read aloud, and fonts within the file.
#[test]
fn a_process_is_an_archive_file_with_its_fonts() {
    let pdf = process_sheet(&Press::new(), &sheet(6)).unwrap();
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let catalog = document.catalog().unwrap();
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Metadata"));
    let described = |object: &lopdf::Object| {
        let dictionary = object.as_dict().ok()?;
        dictionary
            .has_type(b"FontDescriptor")
            .then(|| dictionary.clone())
    };
    let fonts: Vec<_> = document.objects.values().filter_map(described).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        let is_within = [&b"FontFile2"[..], b"FontFile3", b"FontFile"];
        assert!(is_within.iter().any(|file| font.has(file)), "{font:?}");
    }
}
