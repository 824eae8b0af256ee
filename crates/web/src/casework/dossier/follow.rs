//! "Theo dõi": an official marks a dossier to keep an eye on it, and takes the mark off again.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use store::Loaded;

use crate::app::App;
use crate::fault::Broken;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials::{self, followed};
use crate::session::Officer;

/// What the button that takes the mark off sends.
const END: &str = "bo";

/// The address of the mark.
pub(super) fn router() -> Router<App> {
    Router::new().route("/xu-ly/ho-so/{code}/theo-doi", post(mark))
}

/// The mark as the dossier's page shows it.
#[derive(Debug)]
pub(super) struct Following {
    /// Where the form goes.
    pub action: String,
    /// Whether the one who looks follows the dossier.
    pub is_on: bool,
    /// The list of what they follow; empty when they have none.
    pub list: String,
}

impl Following {
    /// Whether this official follows the dossier.
    pub(super) async fn of(app: &App, officer: &Officer, loaded: &Loaded) -> Result<Self, Broken> {
        let page = officials::dossier_address(&loaded.dossier.code);
        let id = officer.official().id;
        Ok(Self {
            action: format!("{page}/theo-doi"),
            is_on: app.store.is_followed(id, loaded.id).await?,
            list: followed::address(officer).unwrap_or_default(),
        })
    }
}

async fn mark(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    form: Incoming,
) -> Result<Response, Broken> {
    // Nothing of the dossier is shown here, so no look is noted.
    let Some(loaded) = officials::find(&app, &officer, &code).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let id = officer.official().id;
    if form.text("viec") == END {
        app.store.unfollow(id, loaded.id).await?;
    } else {
        app.store.follow(id, loaded.id, app.now()).await?;
    }
    let page = officials::dossier_address(&loaded.dossier.code);
    Ok(Redirect::to(&page).into_response())
}
