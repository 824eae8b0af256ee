//! Several dossiers taken or given at once from a list.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::people::OfficialId;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Broken;
use crate::incoming::Incoming;
use crate::look::{Look, own_address};
use crate::officials;
use crate::officials::giving::{Chosen, Given, Giving, Told};
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;

/// The address of the form around lists.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/hang-loat", post(take))
}

#[derive(Template)]
#[template(path = "casework/bulk.html")]
struct BulkPage {
    frame: Frame,
    /// The list to come back to.
    back: String,
    told: Vec<Told>,
}

/// The page that says what became of each dossier; `back` is the list to come back to.
pub(super) fn answer(frame: Frame, back: String, given: Given) -> Response {
    let Given { status, told, note } = given;
    let frame = frame.note(note);
    draw_as(status, &BulkPage { frame, back, told })
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    form: Incoming,
) -> Result<Response, Broken> {
    let faces = [Face::Casework, Face::Leader];
    if let Some(closed) = officials::closed(&app, &officer, &look, &faces) {
        return Ok(closed);
    }
    let own = officer.official().id;
    let to = match form.text("viec") {
        "giao" => form.text("nguoi").parse::<Uuid>().ok().map(OfficialId),
        _ => Some(own),
    };
    let given = match (Chosen::in_form(&form), to) {
        (Err(why), _) => Given::nothing(why),
        (Ok(_), None) => Given::nothing("Chọn cán bộ được giao hồ sơ.".to_owned()),
        (Ok(chosen), Some(to)) => {
            let name = match app.store.account(to).await? {
                Some(_) if to == own => "ông/bà".to_owned(),
                Some(account) => account.name,
                None => String::new(),
            };
            let giving = Giving {
                app: &app,
                officer: &officer,
                absent: None,
                key: form.key(),
                to,
                name,
                reason: String::new(),
            };
            giving.give_all(&chosen).await
        }
    };
    let rules = app.rules().await?;
    let face = officials::home_face(&officer);
    let title = "Kết quả nhận và giao việc";
    let frame = officials::frame(&app, &rules, &officer, face, look, title);
    Ok(answer(
        frame,
        own_address(form.text("ve")).to_owned(),
        given,
    ))
}
