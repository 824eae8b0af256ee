//! Why this day: the promise of a dossier, day by day, for whoever holds its secret.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::dossier::Dossier;
use domain::dossier::explanation::explain;

use super::{below_find, open};
use crate::app::App;
use crate::explained::Why;
use crate::fault::Broken;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};

#[derive(Template)]
#[template(path = "citizen/track/why.html")]
struct WhyPage {
    frame: Frame,
    code: String,
    why: Option<Why>,
    /// Why there is nothing to explain.
    sentence: &'static str,
}

/// The address of the page; empty for a dossier that is promised for no day.
pub(super) fn address(dossier: &Dossier) -> String {
    dossier
        .promise
        .as_ref()
        .map_or_else(String::new, |_| format!("/tra-cuu/{}/vi-sao", dossier.code))
}

pub(super) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let (code, loaded) = match open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let rules = app.rules().await?;
    let language = look.language;
    let history = loaded.history.iter().map(|entry| &entry.recorded);
    let calendar = rules.calendar_for(&loaded.dossier.competent, app.now().today());
    let told = explain(history, calendar);
    let title = language.say("Vì sao là ngày này?", "Why this day?");
    let dossier = format!("{} {code}", language.say("Hồ sơ", "Application"));
    Ok(draw(&WhyPage {
        frame: below_find(&app, look, title).below(dossier, format!("/tra-cuu/{code}")),
        code: code.as_str().to_owned(),
        why: told.map(|told| Why::of(&told, &loaded.dossier, &rules, app.now(), language)),
        sentence: nothing(&loaded.dossier, language),
    }))
}

fn nothing(dossier: &Dossier, language: Language) -> &'static str {
    if dossier.received_at.is_some() {
        language.say(
            "Thủ tục này không có thời hạn riêng nên hồ sơ không hẹn ngày trả.",
            "The procedure has no time limit of its own, so no day was promised.",
        )
    } else {
        language.say(
            "Hồ sơ chưa được tiếp nhận nên chưa hẹn ngày trả. Thời hạn bắt đầu tính từ lúc tiếp \
             nhận.",
            "The application is not received yet, so no day is promised. The time limit begins at \
             reception.",
        )
    }
}
