//! Right after intake: the code, the promised day, and what to print.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::command::Act;
use domain::dossier::open_now::open_now;
use store::Viewed;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, draw};
use crate::papers::Slip;
use crate::session::Officer;
use crate::{show, wording};

/// The address of what was just received.
pub fn router() -> Router<App> {
    Router::new().route("/quay/tiep-nhan/{code}", get(done))
}

#[derive(Template)]
#[template(path = "desk/received.html")]
struct ReceivedPage {
    frame: Frame,
    code: String,
    secret: String,
    promise: String,
    /// That an official typed for the applicant; empty when nobody did.
    assisted: &'static str,
    print: String,
    dossier: String,
    charge: String,
}

async fn done(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
) -> Result<Response, Broken> {
    let Some(loaded) = officials::open(&app, &officer, &code, Viewed::Dossier).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let dossier = &loaded.dossier;
    let page = officials::dossier_address(&dossier.code);
    let secret = loaded.personal.secret(dossier.secret.id);
    let actor = officer.actor();
    let duty = officials::duty(&app, &officer).await?;
    let situation = officials::situation(&actor, app.now(), &rules, &duty);
    let open = open_now(&situation, dossier);
    let link = |act| {
        if open.contains(&act) {
            format!("{page}/viec/{}", wording::act::slug(act))
        } else {
            String::new()
        }
    };
    let frame = officials::frame(&app, &rules, &officer, Face::Desk, look, "Đã tiếp nhận");
    Ok(draw(&ReceivedPage {
        frame,
        code: dossier.code.to_string(),
        secret: secret.map_or_else(String::new, |secret| show::secret(&secret.typed)),
        promise: match &dossier.promise {
            Some(promise) => format!(
                "{} {}",
                show::time(promise.due),
                show::date_with_weekday(promise.due.date())
            ),
            None => "chưa hẹn ngày".to_owned(),
        },
        assisted: dossier.assisted.map_or("", wording::ground::assisted),
        print: format!("{page}/giay/{}", Slip::Receipt.slug()),
        charge: link(Act::Charge),
        dossier: page,
    }))
}
