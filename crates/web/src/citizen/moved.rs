//! Where a dossier went when a unit that it lay with ended, as the applicant reads it.

use domain::dossier::event::Event;
use domain::dossier::{Dossier, Now};
use domain::rulebook::Rulebook;

use super::unit_name;

/// That the unit which has the dossier is gone, and who carries on; empty while it is there.
pub(super) fn left_behind(dossier: &Dossier, rules: &Rulebook, now: Now) -> String {
    let day = now.today();
    let Some(old) = dossier.ended_unit(rules, day).filter(|_| dossier.is_open()) else {
        return String::new();
    };
    let next = match dossier.carried_on(rules, day, None) {
        Ok(next) => vec![unit_name(
            rules,
            next.holding.as_ref().map_or(&next.desk, |held| &held.unit),
        )],
        Err(_) => rules
            .organisation
            .successors(&dossier.competent, day)
            .into_iter()
            .map(|unit| unit.name.clone())
            .collect(),
    };
    let who = if next.is_empty() {
        "Đơn vị tiếp nối đang được xác định.".to_owned()
    } else {
        format!("Hồ sơ do {} tiếp nối.", next.join(" hoặc "))
    };
    format!(
        "{} không còn hoạt động. {who} Mã hồ sơ và ngày hẹn trả giữ nguyên.",
        old.name
    )
}

/// From where to where it went; none for every other event.
pub(super) fn note(event: &Event, rules: &Rulebook) -> Option<String> {
    let Event::TakenOver { from, desk, to, .. } = event else {
        return None;
    };
    let holder = to.as_ref().map_or(desk, |to| &to.unit);
    Some(format!(
        "Từ {} sang {}. Mã hồ sơ và ngày hẹn trả giữ nguyên.",
        unit_name(rules, from),
        unit_name(rules, holder)
    ))
}
