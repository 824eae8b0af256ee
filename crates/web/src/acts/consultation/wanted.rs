//! What the process wants to know: whom it asks what, and for how long. The asking form begins with
//! it, and the lead changes what they like.

use domain::dossier::course::BesideKind;
use domain::process::draft::{Asked, Block, Consult, Whom};
use domain::process::naming::working_time;
use domain::workflow::unit_for;

use super::DAY_MINUTES;
use crate::acts::Task;

/// What a consultation of the process asks.
pub(super) struct Wanted {
    /// What it is, how long it takes, and whom one form cannot ask besides.
    pub said: String,
    /// The questions, a line each.
    pub questions: String,
    /// The units, as the process names them.
    pub units: Vec<WantedRow>,
    /// The first one outside.
    pub outside: Option<WantedRow>,
}

/// One who is to be asked, as the form writes it.
#[derive(Default)]
pub(super) struct WantedRow {
    /// The unit's key, or a name.
    pub whom: String,
    /// Working days to answer.
    pub days: String,
    /// The numbers of the questions; empty where it is all of them.
    pub which: String,
}

/// The consultation of the process for which nobody was asked yet; none where there is none.
pub(super) fn wanted(task: &Task<'_>) -> Option<Wanted> {
    let dossier = task.dossier();
    let open = dossier.consult_to_ask()?;
    let BesideKind::Consult { minutes } = open.kind else {
        return None;
    };
    let process = dossier.process_in(task.rules)?;
    let consult = process.draft().blocks().find_map(|block| match block {
        Block::Consult(consult) if consult.key == open.key => Some(consult),
        Block::Step(_)
        | Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    })?;
    Some(asked_by(task, consult, minutes))
}

fn asked_by(task: &Task<'_>, consult: &Consult, minutes: u64) -> Wanted {
    let days = minutes.div_ceil(u64::from(DAY_MINUTES)).clamp(1, 40);
    let (mut units, mut outside) = (Vec::new(), Vec::new());
    let mut first = 1;
    for asked in &consult.asks {
        let numbers = first..first + asked.questions.len();
        first = numbers.end;
        let which: Vec<String> = numbers.map(|number| number.to_string()).collect();
        match named(task, asked) {
            Named::Unit(key) => put(&mut units, key, which),
            Named::Outside(name) => put(&mut outside, name, which),
        }
    }
    let is_alone = units.len() + outside.len() == 1;
    let row = |(whom, which): (String, Vec<String>)| WantedRow {
        whom,
        days: days.to_string(),
        which: if is_alone {
            String::new()
        } else {
            which.join(", ")
        },
    };
    let mut outside = outside.into_iter().map(row);
    let first_outside = outside.next();
    let others: Vec<String> = outside.map(|row| row.whom).collect();
    let time = working_time(minutes);
    let again = if others.is_empty() {
        String::new()
    } else {
        format!(" Hỏi thêm lần nữa: {}.", others.join("; "))
    };
    let questions = consult.asks.iter().flat_map(|asked| &asked.questions);
    let questions: Vec<&str> = questions.map(String::as_str).collect();
    Wanted {
        said: format!("Theo quy trình: {}, trong {time}.{again}", consult.name),
        questions: questions.join("\n"),
        units: units.into_iter().map(row).collect(),
        outside: first_outside,
    }
}

enum Named {
    Unit(String),
    Outside(String),
}

/// Who that is today. The unit that asks does not ask itself: it stays to be chosen.
fn named(task: &Task<'_>, asked: &Asked) -> Named {
    let dossier = task.dossier();
    match &asked.whom {
        Whom::Outside(name) => Named::Outside(name.clone()),
        Whom::Unit(rule) => {
            let (desk, competent) = (&dossier.desk, &dossier.competent);
            let unit = unit_for(rule, desk, competent, task.rules, task.now.today());
            if unit == *dossier.unit() {
                Named::Unit(String::new())
            } else {
                Named::Unit(unit.to_string())
            }
        }
    }
}

/// Whoever is asked twice is asked once, everything.
fn put(rows: &mut Vec<(String, Vec<String>)>, whom: String, which: Vec<String>) {
    match rows.iter_mut().find(|(known, _)| *known == whom) {
        Some((_, numbers)) => numbers.extend(which),
        None => rows.push((whom, which)),
    }
}
