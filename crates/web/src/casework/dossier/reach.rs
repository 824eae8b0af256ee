//! In which order one reaches for the acts that are open, and what stands above them.

use domain::dossier::command::Act;
use domain::dossier::consultation::Consultation;
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::course::name_of;
use domain::dossier::{Dossier, Now};
use domain::rulebook::Rulebook;

use crate::show;

const ASK: Act = Act::Consult(ConsultationAct::Ask);
const CONCLUDE: Act = Act::Consult(ConsultationAct::Conclude);

/// Puts first what nobody has yet, and before it what the process waits for.
pub(super) fn arrange(order: &mut [Act], dossier: &Dossier) {
    let unheld = dossier.holding().is_some_and(|held| held.officer.is_none());
    if unheld {
        first(order, Act::Assign);
    }
    if all_answered(dossier).is_some() {
        first(order, CONCLUDE);
    }
    if dossier.consult_to_ask().is_some() {
        first(order, ASK);
    }
}

fn first(order: &mut [Act], act: Act) {
    if let Some(place) = order.iter().position(|one| *one == act) {
        order[..=place].rotate_right(1);
    }
}

/// The first consultation that still lasts though nobody is waited for.
fn all_answered(dossier: &Dossier) -> Option<&Consultation> {
    let mut rounds = dossier.consultations.iter();
    rounds.find(|round| round.ended.is_none() && !round.is_awaited())
}

/// What stands above the acts: what they are, and the consultation that the first is about.
pub(super) fn heading(order: &[Act], dossier: &Dossier, rules: &Rulebook, now: Now) -> String {
    let what = "Việc có thể làm bây giờ";
    let about = match order.first() {
        Some(act) if *act == ASK => dossier
            .consult_to_ask()
            .map(|open| ("Quy trình đang chờ hỏi", open.key.as_str())),
        Some(act) if *act == CONCLUDE => {
            let key = all_answered(dossier).and_then(|round| round.block.as_deref());
            key.map(|key| ("Đã có đủ trả lời", key))
        }
        Some(_) | None => None,
    };
    let told = about.and_then(|(why, key)| {
        let process = dossier.process_in(rules)?;
        let name = name_of(process.draft(), key)?;
        let calendar = rules.calendar_for(&dossier.competent, now.today());
        let course = dossier.course.as_ref()?;
        let due = course.over_at(key, calendar).map(show::date_time);
        let due = due.map_or_else(String::new, |due| format!(", muộn nhất {due}"));
        Some(format!("{what}. {why}: {name}{due}"))
    });
    told.unwrap_or_else(|| what.to_owned())
}
