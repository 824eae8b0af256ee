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
use super::{Caption, Typed, frame_in_both, typed};
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::language::Language;
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
    caption: Caption,
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
    caption: Caption,
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
    let language = look.language;
    let today = app.now().today();
    let mut errors = match opened.filled.applicant.read_in(today, language) {
        Ok(_) => FormErrors::new(),
        Err(errors) => errors,
    };
    // Linked procedures are asked for by whoever fills the form in.
    if opened.bundle.is_none() && !matches!(typed(&form, "acting"), "yes" | "no") {
        let said = language.say(
            "Chọn ông/bà nộp cho chính mình hay nộp thay",
            "Choose whether you apply for yourself or for somebody else",
        );
        errors.add("acting", said);
    }
    if !errors.is_empty() {
        let mut page = page(&app, look, &opened, back);
        if typed(&form, "acting").is_empty() && opened.bundle.is_none() {
            page.acting = acting("", page.is_person, language);
        }
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    opened.keep(&app).await?;
    let lacks_other = opened.filled.represented
        && read_representative(&opened.filled.representative, language).is_err();
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
    if let Err(errors) = read_representative(&opened.filled.representative, look.language) {
        let mut page = other(&app, look, &opened, back);
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    opened.keep(&app).await?;
    Ok(opened.onwards(Page::Representative, back))
}

/// Reads the representative, or says beside which field what is to be mended.
pub(super) fn read_representative(
    own: &TypedRepresentative,
    language: Language,
) -> Result<Representative, FormErrors> {
    let mut errors = FormErrors::new();
    let name = match own.name.parse::<PersonName>() {
        Ok(name) => name.show(),
        Err(why) => {
            errors.add("name", field::name_in(&why, language));
            String::new()
        }
    };
    let identity = match own.identity.parse::<PersonalId>() {
        Ok(id) => id.as_str().to_owned(),
        Err(why) => {
            errors.add("identity", field::personal_id_in(&why, language));
            String::new()
        }
    };
    let phone = match own.phone.trim() {
        "" => None,
        text => match text.parse::<Phone>() {
            Ok(phone) => Some(phone.as_str().to_owned()),
            Err(why) => {
                errors.add("phone", field::phone_in(&why, language));
                None
            }
        },
    };
    let authority = clean(&own.authority).trim().to_owned();
    if authority.is_empty() {
        let ask = language.say(
            "Ghi giấy ủy quyền hoặc quan hệ, ví dụ: Giấy ủy quyền ngày 02/03/2026",
            "Name the authorisation or the relation, for example: authorisation of 2 March 2026",
        );
        errors.add("authority", ask);
    } else if authority.chars().count() > AUTHORITY_MAX {
        let ask = match language {
            Language::Vietnamese => format!("Viết gọn trong {AUTHORITY_MAX} ký tự"),
            Language::English => format!("Write at most {AUTHORITY_MAX} characters"),
        };
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

fn acting(chosen: &str, is_person: bool, language: Language) -> Vec<Choice> {
    let own = if is_person {
        language.say("Cho chính mình", "For myself")
    } else {
        language.say("Cho chính tổ chức này", "For this organisation")
    };
    let other = language.say("Nộp thay người khác", "For somebody else");
    let hint = language.say(
        "Có giấy ủy quyền hoặc là người thân",
        "With an authorisation, or as a relative",
    );
    let own = Choice::new("no", own);
    let other = Choice::new("yes", other).hint(hint);
    Choice::pick(vec![own, other], chosen)
}

/// What the page about the applicant is called, and their part of the check.
pub(super) fn title(is_person: bool, language: Language) -> &'static str {
    if is_person {
        language.say("Người đề nghị", "Applicant")
    } else {
        language.say("Tổ chức đề nghị", "Organisation that applies")
    }
}

/// The same of whoever acts for the applicant.
pub(super) fn other_title(language: Language) -> &'static str {
    language.say("Người nộp thay", "Who applies for them")
}

/// What the applicant's address is called.
pub(super) fn address_label(is_person: bool, language: Language) -> &'static str {
    if is_person {
        language.say("Nơi ở", "Home address")
    } else {
        language.say("Trụ sở", "Head office")
    }
}

/// What a sex is called.
pub(super) fn sex_name(sex: &str, language: Language) -> &'static str {
    match sex {
        "male" => language.say("Nam", "Male"),
        "female" => language.say("Nữ", "Female"),
        _ => "",
    }
}

fn page(app: &App, look: Look, opened: &Opened, back: bool) -> ApplicantPage {
    let own = opened.filled.applicant.clone();
    let is_person = !own.is_organisation();
    let action = look.here.clone();
    let language = look.language;
    let sexes = ["male", "female"].map(|sex| Choice::new(sex, sex_name(sex, language)));
    // Before the first save nobody has said for whom it is.
    let said = match (opened.filled.represented, own.name.is_empty()) {
        (true, _) => "yes",
        (false, false) => "no",
        (false, true) => "",
    };
    ApplicantPage {
        frame: frame_in_both(app, look, title(is_person, language)),
        caption: opened.caption(Page::Applicant, language),
        back: opened.before(Page::Applicant, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        is_person,
        address_label: address_label(is_person, language),
        birth: TypedDate::new(&own.birth_day, &own.birth_month, &own.birth_year),
        sexes: Choice::pick(sexes.to_vec(), &own.sex),
        acting: if opened.bundle.is_some() {
            Vec::new()
        } else {
            acting(said, is_person, language)
        },
        own,
    }
}

fn other(app: &App, look: Look, opened: &Opened, back: bool) -> RepresentativePage {
    let action = look.here.clone();
    let language = look.language;
    RepresentativePage {
        frame: frame_in_both(app, look, other_title(language)),
        caption: opened.caption(Page::Representative, language),
        back: opened.before(Page::Representative, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        own: opened.filled.representative.clone(),
    }
}
