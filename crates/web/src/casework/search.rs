//! Search: by code, name, personal number, phone, or the last digits of a code or a phone.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::people::agency::{Agency, AgencyId};
use domain::people::identity::{PersonalId, Phone, TaxCode};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use serde::Deserialize;
use store::{Found, LookupKind, Sought};

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::{self, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// Days back to which the last digits of a code are taken for those of a dossier.
const DAYS_BACK: usize = 60;

/// Digits of a dossier's running number.
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 4..=6;

/// What is said when there are more dossiers than are shown.
const MORE: &str = "Còn nhiều hồ sơ khác. Hãy gõ thêm họ tên, số cuối mã hồ sơ hoặc số điện thoại.";

/// The same search stands among the desk's pages and among casework's.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/tim", get(in_casework))
        .route("/quay/tim", get(at_the_desk))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// As typed or scanned.
    q: String,
}

#[derive(Template)]
#[template(path = "casework/search.html")]
struct SearchPage {
    frame: Frame,
    /// What is scanned goes in a body then, to the scanner's page, which sends here what it seeks.
    has_scanner: bool,
    sought: String,
    rows: Vec<Row>,
    more: &'static str,
    nothing: String,
}

async fn in_casework(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(asked): Query<Asked>,
) -> Result<Response, Broken> {
    search(app, officer, look, asked, Face::Casework).await
}

async fn at_the_desk(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(asked): Query<Asked>,
) -> Result<Response, Broken> {
    search(app, officer, look, asked, Face::Desk).await
}

/// Searches among what this official may see.
async fn search(
    app: App,
    officer: Officer,
    look: Look,
    asked: Asked,
    face: Face,
) -> Result<Response, Broken> {
    // Leaders have no search of their own: they look among casework's.
    let faces: &[Face] = match face {
        Face::Desk => &[Face::Desk],
        Face::Citizen | Face::Casework | Face::Leader | Face::Admin => {
            &[Face::Casework, Face::Leader]
        }
    };
    if let Some(closed) = officials::closed(&app, &officer, &look, faces) {
        return Ok(closed);
    }
    let face = if officer.faces().contains(&face) {
        face
    } else {
        Face::Leader
    };
    let text = asked.q.trim();
    let rules = app.rules().await?;
    let unit = &officer.official().unit;
    let typed = Typed::read(text, &rules, unit, app.now().today());
    if let Typed::Code(code) = &typed {
        let found = officials::find(&app, &officer, code.as_str()).await?;
        if found.is_some() {
            let page = officials::dossier_address(code);
            return Ok(Redirect::to(&page).into_response());
        }
    }
    let found = find(&app, unit, typed.sought()).await?;
    let rows = officials::rows(&app, &rules, &officer, &found.lines).await?;
    let frame = officials::frame(&app, &rules, &officer, face, look, "Tìm hồ sơ");
    Ok(draw(&SearchPage {
        frame,
        has_scanner: face.has_scanner(),
        sought: text.to_owned(),
        more: if found.more { MORE } else { "" },
        nothing: if rows.is_empty() && !found.more {
            typed.nothing(text)
        } else {
            String::new()
        },
        rows,
    }))
}

/// Everything found by any of these.
async fn find(app: &App, unit: &AgencyId, sought: &[Sought]) -> Result<Found, Broken> {
    let mut all = Found::default();
    for one in sought {
        let found = app.store.search(unit, one).await?;
        all.more |= found.more;
        for line in found.lines {
            if !all.lines.iter().any(|known| known.id == line.id) {
                all.lines.push(line);
            }
        }
    }
    Ok(all)
}

/// What the typed text was taken for.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    Nothing,
    Code(DossierCode),
    /// A number of the applicant, or the end of a code or a phone.
    Number(Vec<Sought>),
    /// A name, perhaps with the end of a code or a phone behind it.
    Name(Vec<Sought>),
    Unknown,
}

impl Typed {
    fn read(text: &str, rules: &Rulebook, unit: &AgencyId, today: Date) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        if let Ok(code) = text.parse::<DossierCode>() {
            return Self::Code(code);
        }
        let agencies = agency_codes(rules, unit);
        if is_code_end(text) {
            let codes = agencies.iter().map(|agency| format!("{agency}-{text}"));
            let codes = codes.filter_map(|code| code.parse::<DossierCode>().ok());
            return Self::Number(vec![Sought {
                codes: Some(codes.collect()),
                ..Sought::default()
            }]);
        }
        if let Some(number) = number(text) {
            return Self::Number(vec![Sought {
                number: Some(number),
                ..Sought::default()
            }]);
        }
        let (name, end) = split_end(text);
        let by_end = end.map(|end| by_end(end, &agencies, today));
        if name.is_empty() {
            return by_end.map_or(Self::Unknown, Self::Number);
        }
        if !name.chars().any(char::is_alphabetic) {
            return Self::Unknown;
        }
        let mut sought = by_end.unwrap_or_default();
        for one in &mut sought {
            name.clone_into(&mut one.name);
        }
        // The digits may belong to the name of an organisation.
        sought.push(Sought {
            name: text.to_owned(),
            ..Sought::default()
        });
        Self::Name(sought)
    }

    fn sought(&self) -> &[Sought] {
        match self {
            Self::Number(sought) | Self::Name(sought) => sought,
            Self::Nothing | Self::Code(_) | Self::Unknown => &[],
        }
    }

    /// What is said when nothing was found.
    fn nothing(&self, text: &str) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Code(_) => {
                "Không có hồ sơ mang mã này trong phần việc của ông/bà. Kiểm tra 4 số \
                 cuối trên giấy hẹn."
                    .to_owned()
            }
            Self::Number(_) => "Không có hồ sơ nào khớp số này trong phần việc của ông/bà. Mã hồ \
                 sơ cũ hơn 60 ngày thì nhập cả mã, ví dụ H35.21.01-261120-0008."
                .to_owned(),
            Self::Name(_) => format!(
                "Không thấy hồ sơ của “{text}” trong phần việc của ông/bà. Kiểm tra họ tên, hoặc \
                 tìm bằng mã hồ sơ, số định danh, số điện thoại."
            ),
            Self::Unknown => "Chưa nhận ra nội dung tìm. Nhập mã hồ sơ, họ tên, số định danh 12 \
                 số, số điện thoại, hoặc 4 số cuối của mã hay điện thoại."
                .to_owned(),
        }
    }
}

/// The number of a person or an organisation that the text is.
fn number(text: &str) -> Option<(LookupKind, String)> {
    if let Ok(id) = text.parse::<PersonalId>() {
        return Some((LookupKind::Identity, id.as_str().to_owned()));
    }
    if let Ok(phone) = text.parse::<Phone>() {
        return Some((LookupKind::Phone, phone.as_str().to_owned()));
    }
    let code = text.parse::<TaxCode>().ok()?;
    Some((LookupKind::Identity, code.as_str().to_owned()))
}

/// Whether the text is the end of a code from its day on: `261120-0008`.
fn is_code_end(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(day, number)| {
        day.len() == 6 && digits(day) && NUMBER_DIGITS.contains(&number.len()) && digits(number)
    })
}

/// A name, and the digits at its end that tell its bearer's dossiers apart.
fn split_end(text: &str) -> (&str, Option<&str>) {
    let (name, end) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let digits = end.bytes().all(|byte| byte.is_ascii_digit());
    if digits && NUMBER_DIGITS.contains(&end.len()) {
        (name.trim_end(), Some(end))
    } else {
        (text, None)
    }
}

/// By the end of a phone, and by the end of a code of the last days.
fn by_end(end: &str, agencies: &[String], today: Date) -> Vec<Sought> {
    let mut sought = Vec::new();
    if let Ok(number) = end.parse::<u32>() {
        let days = std::iter::successors(Some(today), |day| day.yesterday().ok());
        let of_day = |day: Date| {
            let issue = move |agency: &String| DossierCode::issue(agency, day, number);
            agencies.iter().map(issue)
        };
        sought.push(Sought {
            codes: Some(days.take(DAYS_BACK).flat_map(of_day).collect()),
            ..Sought::default()
        });
    }
    if end.len() == 4 {
        sought.push(Sought {
            number: Some((LookupKind::PhoneEnd, end.to_owned())),
            ..Sought::default()
        });
    }
    sought
}

/// What stands at the front of the codes of this unit's dossiers: the agency's own code, and those
/// of its desks.
fn agency_codes(rules: &Rulebook, unit: &AgencyId) -> Vec<String> {
    let organisation = &rules.organisation;
    let of = |agency: &Agency| agency.agency_code.clone().map(String::from);
    let above = organisation.ancestors(unit);
    let mut path = organisation.find(unit).into_iter().chain(above);
    let Some(agency) = path.find(|agency| agency.agency_code.is_some()) else {
        return Vec::new();
    };
    let desks = organisation
        .children(&agency.id)
        .filter(|desk| desk.kind.is_desk());
    of(agency).into_iter().chain(desks.filter_map(of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_typed_says_by_what_to_look() {
        let kind = |text: &str| number(text).map(|(kind, _)| kind);
        assert_eq!(kind("0912 345 678"), Some(LookupKind::Phone));
        assert_eq!(kind("012190000017"), Some(LookupKind::Identity));
        assert_eq!(kind("5678"), None);
        assert_eq!(kind("Lò Thị Mai"), None);
    }

    #[test]
    fn digits_behind_a_name_are_told_from_the_name() {
        assert_eq!(split_end("Lò Thị Mai 5678"), ("Lò Thị Mai", Some("5678")));
        assert_eq!(split_end("5678"), ("", Some("5678")));
        assert_eq!(split_end("Lò Thị Mai"), ("Lò Thị Mai", None));
        assert_eq!(split_end("Công ty 68"), ("Công ty 68", None));
        assert!(is_code_end("261120-0008"));
        assert!(!is_code_end("2611-0008"));
    }

    #[test]
    fn four_digits_end_a_phone_or_a_code_of_the_last_days() {
        let sought = by_end("0012", &["H35.1".to_owned()], date(2026, 3, 1));
        let codes = sought[0].codes.as_deref().unwrap_or_default();
        assert_eq!(codes.len(), DAYS_BACK);
        assert_eq!(codes[0].as_str(), "H35.1-260301-0012");
        assert_eq!(codes[1].as_str(), "H35.1-260228-0012");
        assert_eq!(
            sought[1].number,
            Some((LookupKind::PhoneEnd, "0012".to_owned()))
        );
        assert_eq!(by_end("10012", &[], date(2026, 3, 1)).len(), 1);
    }
}
