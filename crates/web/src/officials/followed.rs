//! What an official follows: which of it they may still see is asked anew at each reading.

use domain::policy;
use store::{Cursor, Filter, Line, Page};

use crate::app::App;
use crate::fault::Broken;
use crate::officials;
use crate::officials::view::InboxView;
use crate::page::Face;
use crate::session::Officer;

/// A page of a list of followed dossiers, without those that this official may see no more: the
/// mark stays, and shows again what comes back to them.
pub async fn seen(app: &App, officer: &Officer, mut filter: Filter) -> Result<Page, Broken> {
    let limit = usize::try_from(filter.limit).unwrap_or(usize::MAX);
    let order = filter.after.map_or(filter.order, Cursor::order);
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let page = app.store.list(&filter).await?;
        for line in page.lines {
            if may_see(app, officer, &line).await? {
                lines.push(line);
            }
        }
        filter.after = page.next;
        // One more than fits, so that no next page is promised that would be empty.
        if lines.len() > limit || filter.after.is_none() {
            break;
        }
    }
    let more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines
        .last()
        .filter(|_| more)
        .map(|line| Cursor::behind(order, line));
    Ok(Page { lines, next })
}

/// A list row says who receives, holds and answers for a dossier; only for others is its history
/// asked, whether they held it before.
async fn may_see(app: &App, officer: &Officer, line: &Line) -> Result<bool, Broken> {
    let official = officer.official();
    if policy::may_see(official, &line.desk, &line.unit, &line.competent) {
        return Ok(true);
    }
    match app.store.find_by_id(line.id).await? {
        Some(loaded) => officials::may_see(app, officer, &loaded.dossier).await,
        None => Ok(false),
    }
}

/// The address of the list that shows what this official follows; none for those without lists.
pub fn address(officer: &Officer) -> Option<String> {
    let base = match officials::home_face(officer) {
        Face::Desk => "/quay/hop-viec",
        Face::Casework => "/xu-ly",
        Face::Leader => crate::leader::dossiers::HOME,
        Face::Citizen | Face::Admin => return None,
    };
    Some(InboxView::Followed.address(base))
}
