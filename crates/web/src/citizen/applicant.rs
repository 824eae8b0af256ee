//! Who applies, and who acts for the applicant.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use domain::people::Representative;
use domain::people::identity::{PersonName, PersonalId, Phone};
use domain::vietnamese::clean;

use super::draft::{self, Opened, TypedRepresentative};
use super::journey::Page;
use super::{Typed, frame, typed};
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::wording::field;

/// Longest description of the paper that gives the authority, in characters.
const AUTHORITY_MAX: usize = 300;

/// `/nop/{code}/nguoi-nop`, `/nop/{code}/nguoi-duoc-uy-quyen`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/nop/{code}/nguoi-nop", get(show).post(save))
        .route(
            "/nop/{code}/nguoi-duoc-uy-quyen",
            get(show_representative).post(save_representative),
        )
}

#[derive(Template)]
#[template(path = "citizen/applicant.html")]
struct ApplicantPage {
    frame: Frame,
    step: String,
    back: String,
    save: String,
    action: String,
    is_person: bool,
    address_label: &'static str,
    own: TypedApplicant,
    birth: TypedDate,
    sexes: Vec<Choice>,
    acting: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "citizen/applicant_representative.html")]
struct RepresentativePage {
    frame: Frame,
    step: String,
    back: String,
    save: String,
    action: String,
    own: TypedRepresentative,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => Ok(draw(&page(&app, look, &opened, asked.contains_key("ve")))),
        Err(answer) => Ok(answer),
    }
}

async fn save(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let mut opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let back = asked.contains_key("ve");
    let kind = std::mem::take(&mut opened.filled.applicant.kind);
    opened.filled.applicant = read_typed(&form, kind);
    opened.filled.represented = typed(&form, "acting") == "yes";
    let mut errors = match opened.filled.applicant.read(app.now().today(), "") {
        Ok(_) => FormErrors::new(),
        Err(errors) => errors,
    };
    if !matches!(typed(&form, "acting"), "yes" | "no") {
        errors.add("acting", "Chọn ông/bà nộp cho chính mình hay nộp thay");
    }
    if !errors.is_empty() {
        let mut page = page(&app, look, &opened, back);
        if typed(&form, "acting").is_empty() {
            page.acting = acting("", page.is_person);
        }
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    opened.keep(&app).await?;
    let lacks_other =
        opened.filled.represented && read_representative(&opened.filled.representative).is_err();
    Ok(opened.onwards(Page::Applicant, back && !lacks_other))
}

async fn show_representative(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => Ok(draw(&other(&app, look, &opened, asked.contains_key("ve")))),
        Err(answer) => Ok(answer),
    }
}

async fn save_representative(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let mut opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let back = asked.contains_key("ve");
    let text = |name| typed(&form, name).to_owned();
    opened.filled.represented = true;
    opened.filled.representative = TypedRepresentative {
        name: text("name"),
        identity: text("identity"),
        phone: text("phone"),
        authority: text("authority"),
    };
    if let Err(errors) = read_representative(&opened.filled.representative) {
        let mut page = other(&app, look, &opened, back);
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    opened.keep(&app).await?;
    Ok(opened.onwards(Page::Representative, back))
}

/// Reads the representative, or says beside which field what is to be mended.
pub(super) fn read_representative(own: &TypedRepresentative) -> Result<Representative, FormErrors> {
    let mut errors = FormErrors::new();
    let name = match own.name.parse::<PersonName>() {
        Ok(name) => name.show(),
        Err(why) => {
            errors.add("name", field::name(&why));
            String::new()
        }
    };
    let identity = match own.identity.parse::<PersonalId>() {
        Ok(id) => id.as_str().to_owned(),
        Err(why) => {
            errors.add("identity", field::personal_id(&why));
            String::new()
        }
    };
    let phone = match own.phone.trim() {
        "" => None,
        text => match text.parse::<Phone>() {
            Ok(phone) => Some(phone.as_str().to_owned()),
            Err(why) => {
                errors.add("phone", field::phone(&why));
                None
            }
        },
    };
    let authority = clean(&own.authority).trim().to_owned();
    if authority.is_empty() {
        let ask = "Ghi giấy ủy quyền hoặc quan hệ, ví dụ: Giấy ủy quyền ngày 02/03/2026";
        errors.add("authority", ask);
    } else if authority.chars().count() > AUTHORITY_MAX {
        let ask = format!("Viết gọn trong {AUTHORITY_MAX} ký tự");
        errors.add("authority", ask);
    }
    errors.or(Representative {
        name,
        identity,
        phone,
        authority,
    })
}

fn read_typed(form: &Typed, kind: String) -> TypedApplicant {
    let text = |name| typed(form, name).to_owned();
    TypedApplicant {
        kind,
        name: text("name"),
        identity: text("identity"),
        birth_day: text("birth_day"),
        birth_month: text("birth_month"),
        birth_year: text("birth_year"),
        sex: text("sex"),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
    }
}

fn acting(chosen: &str, is_person: bool) -> Vec<Choice> {
    let own = if is_person {
        "Cho chính mình"
    } else {
        "Cho chính tổ chức này"
    };
    let choices = vec![
        Choice::new("no", own),
        Choice::new("yes", "Nộp thay người khác").hint("Có giấy ủy quyền hoặc là người thân"),
    ];
    Choice::pick(choices, chosen)
}

fn page(app: &App, look: Look, opened: &Opened, back: bool) -> ApplicantPage {
    let own = opened.filled.applicant.clone();
    let is_person = !own.is_organisation();
    let action = look.here.clone();
    let title = if is_person {
        "Người đề nghị"
    } else {
        "Tổ chức đề nghị"
    };
    let sexes = vec![Choice::new("male", "Nam"), Choice::new("female", "Nữ")];
    // Before the first save nobody has said for whom it is.
    let said = match (opened.filled.represented, own.name.is_empty()) {
        (true, _) => "yes",
        (false, false) => "no",
        (false, true) => "",
    };
    ApplicantPage {
        frame: frame(app, look, title),
        step: opened.step(Page::Applicant),
        back: opened.before(Page::Applicant, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        is_person,
        address_label: if is_person { "Nơi ở" } else { "Trụ sở" },
        birth: TypedDate::new(&own.birth_day, &own.birth_month, &own.birth_year),
        sexes: Choice::pick(sexes, &own.sex),
        acting: acting(said, is_person),
        own,
    }
}

fn other(app: &App, look: Look, opened: &Opened, back: bool) -> RepresentativePage {
    let action = look.here.clone();
    RepresentativePage {
        frame: frame(app, look, "Người nộp thay"),
        step: opened.step(Page::Representative),
        back: opened.before(Page::Representative, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        own: opened.filled.representative.clone(),
    }
}
