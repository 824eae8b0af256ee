//! How often each agency asked for papers more than once, for everybody to read: one request is
//! what the law leaves it, a further one needs its leader's reason.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;

use super::{frame_in_both, unit_name};
use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::page::{Frame, draw};
use crate::show;

/// `/cong-khai/bo-sung`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/cong-khai/bo-sung", get(page))
}

#[derive(Template)]
#[template(path = "citizen/asked_again.html")]
struct AskedAgain {
    frame: Frame,
    from: String,
    to: String,
    /// Agency and count, the highest first.
    lines: Vec<(String, String)>,
}

async fn page(State(app): State<App>, look: Look) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let today = app.now().today();
    let from = Date::new(today.year(), 1, 1).unwrap_or(today);
    let counts = app.store.asked_again_by_agency(from, today).await?;
    let mut lines: Vec<(String, u64)> = counts
        .iter()
        .map(|(agency, count)| (unit_name(&rules, agency), *count))
        .collect();
    lines.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let title = look.language.say(
        "Yêu cầu bổ sung quá một lần",
        "Papers asked for more than once",
    );
    Ok(draw(&AskedAgain {
        frame: frame_in_both(&app, look, title).below_home(),
        from: show::date(from),
        to: show::date(today),
        lines: lines
            .into_iter()
            .map(|(agency, count)| (agency, show::number(count)))
            .collect(),
    }))
}
