//! Taking a dossier over from a unit that has ended.

use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;

use crate::acts::Task;
use crate::components::Fact;
use crate::officials::unit_name;
use crate::show;

/// From whom to whom it goes, to read before it is taken over.
pub fn facts(task: &Task<'_>) -> Vec<Fact> {
    let dossier = task.dossier();
    let (rules, day) = (task.rules, task.now.today());
    let Some(from) = dossier.ended_unit(rules, day) else {
        return Vec::new();
    };
    let mut facts = vec![Fact::new("Đơn vị cũ", ended(rules, &from.id))];
    let own = &task.officer.official().unit;
    if let Ok(next) = dossier.carried_on(rules, day, Some(own)) {
        let holder = next.holding.as_ref().map_or(&next.desk, |held| &held.unit);
        facts.push(Fact::new(
            "Đơn vị giữ hồ sơ từ nay",
            unit_name(rules, holder),
        ));
        for moved in &next.beside {
            let unit = unit_name(rules, &moved.to);
            facts.push(Fact::new("Đơn vị làm việc song song từ nay", unit));
        }
        facts.push(Fact::new(
            "Cơ quan chịu trách nhiệm",
            unit_name(rules, &next.competent),
        ));
        facts.push(Fact::new("Nơi trả kết quả", unit_name(rules, &next.desk)));
    }
    facts
}

/// A unit that has ended, with its last day.
pub fn ended(rules: &Rulebook, id: &AgencyId) -> String {
    let name = unit_name(rules, id);
    let last = rules.organisation.find(id).and_then(|unit| unit.valid_to);
    match last {
        Some(last) => format!("{name} (hoạt động đến hết {})", show::date(last)),
        None => name,
    }
}
