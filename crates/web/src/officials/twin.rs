//! Open dossiers of the same person for the same procedure: shown before another one is received.

use domain::rulebook::Rulebook;
use store::{Filter, LookupKind, Scope};

use crate::app::App;
use crate::fault::Broken;
use crate::officials::{self, Row};
use crate::session::Officer;

/// Open dossiers of this procedure that the bearer of this number handed in at the officer's desk.
///
/// What was handed in elsewhere is not looked at: the officer may not see it.
pub async fn open_here(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    (procedure, identity): (&str, &str),
) -> Result<Vec<Row>, Broken> {
    let among = app.store.find_by(LookupKind::Identity, identity).await?;
    if among.is_empty() {
        return Ok(Vec::new());
    }
    let desk = officer.official().unit.clone();
    let filter = Filter {
        procedure: Some(procedure.to_owned()),
        among: Some(among),
        ..Filter::open_in(Scope::ReceivedAt(desk))
    };
    let lines = app.store.list(&filter).await?.lines;
    officials::rows(app, rules, officer, &lines).await
}

/// What is said of such a dossier.
pub fn sentence(twin: &Row) -> String {
    format!(
        "Người này đã có hồ sơ {} cùng thủ tục, đang giải quyết.",
        twin.code
    )
}
