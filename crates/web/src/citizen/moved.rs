//! Where a dossier went when a unit that it lay with ended, as the applicant reads it.

use domain::dossier::carried_on::carries_on;
use domain::dossier::event::Event;
use domain::dossier::{Dossier, Now};
use domain::rulebook::Rulebook;

use super::unit_name;
use crate::language::Language;

/// That the unit which has the dossier is gone, and who carries on; empty while it is there.
pub(super) fn left_behind(
    dossier: &Dossier,
    rules: &Rulebook,
    now: Now,
    language: Language,
) -> String {
    let day = now.today();
    let Some(old) = dossier.ended_unit(rules, day).filter(|_| dossier.is_open()) else {
        return String::new();
    };
    let next = match dossier.carried_on(rules, day, None) {
        Ok(next) => {
            let holder = carries_on(&old.id, (&next.desk, next.holding.as_ref()), &next.beside);
            vec![unit_name(rules, holder)]
        }
        Err(_) => rules
            .organisation
            .successors(&dossier.competent, day)
            .into_iter()
            .map(|unit| unit.name.clone())
            .collect(),
    };
    let (old, next) = (&old.name, next.join(language.say(" hoặc ", " or ")));
    match (language, next.is_empty()) {
        (Language::Vietnamese, true) => format!(
            "{old} không còn hoạt động. Đơn vị tiếp nối đang được xác định. Mã hồ sơ và ngày hẹn \
             trả giữ nguyên."
        ),
        (Language::Vietnamese, false) => format!(
            "{old} không còn hoạt động. Hồ sơ do {next} tiếp nối. Mã hồ sơ và ngày hẹn trả giữ \
             nguyên."
        ),
        (Language::English, true) => format!(
            "{old} was closed. Who carries on is being settled. Your code and the promised day \
             stay."
        ),
        (Language::English, false) => {
            format!("{old} was closed. {next} carries on. Your code and the promised day stay.")
        }
    }
}

/// From where to where it went; none for every other event.
pub(super) fn note(event: &Event, rules: &Rulebook, language: Language) -> Option<String> {
    let Event::TakenOver {
        from,
        desk,
        to,
        beside,
        ..
    } = event
    else {
        return None;
    };
    let holder = carries_on(from, (desk, to.as_ref()), beside);
    let (from, to) = (unit_name(rules, from), unit_name(rules, holder));
    Some(match language {
        Language::Vietnamese => {
            format!("Từ {from} sang {to}. Mã hồ sơ và ngày hẹn trả giữ nguyên.")
        }
        Language::English => {
            format!("From {from} to {to}. The code and the promised day stay.")
        }
    })
}
