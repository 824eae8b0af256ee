//! Where a dossier is in the published process that it goes by: what was done, what is open and
//! whose, and until when.

use domain::calendar::time_limit::TimeLimit;
use domain::dossier::course::{Beside, BesideKind, Course, MainStep, name_of, numbered_steps};
use domain::dossier::{Dossier, Now};
use domain::procedure::fee::Amount;
use domain::process::Process;
use domain::process::called::Called;
use domain::process::draft::Step;
use domain::process::naming::Naming;
use domain::process::wording as words;
use domain::rulebook::Rulebook;

use crate::officials::unit_name;
use crate::{show, wording};

/// The course as a page shows it.
#[derive(Debug)]
pub(super) struct CourseView {
    /// Which version of the process, and by which decision.
    pub version: String,
    pub done_heads: Vec<&'static str>,
    pub done: Vec<Vec<String>>,
    pub open_heads: Vec<&'static str>,
    pub open: Vec<Vec<String>>,
    /// What belongs to the steps that are open: what to check, to make, to sign, to collect.
    pub work: Vec<StepWork>,
}

/// What belongs to one step.
#[derive(Debug)]
pub(super) struct StepWork {
    pub step: String,
    pub lines: Vec<String>,
}

/// What is looked at.
struct Looked<'a> {
    dossier: &'a Dossier,
    course: &'a Course,
    process: &'a Process,
    rules: &'a Rulebook,
    now: Now,
}

impl CourseView {
    /// None for a dossier that goes by the line of its procedure.
    pub(super) fn of(dossier: &Dossier, rules: &Rulebook, now: Now) -> Option<Self> {
        let course = dossier.course.as_ref()?;
        let process = dossier.process_in(rules)?;
        let looked = Looked {
            dossier,
            course,
            process: &process,
            rules,
            now,
        };
        let version = course.begun.version;
        let published = rules.processes.version(&dossier.procedure, version);
        let decision = published.map(|one| format!(", quyết định {}", one.decision.number));
        Some(Self {
            version: format!("Phiên bản {version}{}", decision.unwrap_or_default()),
            done_heads: vec!["Đã làm", "Kết quả", "Lúc"],
            done: looked.done(),
            open_heads: vec![
                "Đang mở",
                "Vai trò",
                "Đơn vị",
                "Phần thời gian",
                "Muộn nhất",
            ],
            open: looked.open(),
            work: looked.work(),
        })
    }
}

impl Looked<'_> {
    fn name(&self, key: &str) -> String {
        let name = name_of(self.process.draft(), key);
        name.unwrap_or(key).to_owned()
    }

    fn done(&self) -> Vec<Vec<String>> {
        let done = self.course.done.iter();
        done.map(|(done, at)| {
            let result = match &done.result {
                Some(result) => words::result(result).to_owned(),
                None if done.ran_out => "hết thời gian chờ".to_owned(),
                None => "đã xong".to_owned(),
            };
            vec![self.name(&done.key), result, show::date_time(at.local())]
        })
        .collect()
    }

    fn open(&self) -> Vec<Vec<String>> {
        if !self.dossier.is_open() {
            return Vec::new();
        }
        let main = self.course.main.iter().map(|main| self.main(main));
        let beside = self.course.beside.iter().map(|one| self.beside(one));
        main.chain(beside).collect()
    }

    fn work(&self) -> Vec<StepWork> {
        if !self.dossier.is_open() {
            return Vec::new();
        }
        let procedure = self.dossier.procedure_in(self.rules);
        let called = procedure.map(Called::of);
        let naming = Naming::with(self.process.draft(), &called.unwrap_or_default());
        let main = self.course.main.iter().filter_map(|one| one.key.as_deref());
        let beside = self.course.beside.iter().map(|one| one.key.as_str());
        let steps = main.chain(beside);
        steps
            .filter_map(|key| {
                let mut steps = numbered_steps(self.process.draft());
                let (_, step) = steps.find(|(_, step)| step.key == key)?;
                let mut lines = naming.work(step);
                lines.extend(self.no_amount(step));
                let step = step.name.clone();
                (!lines.is_empty()).then_some(StepWork { step, lines })
            })
            .collect()
    }

    /// That the fee of a step cannot be reckoned yet; none where it can, or where there is none.
    fn no_amount(&self, step: &Step) -> Option<String> {
        let key = step.collects.as_deref()?;
        let terms = self.dossier.terms_in(self.rules)?;
        let fee = terms.fees.iter().find(|fee| fee.key.0 == key)?;
        match &fee.amount {
            Amount::Fixed(_) | Amount::Words(_) => None,
            Amount::SetByProvince => {
                Some(format!("Chưa có mức thu {}: tỉnh chưa nhập mức", fee.name))
            }
        }
    }

    fn main(&self, main: &MainStep) -> Vec<String> {
        let name = match &main.key {
            Some(key) => self.name(key),
            None => wording::stage::stage(self.dossier.stage.name()).to_owned(),
        };
        let key = main.key.as_deref().unwrap_or_default();
        vec![
            name,
            wording::people::role(main.role).to_owned(),
            unit_name(self.rules, self.dossier.unit()),
            working_time(main.minutes),
            self.share_ends(key, main.minutes),
        ]
    }

    fn beside(&self, one: &Beside) -> Vec<String> {
        let (role, time) = match one.kind {
            BesideKind::Step { role, minutes } => (
                wording::people::role(role).to_owned(),
                working_time(minutes),
            ),
            BesideKind::Consult { minutes } => ("chờ ý kiến".to_owned(), working_time(minutes)),
            BesideKind::Citizen { working_days } => {
                ("chờ người nộp".to_owned(), days(working_days))
            }
            BesideKind::Payment { working_days } => ("chờ nộp tiền".to_owned(), days(working_days)),
        };
        let by = match one.kind {
            BesideKind::Step { minutes, .. } => self.share_ends(&one.key, minutes),
            BesideKind::Consult { .. }
            | BesideKind::Citizen { .. }
            | BesideKind::Payment { .. } => {
                let calendar = self
                    .rules
                    .calendar_for(&self.dossier.competent, self.now.today());
                let over = self.course.over_at(&one.key, calendar);
                over.map(show::date_time).unwrap_or_default()
            }
        };
        vec![
            self.name(&one.key),
            role,
            unit_name(self.rules, &one.unit),
            time,
            by,
        ]
    }

    /// When the share of a step that is open ends.
    fn share_ends(&self, key: &str, minutes: u64) -> String {
        let since = self.course.since.get(key);
        let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
        let (Some(since), true) = (since, minutes > 0) else {
            return String::new();
        };
        let calendar = self
            .rules
            .calendar_for(&self.dossier.competent, self.now.today());
        let limit = TimeLimit::WorkingHours { minutes };
        let moment = domain::calendar::deadline::Moment::EndOfDay;
        let counted = domain::calendar::deadline::promise(calendar, since.local(), &limit, moment);
        counted.map_or_else(|_| String::new(), |counted| show::date_time(counted.due))
    }
}

fn working_time(minutes: u64) -> String {
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    if minutes == 0 {
        return String::new();
    }
    TimeLimit::WorkingHours { minutes }.show()
}

fn days(days: Option<u16>) -> String {
    days.map_or_else(String::new, |days| format!("{days} ngày làm việc"))
}
