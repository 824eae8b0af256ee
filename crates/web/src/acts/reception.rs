//! Reception of what was filed online, and its refusal.

use domain::calendar::WorkingCalendar;
use domain::calendar::deadline::promise;
use domain::dossier::Now;
use domain::dossier::command::Command;
use domain::dossier::ground::RefusalGround;
use domain::procedure::Terms;
use domain::rulebook::Rulebook;

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, papers, said};
use crate::components::Fact;
use crate::form::FormErrors;
use crate::{show, wording};

/// The day that would be promised if it were received now.
pub fn promise_fact(rules: &Rulebook, calendar: &WorkingCalendar, terms: &Terms, now: Now) -> Fact {
    let moment = rules.promised_moment(terms.promised(), now.today());
    let counted = promise(calendar, now.local(), terms.promised(), moment);
    let day = match counted {
        Ok(counted) => format!(
            "{} {}",
            show::time(counted.due),
            show::date_with_weekday(counted.due.date())
        ),
        Err(_) => "chưa hẹn được ngày".to_owned(),
    };
    let fact = Fact::new("Hẹn trả nếu nhận bây giờ", day);
    fact.source(format!("Thời hạn: {}", wording::clock::limit(terms)))
}

pub(super) fn receive_parts(task: &Task<'_>) -> Vec<Part> {
    let Some(case) = task.case() else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    if let Some(terms) = case.terms_for(task.dossier().channel) {
        let competent = &task.dossier().competent;
        let calendar = task.rules.calendar_for(competent, task.now.today());
        let promised = promise_fact(task.rules, calendar, terms, task.now);
        parts.push(Part::facts(vec![promised]));
    }
    let held = &task.dossier().papers;
    parts.push(Part::papers(papers::rows(case, task.form, held, |_| None)));
    parts
}

pub(super) fn receive(task: &Task<'_>) -> Result<Command, FormErrors> {
    let papers = match task.case() {
        Some(case) => papers::read(case, task.form)?,
        None => Vec::new(),
    };
    Ok(Command::Receive { papers })
}

pub(super) fn refuse_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let awaits = task.dossier().awaits_supplement();
    let grounds: Vec<RefusalGround> = RefusalGround::ALL
        .into_iter()
        .filter(|ground| awaits || *ground != RefusalGround::SupplementMissing)
        .collect();
    vec![
        Part::one_of(
            "can-cu",
            "Căn cứ từ chối",
            choices(&grounds, wording::ground::refusal),
            form.text("can-cu"),
        ),
        Part::text(
            "ly-do",
            "Lý do, viết cho người nộp hiểu",
            form.text("ly-do"),
        )
        .hint("In nguyên văn trên phiếu từ chối"),
    ]
}

pub(super) fn refuse(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ground = chosen(task.form.text("can-cu"));
    if ground.is_none() {
        errors.add("can-cu", "Chọn căn cứ từ chối");
    }
    let ask = "Nhập lý do để người nộp hiểu vì sao bị từ chối";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    match ground {
        Some(ground) => errors.or(Command::RefuseReception { ground, reason }),
        None => Err(errors),
    }
}
