//! What a change of the calendar would move: counted before anybody confirms it. Nothing is
//! written.

use domain::calendar::layers::{CalendarLayer, Calendars, LayerContent, LayerOwner};
use domain::dossier::Now;
use domain::rulebook::Rulebook;
use jiff::civil::DateTime;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use super::reach::Reach;
use super::step::replayed;
use super::{Fate, fate};
use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record;
use crate::rows::{event, listing};

/// Dossiers that are counted together.
const BATCH: u64 = 400;
/// Dossiers that are counted before the change is confirmed; of more it is said that there are
/// more.
const MOST: u64 = 30_000;
/// Dossiers that are named.
const NAMED: usize = 50;

/// What a change would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignPreview {
    /// Dossiers whose limit spans a changed day, counted once more.
    pub seen: u64,
    /// Those whose promise would move.
    pub moved: u64,
    /// Those whose promise would be kept, although the count says otherwise.
    pub kept: u64,
    /// Whether there are more than were counted.
    pub has_more: bool,
    /// The first of those that would move or be kept.
    pub named: Vec<PreviewLine>,
}

/// A dossier that would move, or be kept although the count says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLine {
    /// Its code.
    pub code: String,
    /// What is promised.
    pub was_due: DateTime,
    /// What would become of it.
    pub fate: Fate,
}

impl Store {
    /// What would become of promises if this layer said this; nothing when it would be no calendar.
    pub async fn preview_calendar(
        &self,
        rules: &Rulebook,
        owner: &LayerOwner,
        content: &LayerContent,
        now: Now,
    ) -> Result<CampaignPreview, Fault> {
        let mut preview = CampaignPreview::default();
        let Some(calendars) = changed(rules, owner, content) else {
            return Ok(preview);
        };
        let day = now.today();
        let difference = rules
            .calendar
            .difference(&calendars, &rules.organisation, day);
        let Some(difference) = difference else {
            return Ok(preview);
        };
        let reach = Reach::of(&difference);
        let mut after: Option<Uuid> = None;
        loop {
            let ids = reach
                .dossiers_after(after, BATCH)
                .select_only()
                .column(listing::Column::Dossier)
                .into_tuple::<Uuid>()
                .all(self.reader())
                .await
                .doing("finding dossiers that a calendar may move")?;
            let Some(last) = ids.last().copied() else {
                return Ok(preview);
            };
            if preview.seen >= MOST {
                preview.has_more = true;
                return Ok(preview);
            }
            after = Some(last);
            preview.seen += ids.len() as u64;
            let rows = record::of_all(ids.iter().copied())
                .order_by_asc(event::Column::Dossier)
                .order_by_asc(event::Column::Number)
                .all(self.reader())
                .await
                .doing("reading events that a calendar may move")?;
            for dossier in replayed(rows).into_values().flatten() {
                let calendar = calendars.of(&rules.organisation, &dossier.competent, day);
                let (Some(fate), Some(given)) = (fate(&dossier, calendar, now), &dossier.promise)
                else {
                    continue;
                };
                preview.count(PreviewLine {
                    code: dossier.code.to_string(),
                    was_due: given.due,
                    fate,
                });
            }
        }
    }
}

impl CampaignPreview {
    fn count(&mut self, line: PreviewLine) {
        match line.fate {
            Fate::Moved(_) => self.moved += 1,
            Fate::Kept(_) => self.kept += 1,
        }
        if self.named.len() < NAMED {
            self.named.push(line);
        }
    }
}

/// The calendars if this layer said this; none when that is no calendar.
fn changed(rules: &Rulebook, owner: &LayerOwner, content: &LayerContent) -> Option<Calendars> {
    let next = CalendarLayer {
        content: content.clone(),
        ..rules.calendar.layer(owner)
    };
    let others = rules
        .calendar
        .layers()
        .filter(|layer| layer.owner != *owner)
        .cloned();
    let layers = others.chain([next]).collect();
    Calendars::new(layers, &rules.organisation).ok()
}
