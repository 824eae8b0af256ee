//! The pages that are written in both languages: each says everything in the one that was chosen,
//! and marks what stays Vietnamese.

use std::collections::BTreeMap;

use domain::dossier::command::Command;
use domain::dossier::ground::RefusalGround;
use domain::people::Role;

use crate::journey::applies;
use crate::town::{BIRTH, DESK, Town};
use crate::visitor::Visitor;

/// Letters that no English word has.
const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
/// English words that are no Vietnamese syllables.
const WORDS: [&str; 8] = ["the", "of", "and", "your", "you", "is", "with", "for"];
/// Elements that hold nothing.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];
/// Attributes that are read out.
const SPOKEN: [&str; 4] = ["alt", "aria-label", "placeholder", "title"];

/// What a page says by the language that is declared for it. The title of the window is passed
/// over: its parts cannot be marked.
fn by_language(html: &str) -> BTreeMap<String, String> {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Vec<(String, String)> = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else {
            continue;
        };
        if let Some(closed) = tag.strip_prefix('/') {
            while let Some((name, _)) = open.pop() {
                if name == closed.trim() {
                    break;
                }
            }
        } else if !tag.starts_with('!') {
            let name = tag.split([' ', '\n', '/']).next().unwrap_or(tag);
            let around = open.last().map_or("", |(_, language)| language.as_str());
            let language = attribute(tag, "lang").unwrap_or(around).to_owned();
            let words = said.entry(language.clone()).or_default();
            for spoken in SPOKEN.iter().filter_map(|name| attribute(tag, name)) {
                words.push_str(spoken);
                words.push(' ');
            }
            if !VOID.contains(&name) && !tag.ends_with('/') {
                open.push((name.to_owned(), language));
            }
        }
        if let Some((_, language)) = open.last().filter(|(name, _)| name != "title") {
            let words = said.entry(language.clone()).or_default();
            words.push_str(text);
            words.push(' ');
        }
    }
    said
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next()
}

/// The words among these that a text has Vietnamese letters in.
fn vietnamese_in(text: &str) -> Vec<&str> {
    let has = |word: &&str| word.to_lowercase().chars().any(|c| LETTERS.contains(c));
    text.split_whitespace().filter(has).collect()
}

fn english_in(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| WORDS.contains(&word.to_lowercase().as_str()))
        .collect()
}

/// Nothing on this page is left in Vietnamese, but what says so.
#[track_caller]
pub fn is_wholly_english(path: &str, html: &str) {
    let said = by_language(html);
    assert!(html.contains("<html lang=\"en\""), "{path}");
    assert_eq!(vietnamese_in(&said["en"]), [""; 0], "{path}");
    assert!(!english_in(&said["en"]).is_empty(), "{path}");
}

/// Nothing on this page is in English, but what says so.
#[track_caller]
pub fn is_wholly_vietnamese(path: &str, html: &str) {
    let said = by_language(html);
    assert!(html.contains("<html lang=\"vi\""), "{path}");
    assert_eq!(english_in(&said["vi"]), [""; 0], "{path}");
    assert!(!vietnamese_in(&said["vi"]).is_empty(), "{path}");
}

/// The page as it came.
pub fn html(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Somebody chooses a language at the head of a page.
pub async fn chooses(visitor: &mut Visitor<'_>, language: &str) {
    visitor
        .post("/ngon-ngu", &[("language", language), ("back", "/")])
        .await
        .leads("/");
}

/// The page in both languages; the visitor reads English afterwards.
pub async fn is_in_both(visitor: &mut Visitor<'_>, path: &str) -> String {
    chooses(visitor, "vi").await;
    let page = visitor.get(path).await;
    is_wholly_vietnamese(path, &html(&page.bytes));
    chooses(visitor, "en").await;
    let page = visitor.get(path).await;
    is_wholly_english(path, &html(&page.bytes));
    page.text
}

#[tokio::test]
async fn english_is_chosen_on_any_page_and_remembered() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let home = visitor.get("/").await;
    home.says(&["action=\"/ngon-ngu\"", "lang=\"en\">English</button>"]);
    chooses(&mut visitor, "en").await;
    let home = visitor.get("/").await;
    home.says(&[
        "<h1 class=\"govuk-heading-xl\">Public services</h1>",
        "A child is born",
        "lang=\"vi\">Tiếng Việt</button>",
    ]);
    // Officials work in Vietnamese.
    let officials = visitor.get("/dang-nhap").await;
    officials.says(&["This page is in Vietnamese only.", "<html lang=\"vi\""]);
    is_wholly_vietnamese("/dang-nhap", &html(&officials.bytes));
    chooses(&mut visitor, "vi").await;
    visitor.get("/").await.says(&["Việc trong đời"]);
    let officials = visitor.get("/dang-nhap").await;
    officials.keeps_from(&["in Vietnamese only"]);
}

#[tokio::test]
async fn what_leads_to_a_procedure_is_written_in_both_languages() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let paths = [
        "/",
        "/thu-tuc",
        "/thu-tuc?muc=truc-tiep",
        "/thu-tuc?q=zzzzzz",
        "/thu-tuc?q=khai%20qqqq%20wwww",
        "/thu-tuc?su-kien=sinh-con",
        "/thu-tuc?trang=2",
        "/su-kien/sinh-con",
        "/su-kien/ket-hon",
        "/su-kien/mat-nguoi-than",
        "/su-kien/lam-nha",
        "/su-kien/mo-quan",
        "/su-kien/la",
        "/thu-tuc/9.999999",
        "/thu-tuc/1.009994",
        "/tra-cuu",
        "/tra-cuu?ma=xyz",
        "/tra-cuu/H35.22.01-261116-9999",
        "/tinh-ngay-hen",
        "/tinh-ngay-hen?so=30&don-vi=ngay-lam-viec",
        "/tinh-ngay-hen?so=5&don-vi=ngay&luc=cung-gio",
        "/tinh-ngay-hen?so=x&don-vi=ngay&gio=x&ngay_day=40&ngay_month=2&ngay_year=2026",
        "/tinh-ngay-hen?so=400&don-vi=ngay-lam-viec",
        "/tinh-ngay-hen?thu-tuc=1.001193",
        "/tinh-ngay-hen?thu-tuc=9.999999",
        "/cong-khai/thoi-han",
        "/cong-khai/thoi-han?ky=2026-q4",
    ];
    for path in paths {
        is_in_both(&mut visitor, path).await;
    }
}

#[tokio::test]
async fn every_procedure_is_written_in_both_languages() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    chooses(&mut visitor, "en").await;
    let rules = town.app.rules().await.expect("no fault");
    for procedure in rules.in_force_on(town.app.now().today()) {
        let path = format!("/thu-tuc/{}", procedure.code);
        let page = visitor.get(&path).await;
        is_wholly_english(&path, &html(&page.bytes));
    }
    let near = format!("/thu-tuc/{BIRTH}?noi=binh%20lu");
    let page = is_in_both(&mut visitor, &near).await;
    for said in [
        "Desks: 1",
        "VND\u{a0}8,000",
        "Within the day",
        "lang=\"vi\"",
    ] {
        assert!(page.contains(said), "`{said}` is missing in {page}");
    }
}

#[tokio::test]
async fn a_dossier_is_tracked_in_both_languages_at_every_stage() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    let mut stranger = town.visitor();
    is_in_both(&mut stranger, &here).await;
    is_in_both(&mut visitor, &format!("{here}/da-nop")).await;
    is_in_both(&mut visitor, &format!("{here}/vi-sao")).await;
    let submitted = is_in_both(&mut visitor, &here).await;
    assert!(submitted.contains("09:00, Monday 16 November 2026"));
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại")]).await;
    is_in_both(&mut visitor, &here).await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    town.it_is("2026-11-19T08:00");
    let still = is_in_both(&mut visitor, &here).await;
    assert!(
        still.contains("has not moved for 3 working days"),
        "{still}"
    );
    town.resolves(&code).await;
    is_in_both(&mut visitor, &here).await;
    is_in_both(&mut visitor, &format!("{here}/vi-sao")).await;
    town.hands_over(&code).await;
    is_in_both(&mut visitor, &format!("{here}?xong=danh-gia")).await;
}

#[tokio::test]
async fn a_refusal_tells_its_ground_in_both_languages_and_its_reason_as_written() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let refuse = Command::RefuseReception {
        ground: RefusalGround::NotCompetent,
        reason: web::fresh::personal("Cha mẹ cư trú ở tỉnh khác".to_owned()),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, refuse).await;
    let page = is_in_both(&mut visitor, &format!("/tra-cuu/{code}")).await;
    let said = "Another office is competent. <span lang=\"vi\">Cha mẹ cư trú ở tỉnh khác</span>";
    assert!(page.contains(said), "{page}");
}

#[test]
fn words_are_sorted_by_the_language_around_them() {
    let html = "<html lang=\"en\"><title>Một Cửa</title><p>One <b lang=\"vi\">hồ <i>sơ</i></b> \
                two<br><img alt=\"three\" lang=\"vi\"> của</p></html>";
    let said = by_language(html);
    let words = |language: &str| said[language].split_whitespace().collect::<Vec<_>>();
    assert_eq!(words("en"), ["One", "two", "của"]);
    assert_eq!(words("vi"), ["hồ", "sơ", "three"]);
    assert_eq!(vietnamese_in(&said["en"]), ["của"]);
    assert_eq!(english_in("Nộp the đơn, of-x"), ["the", "of"]);
}
