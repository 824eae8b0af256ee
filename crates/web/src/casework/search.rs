//! Search: by code, personal number, phone, or the last four digits of a phone.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::people::agency::AgencyId;
use domain::people::identity::{PersonalId, Phone, TaxCode};
use serde::Deserialize;
use store::{Filter, LookupKind, Scope};

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::{self, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The most dossiers that one search shows.
const FOUND_MAX: u64 = 50;

/// The same search stands among the desk's pages and among casework's.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/tim", get(in_casework))
        .route("/quay/tim", get(at_the_desk))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sought {
    /// As typed or scanned.
    q: String,
}

#[derive(Template)]
#[template(path = "casework/search.html")]
struct SearchPage {
    frame: Frame,
    action: &'static str,
    sought: String,
    rows: Vec<Row>,
    nothing: String,
}

async fn in_casework(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(sought): Query<Sought>,
) -> Result<Response, Broken> {
    search(app, officer, look, sought, Face::Casework).await
}

async fn at_the_desk(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(sought): Query<Sought>,
) -> Result<Response, Broken> {
    search(app, officer, look, sought, Face::Desk).await
}

/// Searches among what this official may see.
async fn search(
    app: App,
    officer: Officer,
    look: Look,
    sought: Sought,
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
    let text = sought.q.trim();
    let mut rows = Vec::new();
    let mut nothing = "";
    let rules = app.rules().await?;
    if !text.is_empty() {
        if let Ok(code) = text.parse::<DossierCode>() {
            let found = app.store.find(&code).await?;
            if found.is_some_and(|loaded| officials::may_see(&officer, &loaded.dossier)) {
                let page = officials::dossier_address(&code);
                return Ok(Redirect::to(&page).into_response());
            }
            nothing = "Không có hồ sơ mang mã này trong phần việc của ông/bà. Kiểm tra 4 số cuối \
                       trên giấy hẹn.";
        } else if let Some((kind, value)) = kind_of(text) {
            rows = find(&app, &officer, kind, &value).await?;
            nothing = "Không có hồ sơ nào khớp số này trong phần việc của ông/bà. Tìm bằng mã thì \
                       nhập cả mã, ví dụ H35.21.01-261120-0008.";
        } else {
            nothing = "Chưa nhận ra nội dung tìm. Nhập mã hồ sơ, số định danh 12 số, số điện \
                       thoại, hoặc 4 số cuối điện thoại.";
        }
    }
    let frame = officials::frame(&app, &rules, &officer, face, look, "Tìm hồ sơ");
    Ok(draw(&SearchPage {
        frame,
        action: match face {
            Face::Desk => "/quay/tim",
            Face::Citizen | Face::Casework | Face::Leader | Face::Admin => "/xu-ly/tim",
        },
        sought: text.to_owned(),
        nothing: if rows.is_empty() {
            nothing.to_owned()
        } else {
            String::new()
        },
        rows,
    }))
}

/// By what the text finds people.
fn kind_of(text: &str) -> Option<(LookupKind, String)> {
    let is_end = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_end {
        return Some((LookupKind::PhoneEnd, text.to_owned()));
    }
    if let Ok(id) = text.parse::<PersonalId>() {
        return Some((LookupKind::Identity, id.as_str().to_owned()));
    }
    if let Ok(phone) = text.parse::<Phone>() {
        return Some((LookupKind::Phone, phone.as_str().to_owned()));
    }
    let code = text.parse::<TaxCode>().ok()?;
    Some((LookupKind::Identity, code.as_str().to_owned()))
}

/// Everything found that the official's unit received, holds or answers for.
async fn find(
    app: &App,
    officer: &Officer,
    kind: LookupKind,
    value: &str,
) -> Result<Vec<Row>, Broken> {
    let among = app.store.find_by(kind, value).await?;
    if among.is_empty() {
        return Ok(Vec::new());
    }
    let unit = &officer.official().unit;
    let scopes: [fn(AgencyId) -> Scope; 3] = [Scope::ReceivedAt, Scope::HeldBy, Scope::SettledBy];
    let mut lines: Vec<store::Line> = Vec::new();
    for scope in scopes {
        let filter = Filter {
            open: None,
            among: Some(among.clone()),
            limit: FOUND_MAX,
            ..Filter::open_in(scope(unit.clone()))
        };
        for line in app.store.list(&filter).await?.lines {
            if !lines.iter().any(|known| known.id == line.id) {
                lines.push(line);
            }
        }
    }
    let rules = app.rules().await?;
    officials::rows(app, &rules, officer, &lines).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_says_by_what_to_look() {
        let kind = |text: &str| kind_of(text).map(|(kind, _)| kind);
        assert_eq!(kind("5678"), Some(LookupKind::PhoneEnd));
        assert_eq!(kind("0912 345 678"), Some(LookupKind::Phone));
        assert_eq!(kind("012190000017"), Some(LookupKind::Identity));
        assert_eq!(kind("Lò Thị Mai"), None);
    }
}
