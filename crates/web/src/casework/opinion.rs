//! One opinion, as the asked unit sees it: what it was asked, and afterwards what it answered.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::policy;
use store::Viewed;

use crate::acts::story::{self, Teller};
use crate::app::App;
use crate::casework::dossier::opinions::{self, Asked};
use crate::casework::opinions::HOME;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The address of one opinion.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/y-kien/{code}/{number}", get(page))
}

#[derive(Template)]
#[template(path = "casework/opinion.html")]
struct OpinionPage {
    frame: Frame,
    code: String,
    procedure: String,
    lead: String,
    questions: Vec<(u16, String)>,
    asked: Asked,
    /// Where the dossier opens; empty for whoever no longer sees it.
    dossier: String,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path((code, number)): Path<(String, u16)>,
) -> Result<Response, Broken> {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let Some(loaded) = app.store.find(&code).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let today = app.now().today();
    let found = loaded.dossier.opinion(number).filter(|(_, opinion)| {
        policy::may_give_opinion(officer.official(), opinion, &rules, today)
    });
    let Some((round, opinion)) = found else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    officials::note(&app, &officer, &loaded, Viewed::Dossier).await?;
    let names = officials::names(&app, story::people_in(&loaded)).await?;
    let teller = Teller {
        rules: &rules,
        loaded: &loaded,
        case: None,
        names: &names,
    };
    let duty = officials::duty(&app, &officer).await?;
    let whose = (&officer, &duty);
    let (mut asked, questions) = opinions::alone(&app, whose, &teller, round, opinion);
    let sees = officials::may_see(&app, &officer, &loaded.dossier).await?;
    if !sees {
        // Files open for whoever sees the dossier.
        for answer in &mut asked.answers {
            answer.file.clear();
        }
    }
    let title = "Ý kiến được hỏi";
    let face = officials::home_face(&officer);
    let frame = officials::frame(&app, &rules, &officer, face, look, title);
    let frame = if face == Face::Leader {
        frame
    } else {
        frame.below("Ý kiến", HOME)
    };
    Ok(draw(&OpinionPage {
        frame,
        code: loaded.dossier.code.to_string(),
        procedure: officials::procedure_name(&rules, loaded.dossier.procedure.as_str()),
        lead: officials::unit_name(&rules, &round.lead),
        questions,
        asked,
        dossier: if sees {
            officials::dossier_address(&loaded.dossier.code)
        } else {
            String::new()
        },
    }))
}
