//! The set-up sheet of a scanner: what it must be set to, a code to try it with, and what damage to
//! that code means. Printed it lies beside the scanner; nothing that is tried here is kept.

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use domain::rulebook::Rulebook;
use domain::vietnamese::clean;
use serde::Serialize;

use crate::app::App;
use crate::components::Fact;
use crate::desk::scan::wants_json;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, Note, draw_as};
use crate::qr;
use crate::session::Officer;

/// Where the sheet stands.
const HOME: &str = "/quay/may-quet";

/// The field that the test code is scanned into.
const CODE: &str = "ma";

/// How the test code begins. It is neither a card nor a dossier, so that it opens nothing wherever
/// it is scanned.
const MARK: &str = "THU-MAY-QUET";

/// What a keyboard layout of another language types other letters for.
const DIGITS: &str = "0123456789";

/// Letters that only Unicode has all; nobody bears this name.
const NAME: &str = "Lường Đỗ Ước Nguyện";

/// Keys that Telex and VNI make other letters of.
const KEYS: &str = "dd aa ee oo aw as ax d9 a6 e1";

/// The signs in addresses and dates.
const SIGNS: &str = "/?=&:.,";

/// The parts of the test code.
const PARTS: [&str; 5] = [MARK, DIGITS, NAME, KEYS, SIGNS];

/// Shorter pieces of the test code are taken for something else, in characters.
const CUT_MIN: usize = 8;

/// What the scanner has to be set to.
const SETTINGS: [(&str, &str); 9] = [
    ("Kết nối", "Như một bàn phím (USB HID, keyboard wedge)"),
    ("Bàn phím của máy quét", "English (US)"),
    ("Bàn phím của máy tính", "English (US), Caps Lock tắt"),
    (
        "Bộ gõ tiếng Việt",
        "Tắt khi quét: biểu tượng E, không phải V",
    ),
    ("Bảng mã gửi đi", "Unicode (UTF-8)"),
    ("Kết thúc mã", "Enter, hoặc Tab"),
    ("Trước và sau mã", "Không thêm prefix hay suffix nào khác"),
    ("Tốc độ", "Hai phím cách nhau không quá 35 mili giây"),
    ("Loại mã", "Bật đọc mã QR"),
];

/// The addresses of the sheet and of its code.
pub fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(begin).post(take))
        .route("/quay/may-quet/ma-thu.svg", get(picture))
}

#[derive(Template)]
#[template(path = "desk/scanner.html")]
struct ScannerPage {
    frame: Frame,
    mark: &'static str,
    parts: [&'static str; 5],
    settings: Vec<Fact>,
    /// What the page says of damage, and how it is mended.
    advice: Vec<Fact>,
}

/// What the page's script is told of a test.
#[derive(Serialize)]
struct Tried {
    kind: &'static str,
    said: String,
}

/// How the test code arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    Whole,
    /// Another keyboard layout typed other letters.
    OtherLayout,
    /// An input method ate letters.
    Eaten,
    /// Letters with marks came as something else.
    MarksLost,
    /// Capitals and small letters changed places.
    CapsLock,
    /// Something stands before or behind it.
    Surrounded,
    Cut,
    /// Not the test code, or beyond recognition.
    Strange,
}

impl Arrival {
    /// What can be wrong, the likeliest first.
    const DAMAGED: [Self; 7] = [
        Self::Eaten,
        Self::OtherLayout,
        Self::MarksLost,
        Self::CapsLock,
        Self::Surrounded,
        Self::Cut,
        Self::Strange,
    ];

    fn of(scan: &str) -> Self {
        let (scan, whole) = (clean(scan), test_code());
        let scan = scan.trim();
        let is_long = scan.chars().count() >= CUT_MIN;
        if scan == whole {
            Self::Whole
        } else if scan.contains(&whole) {
            Self::Surrounded
        } else if scan.to_lowercase() == whole.to_lowercase() {
            Self::CapsLock
        } else if is_long && (whole.starts_with(scan) || whole.ends_with(scan)) {
            Self::Cut
        } else {
            Self::of_parts(scan)
        }
    }

    /// Which part was damaged tells what did it.
    fn of_parts(scan: &str) -> Self {
        let parts: Vec<&str> = scan.split('|').collect();
        let same = |part: &&str| PARTS.contains(part);
        let [_, digits, name, keys, _] = parts.as_slice() else {
            // Even the bars between the parts are gone.
            return if scan.contains(MARK) || scan.contains(DIGITS) {
                Self::OtherLayout
            } else {
                Self::Strange
            };
        };
        if !parts.iter().any(same) {
            Self::Strange
        } else if *digits != DIGITS {
            Self::OtherLayout
        } else if *keys != KEYS {
            Self::Eaten
        } else if *name == NAME {
            Self::OtherLayout
        } else {
            Self::MarksLost
        }
    }

    /// What people read: how it arrived, and what mends it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Whole => ("Mã thử đến nguyên vẹn", "Máy quét dùng được."),
            Self::OtherLayout => (
                "Chữ số hoặc dấu câu đến thành chữ khác",
                "Bàn phím không phải tiếng Anh. Chuyển bàn phím của máy tính và của máy quét sang \
                 English (US) rồi quét lại.",
            ),
            Self::Eaten => (
                "Chữ bị bộ gõ tiếng Việt đổi",
                "Telex hoặc VNI đang bật nên \"dd\" thành \"đ\", \"a6\" thành \"â\". Tắt bộ gõ \
                 (chuyển V sang E) rồi quét lại.",
            ),
            Self::MarksLost => (
                "Chữ có dấu đến sai, ví dụ \"Nguyeenx\" hay \"Nguy?n\"",
                "Đặt máy quét gửi chữ theo Unicode (UTF-8), không theo TCVN3, VNI hay Telex.",
            ),
            Self::CapsLock => (
                "Chữ hoa và chữ thường đổi chỗ",
                "Tắt Caps Lock rồi quét lại.",
            ),
            Self::Surrounded => (
                "Có chữ thừa trước hoặc sau mã",
                "Bỏ prefix và suffix đã đặt trong máy quét; cuối mã chỉ để Enter hoặc Tab.",
            ),
            Self::Cut => (
                "Mã đến thiếu một đoạn",
                "Giữ máy quét yên đến khi có tiếng bíp. Máy không dây thì lại gần đế và sạc pin; \
                 vẫn thiếu thì đặt hai phím cách nhau 5 đến 20 mili giây.",
            ),
            Self::Strange => (
                "Chưa nhận ra mã thử",
                "Quét đúng mã trên trang này. Nếu đã đúng, chuyển bàn phím sang English (US), tắt \
                 bộ gõ rồi quét lại.",
            ),
        }
    }

    fn said(self) -> String {
        let (how, mend) = self.words();
        format!("{how}. {mend}")
    }
}

/// What the test code holds when it arrives whole.
pub fn test_code() -> String {
    PARTS.join("|")
}

async fn begin(State(app): State<App>, officer: Officer, look: Look) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let frame = frame(&app, &rules, &officer, look);
    Ok(page(StatusCode::OK, frame))
}

async fn picture(State(app): State<App>, officer: Officer, look: Look) -> Response {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return closed;
    }
    match qr::picture(&test_code()) {
        Some(svg) => ([(CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    asked: HeaderMap,
    form: Incoming,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let scan = form.text(CODE);
    let arrival = Arrival::of(scan);
    let is_whole = arrival == Arrival::Whole;
    let said = if scan.is_empty() {
        "Quét mã thử trên trang này vào đây".to_owned()
    } else {
        arrival.said()
    };
    if wants_json(&asked) {
        let kind = "test";
        return Ok(Json(Tried { kind, said }).into_response());
    }
    let rules = app.rules().await?;
    let frame = frame(&app, &rules, &officer, look);
    if is_whole {
        return Ok(page(StatusCode::OK, frame.note(Note::Done(said))));
    }
    let mut errors = FormErrors::new();
    errors.add(CODE, said);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page(status, frame.errors(errors)))
}

fn frame(app: &App, rules: &Rulebook, officer: &Officer, look: Look) -> Frame {
    let title = "Cài và thử máy quét";
    let frame = officials::frame(app, rules, officer, Face::Desk, look, title);
    frame.below("Quét mã", "/quay/quet")
}

fn facts(pairs: &[(&str, &str)]) -> Vec<Fact> {
    let facts = pairs.iter().map(|(key, value)| Fact::new(*key, *value));
    facts.collect()
}

fn page(status: StatusCode, frame: Frame) -> Response {
    let page = ScannerPage {
        frame,
        mark: MARK,
        parts: PARTS,
        settings: facts(&SETTINGS),
        advice: facts(&Arrival::DAMAGED.map(Arrival::words)),
    };
    draw_as(status, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How the test code arrives when one of its parts came as something else.
    fn with(part: &str, damaged: &str) -> Arrival {
        let whole = test_code();
        assert!(whole.contains(part));
        Arrival::of(&whole.replace(part, damaged))
    }

    #[test]
    fn a_code_that_arrives_whole_is_known_however_its_letters_are_composed() {
        let whole = test_code();
        assert_eq!(Arrival::of(&whole), Arrival::Whole);
        assert_eq!(Arrival::of(&format!(" {whole}\r\n")), Arrival::Whole);
        assert_eq!(with("ệ", "e\u{323}\u{302}"), Arrival::Whole);
    }

    #[test]
    fn what_damaged_the_code_is_told_from_what_arrived() {
        for (part, damaged, arrival) in [
            ("dd aa ee", "đ â ê", Arrival::Eaten),
            ("d9 a6 e1", "đ â é", Arrival::Eaten),
            // This layout types letters and tones where others have digits.
            (DIGITS, "đăâêô", Arrival::OtherLayout),
            (SIGNS, "-_0/Ñ.,", Arrival::OtherLayout),
            ("|", "~", Arrival::OtherLayout),
            ("Nguyện", "Nguyeenj", Arrival::MarksLost),
            (NAME, "L??ng ?? ??c Nguy?n", Arrival::MarksLost),
            (MARK, "]C1THU-MAY-QUET", Arrival::Surrounded),
            (SIGNS, "/?=&:.,#", Arrival::Surrounded),
        ] {
            assert_eq!(with(part, damaged), arrival, "{part} as {damaged}");
        }
        let swap = |letter: char| {
            if letter.is_uppercase() {
                letter.to_lowercase().to_string()
            } else {
                letter.to_uppercase().to_string()
            }
        };
        let swapped: String = test_code().chars().map(swap).collect();
        assert_eq!(Arrival::of(&swapped), Arrival::CapsLock);
        for cut in ["THU-MAY-QUET|01234", "as ax d9 a6 e1|/?=&:.,"] {
            assert_eq!(Arrival::of(cut), Arrival::Cut, "{cut}");
        }
        for strange in ["", "A017", "012190000001||LÒ THỊ MAI|0902|Nữ", "a|b|c|d|e"] {
            assert_eq!(Arrival::of(strange), Arrival::Strange, "{strange}");
        }
    }

    #[test]
    fn the_test_code_is_no_card_and_no_dossier() {
        use crate::acts::card::ScannedCard;
        use crate::desk::scan::code_in;
        let today = jiff::civil::date(2026, 11, 16);
        assert_eq!(ScannedCard::read(&test_code(), today), None);
        assert_eq!(code_in(&test_code()), None);
        assert!(qr::picture(&test_code()).is_some());
    }

    #[test]
    fn every_damage_says_what_mends_it() {
        for damage in Arrival::DAMAGED {
            let (how, mend) = damage.words();
            assert!(!how.ends_with('.') && mend.ends_with('.'), "{damage:?}");
        }
    }
}
