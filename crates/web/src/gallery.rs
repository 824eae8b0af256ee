//! Every component drawn with sample data: compared with the golden pages of `tests/golden`, and
//! written as files to look at when `MOTCUA_GALLERY` names a folder.
//!
//! `MOTCUA_GOLDEN=write` writes the golden pages anew; read the difference before committing it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read or write its files must stop"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use askama::Template;

use crate::assets;
use crate::components::{
    CheckRow, Fact, FeeLine, Light, Place, ReceivedFile, Step, Task, Tone, View,
};
use crate::form::{Choice, FormErrors, TypedDate};
use crate::look::Look;
use crate::page::{Face, Frame, Note, SignedIn, Site};

/// An invented installation.
pub fn site() -> Site {
    Site {
        body: "UBND tỉnh Lai Châu".to_owned(),
        service: "Một Cửa".to_owned(),
        host: "motcua.example.vn".to_owned(),
        hotline: "02133876543".to_owned(),
        demo: true,
    }
}

#[derive(Template)]
#[template(path = "gallery/form.html")]
struct FormPage {
    frame: Frame,
    full_name: String,
    born_on: TypedDate,
    reason: &'static str,
    choices: Vec<Choice>,
    sexes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/question.html")]
struct QuestionPage {
    frame: Frame,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/home.html")]
struct HomePage {
    frame: Frame,
    cards: Vec<View>,
}

#[derive(Template)]
#[template(path = "gallery/track.html")]
struct TrackPage {
    frame: Frame,
    lights: Vec<Light>,
    steps: Vec<Step>,
    files: Vec<ReceivedFile>,
    no_need: Vec<&'static str>,
    fees: Vec<FeeLine>,
    facts: Vec<Fact>,
    tasks: Vec<Task>,
    heads: Vec<&'static str>,
    table: Vec<Vec<&'static str>>,
}

#[derive(Template)]
#[template(path = "gallery/inbox.html")]
struct InboxPage {
    frame: Frame,
    lights: Vec<Light>,
    views: Vec<View>,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/dossier.html")]
struct DossierPage {
    frame: Frame,
    lights: Vec<Light>,
    checks: Vec<CheckRow>,
    files: Vec<ReceivedFile>,
    facts: Vec<Fact>,
    steps: Vec<Step>,
}

const LONG_NAME: &str =
    "Nguyễn Đoàn Hoàng Ẳng Ẫm Ế Ộ Ị Tôn Nữ Công Tằng Thị Ngọc Quỳnh Hương H'Uyn Liêng Hót Knul";

fn frame(face: Face, here: &str, title: &str) -> Frame {
    let look = Look {
        big: false,
        here: here.to_owned(),
    };
    Frame::new(&Arc::new(site()), face, look, title)
}

fn officials(here: &str, title: &str) -> Frame {
    frame(Face::Desk, here, title)
        .count("/quay/hop-viec", 12)
        .signed_in(SignedIn {
            name: "Lò Thị Mai".to_owned(),
            unit: "Bộ phận Một cửa xã Mường Tè".to_owned(),
            faces: vec![Face::Desk, Face::Casework],
        })
}

fn choices() -> Vec<Choice> {
    let choices = vec![
        Choice::new("desk", "Tại quầy")
            .hint("Bộ phận Một cửa xã Mường Tè, 07:30–11:30, 13:00–17:00"),
        Choice::new(
            "post",
            "Gửi về nhà qua bưu chính công ích, người nhận trả cước khi nhận",
        ),
        Choice::new("online", "Bản điện tử"),
    ];
    Choice::pick(choices, "post")
}

fn form(errors: FormErrors) -> FormPage {
    let sexes = vec![Choice::new("male", "Nam"), Choice::new("female", "Nữ")];
    FormPage {
        frame: frame(Face::Citizen, "/nop/7", "Người được khai sinh").errors(errors),
        full_name: LONG_NAME.to_owned(),
        born_on: TypedDate::new("31", "02", "2024"),
        reason: "Giấy cũ bị \"nhòe\" <hết> chữ & rách ở mép",
        choices: choices(),
        sexes,
    }
}

fn all_errors() -> FormErrors {
    let mut errors = FormErrors::new();
    errors.add(
        "",
        "Hồ sơ này đã nộp lúc 14:05, 28/02/2024. Không cần nộp lại",
    );
    errors.add(
        "full_name",
        "Nhập họ, chữ đệm và tên như trong giấy khai sinh",
    );
    errors.add(
        "personal_id",
        "Đây là số CMND cũ (9 số). Nhập số định danh 12 số in trên thẻ căn cước",
    );
    errors.add("born_on", "Ngày 31/02/2024 không có trong lịch");
    errors.add("delivery", "Chọn nơi nhận kết quả");
    errors.add("notify", "Chọn ít nhất một cách báo tin");
    errors.add("commune", "Chọn xã, phường nơi ở");
    errors.add("reason", "Nhập lý do xin cấp lại");
    errors.add(
        "birth_paper",
        "Tệp nặng 31 MB, mức nhận là 20 MB. Chụp lại từng trang hoặc giảm cỡ ảnh",
    );
    errors.add("password", "Nhập mật khẩu");
    errors.add("promise", "Đánh dấu vào lời cam đoan để tiếp tục");
    errors
}

fn lights() -> Vec<Light> {
    vec![
        Light::days_left(6),
        Light::days_left(1),
        Light::overdue(2),
        Light::paused("04/03"),
        Light::done_early(1),
        Light::done_late(3),
        Light::new(Tone::Calm, "Chưa tính hạn"),
    ]
}

fn steps() -> Vec<Step> {
    let clerk = "Lò Thị Mai, Bộ phận Một cửa xã Mường Tè";
    vec![
        Step::new(
            Place::Past,
            "Nộp trực tuyến",
            "14:05, 28/02/2024",
            "Giàng A Phềnh",
        ),
        Step::new(Place::Past, "Tiếp nhận", "08:02, 29/02/2024", clerk)
            .note("Đủ giấy tờ. Giấy tiếp nhận đã gửi qua tin nhắn tới số …678."),
        Step::new(
            Place::Now,
            "Thẩm định",
            "từ 08:15, 04/03/2024",
            "Công chức Tư pháp – Hộ tịch",
        ),
        Step::new(Place::Next, "Lãnh đạo ký", "dự kiến 05/03/2024", ""),
        Step::new(Place::Next, "Trả kết quả tại quầy", "hẹn 06/03/2024", ""),
    ]
}

fn files() -> Vec<ReceivedFile> {
    let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned();
    let birth = ReceivedFile {
        paper: "Giấy chứng sinh".to_owned(),
        name: "giay-chung-sinh.pdf".to_owned(),
        pages: Some(2),
        bytes: 1_258_291,
        sha256,
        fault: String::new(),
    };
    let blurred = ReceivedFile {
        paper: "Văn bản ủy quyền đi đăng ký khai sinh cho người không phải cha, mẹ".to_owned(),
        name: "IMG_20240228_140512_ảnh-chụp-bằng-điện-thoại-của-ông-nội-rất-rất-dài.jpg".to_owned(),
        pages: None,
        bytes: 358_400,
        fault: "Ảnh bị mờ, cán bộ có thể không đọc được".to_owned(),
        ..birth.clone()
    };
    vec![birth, blurred]
}

fn facts() -> Vec<Fact> {
    vec![
        Fact::new("Họ, chữ đệm và tên", LONG_NAME).change("/nop/7/ten"),
        Fact::new("Ngày sinh", "thứ Tư, 28/02/2024").change("/nop/7/ngay-sinh"),
        Fact::new("Nơi thường trú", "Bản Nậm Củm, xã Bum Nưa, tỉnh Lai Châu")
            .source("Lấy từ CSDL dân cư lúc 14:01, 28/02/2024"),
    ]
}

fn tasks() -> Vec<Task> {
    let task = |name: &str, href: &str, status: &str| Task {
        name: name.to_owned(),
        href: href.to_owned(),
        done: status.is_empty() && !href.is_empty(),
        status: status.to_owned(),
        hint: String::new(),
    };
    let mut papers = task("Giấy tờ", "/nop/7/giay-to", "Đang làm");
    papers.hint = "Đã có 1 trong 2 giấy tờ".to_owned();
    vec![
        task("Người được khai sinh", "/nop/7/tre", ""),
        papers,
        task("Kiểm tra lại và nộp", "", ""),
    ]
}

fn track() -> TrackPage {
    let fee = |name: &str, note: &str, sum: &str| FeeLine {
        name: name.to_owned(),
        note: note.to_owned(),
        sum: sum.to_owned(),
    };
    TrackPage {
        frame: frame(
            Face::Citizen,
            "/tra-cuu",
            "Đăng ký khai sinh kết hợp nhận cha, mẹ, con",
        )
        .below("Trang chủ", "/")
        .below("Tra cứu hồ sơ", "/tra-cuu")
        .note(Note::Done(
            "Đã nhận giấy tờ bổ sung lúc 14:05, 28/02/2024.".to_owned(),
        ))
        .note(Note::Told(
            "Mang thẻ căn cước khi đến nhận kết quả.".to_owned(),
        )),
        lights: lights(),
        steps: steps(),
        files: files(),
        no_need: vec!["Sổ hộ khẩu, sổ tạm trú", "Bản sao thẻ căn cước của cha, mẹ"],
        fees: vec![
            fee("Lệ phí đăng ký khai sinh", "Đúng hạn: miễn", "Không thu"),
            fee("Bản sao trích lục", "2 bản × 8.000 ₫", "16.000 ₫"),
            fee("Cước gửi về nhà", "", "12.000 ₫"),
        ],
        facts: facts(),
        tasks: tasks(),
        heads: vec!["Trường hợp", "Thời hạn", "Lệ phí"],
        table: vec![
            vec!["Khai sinh đúng hạn", "trong ngày", "Không thu"],
            vec![
                "Khai sinh có yếu tố nước ngoài",
                "5 ngày làm việc",
                "75.000 ₫",
            ],
        ],
    }
}

fn view(text: &str, count: u64, here: bool) -> View {
    View {
        text: text.to_owned(),
        href: format!("/?loc={count}"),
        here,
        count: Some(count),
    }
}

fn inbox() -> InboxPage {
    InboxPage {
        frame: officials("/quay/hop-viec", "Hộp việc").note(Note::Refused(
            "Lò Thị Mai vừa sửa mục này lúc 09:12. Xem khác biệt rồi chọn giữ bản nào.".to_owned(),
        )),
        lights: lights(),
        views: vec![
            view("Cần tôi", 12, true),
            view("Sắp hạn", 3, false),
            view("Quá hạn", 1, false),
            view("Chờ nơi khác", 1359, false),
        ],
        choices: choices(),
    }
}

fn dossier() -> DossierPage {
    let row = |number: u8, text: &str, facts: &str, ticked| CheckRow {
        id: format!("paper-{number}"),
        name: "paper".to_owned(),
        value: number.to_string(),
        text: text.to_owned(),
        facts: facts.to_owned(),
        ticked,
    };
    DossierPage {
        frame: officials("/quay/ho-so/H35", "Đăng ký khai sinh")
            .below("Hộp việc", "/quay/hop-viec"),
        lights: lights(),
        checks: vec![
            row(1, "Tờ khai đăng ký khai sinh", "1 bản chính", true),
            row(
                2,
                "Giấy chứng sinh",
                "1 bản chính; không có thì văn bản của người làm chứng",
                true,
            ),
            row(
                3,
                "Giấy chứng nhận kết hôn",
                "Đã có trong kho dữ liệu: không yêu cầu nộp",
                false,
            ),
        ],
        files: files(),
        facts: facts(),
        steps: steps(),
    }
}

fn home() -> HomePage {
    let cards = [
        "Sinh con",
        "Kết hôn",
        "Mất người thân",
        "Làm nhà",
        "Đất đai",
        "Mở quán",
    ];
    HomePage {
        frame: frame(Face::Citizen, "/", "Ông/bà cần làm việc gì?"),
        cards: cards.map(|text| view(text, 1, false)).to_vec(),
    }
}

fn question() -> QuestionPage {
    let mut frame = frame(Face::Citizen, "/nop/7", "Ông/bà muốn nhận kết quả ở đâu?");
    frame.look.big = true;
    QuestionPage {
        frame,
        choices: choices(),
    }
}

/// Compares a page with its golden copy, and writes it to look at when asked to.
#[expect(
    clippy::disallowed_methods,
    reason = "a test says by its environment where to look"
)]
fn check(name: &str, page: &impl Template) {
    let html = page.render().unwrap();
    let mut golden_html = format!("{html}\n");
    let mut look_html = html;
    for asset in ["motcua.css", "motcua.js", "palette.js", "mark.svg"] {
        golden_html = golden_html.replace(assets::url(asset), &format!("/tinh/…/{asset}"));
        look_html = look_html.replace(assets::url(asset), asset);
    }
    if let Some(folder) = std::env::var_os("MOTCUA_GALLERY") {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{name}.html")), look_html).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        for asset in ["motcua.css", "motcua.js", "palette.js", "mark.svg"] {
            fs::copy(from.join(asset), folder.join(asset)).unwrap();
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.html"));
    if std::env::var("MOTCUA_GOLDEN").is_ok_and(|wish| wish == "write") {
        fs::write(&golden, &golden_html).unwrap();
    }
    let kept = fs::read_to_string(&golden).unwrap();
    assert!(
        kept == golden_html,
        "{name}: differs from {}; see gallery.rs",
        golden.display()
    );
}

#[test]
fn fields_are_drawn_as_before() {
    check("form", &form(FormErrors::new()));
    check("form_errors", &form(all_errors()));
    check("question", &question());
}

#[test]
fn citizens_pages_are_drawn_as_before() {
    check("home", &home());
    check("track", &track());
}

#[test]
fn officials_pages_are_drawn_as_before() {
    check("inbox", &inbox());
    check("dossier", &dossier());
}

#[test]
fn every_macro_is_in_the_gallery() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut drawn = fs::read_to_string(templates.join("frame.html")).unwrap();
    for page in fs::read_dir(templates.join("gallery")).unwrap() {
        drawn += &fs::read_to_string(page.unwrap().path()).unwrap();
    }
    for scope in ["fields", "ui", "mc"] {
        let macros =
            fs::read_to_string(templates.join(format!("components/{scope}.html"))).unwrap();
        for rest in macros.split("{%- macro ").skip(1) {
            let Some((name, _)) = rest.split_once('(') else {
                continue;
            };
            let inside = macros.contains(&format!("{{{{- {name}("))
                || macros.contains(&format!("{{{{ {name}("));
            assert!(
                inside || drawn.contains(&format!("{scope}::{name}(")),
                "{scope}::{name}"
            );
        }
    }
}

#[test]
fn what_people_type_never_becomes_markup() {
    let mut page = form(all_errors());
    page.full_name = "\"><script>alert(1)</script>".to_owned();
    let html = page.render().unwrap();
    assert!(!html.contains("<script>alert"));
    assert!(html.contains("&#60;hết&#62;"));
}

#[test]
fn no_page_needs_inline_code_or_style() {
    let pages = [
        form(all_errors()).render(),
        track().render(),
        inbox().render(),
        dossier().render(),
    ];
    for html in pages {
        let html = html.unwrap();
        assert!(!html.contains(" style=") && !html.contains("<style"));
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"));
        let files = html.matches("<script type=\"module\" src=\"/tinh/").count();
        assert_eq!(html.matches("<script").count(), files);
        assert_eq!(html.matches("<h1").count(), html.matches("</h1").count());
    }
}

#[test]
fn every_label_and_description_leads_to_something() {
    for html in [
        form(all_errors()).render(),
        inbox().render(),
        dossier().render(),
    ] {
        let html = html.unwrap();
        for attribute in [
            "for=\"",
            "aria-describedby=\"",
            "aria-labelledby=\"",
            "href=\"#",
        ] {
            for rest in html.split(attribute).skip(1) {
                let ids = rest.split('"').next().unwrap();
                for id in ids.split(' ') {
                    assert!(html.contains(&format!("id=\"{id}\"")), "{attribute}{id}");
                }
            }
        }
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands twice");
    }
}
