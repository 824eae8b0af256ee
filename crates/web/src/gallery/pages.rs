//! The pages of the gallery: every component stands on one of them.

use std::sync::Arc;

use askama::Template;

use super::sample::{LONG_NAME, choices, facts, files, lights, steps, tasks};
use super::site;
use crate::components::{CheckRow, Fact, FeeLine, Light, ReceivedFile, Step, Task, View};
use crate::form::{Choice, FormErrors, TypedDate};
use crate::look::Look;
use crate::page::{Face, Frame, Note, SignedIn};

#[derive(Template)]
#[template(path = "gallery/form.html")]
pub(super) struct FormPage {
    frame: Frame,
    pub(super) full_name: String,
    born_on: TypedDate,
    reason: &'static str,
    choices: Vec<Choice>,
    sexes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/question.html")]
pub(super) struct QuestionPage {
    frame: Frame,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/home.html")]
pub(super) struct HomePage {
    frame: Frame,
    cards: Vec<View>,
}

#[derive(Template)]
#[template(path = "gallery/track.html")]
pub(super) struct TrackPage {
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
pub(super) struct InboxPage {
    frame: Frame,
    lights: Vec<Light>,
    views: Vec<View>,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "gallery/dossier.html")]
pub(super) struct DossierPage {
    frame: Frame,
    lights: Vec<Light>,
    checks: Vec<CheckRow>,
    files: Vec<ReceivedFile>,
    facts: Vec<Fact>,
    steps: Vec<Step>,
}

fn frame(face: Face, here: &str, title: &str) -> Frame {
    let look = Look {
        here: here.to_owned(),
        ..Look::default()
    };
    Frame::new(&Arc::new(site()), face, look, title)
}

fn officials(here: &str, title: &str) -> Frame {
    frame(Face::Desk, here, title).signed_in(SignedIn {
        name: "Lò Thị Mai".to_owned(),
        unit: "Bộ phận Một cửa xã Mường Tè".to_owned(),
        faces: vec![Face::Desk, Face::Casework],
    })
}

pub(super) fn form(errors: FormErrors) -> FormPage {
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

pub(super) fn track() -> TrackPage {
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

pub(super) fn inbox() -> InboxPage {
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

pub(super) fn dossier() -> DossierPage {
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

pub(super) fn home() -> HomePage {
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

pub(super) fn question() -> QuestionPage {
    let mut frame = frame(Face::Citizen, "/nop/7", "Ông/bà muốn nhận kết quả ở đâu?");
    frame.look.big = true;
    QuestionPage {
        frame,
        choices: choices(),
    }
}
