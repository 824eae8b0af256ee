//! A bundle as people see it: every child with its agency, day and result, and one list of what
//! happened. The tracking page, the officials' page and the API show the same.

use domain::bundle::event::BundleRecorded;
use domain::bundle::kind::{ChildKind, SettledBy};
use domain::bundle::payout::PayTo;
use domain::bundle::place::{agency_name, commune_called, place_name};
use domain::bundle::running::Running;
use domain::bundle::span::spans;
use domain::bundle::state::{Child, ChildEnd};
use domain::bundle::story::{ChildPlace, Duty, Line, OwnChild, Story, Told, tell};
use domain::bundle::{BundleRef, ChildKey};
use domain::dossier::Now;
use domain::dossier::event::Recorded;
use domain::procedure::Procedure;
use domain::procedure::declaration::Answers;
use domain::rulebook::Rulebook;
use integrations::built_in;
use store::{Loaded, LoadedBundle};

use crate::app::App;
use crate::components::{Place, Step};
use crate::fault::Broken;
use crate::language::Language;
use crate::wording::bundle::{self as words, Names};
use crate::wording::event;

/// A bundle with the dossiers of its children that are ours.
pub struct Whole {
    /// The bundle.
    pub loaded: LoadedBundle,
    /// Its dossiers.
    pub own: Vec<(BundleRef, Loaded)>,
}

/// One child as it is shown.
pub struct ChildShown {
    /// Its key.
    pub key: ChildKey,
    /// Its name.
    pub name: String,
    /// The agency that is competent.
    pub agency: String,
    /// The code of its dossier, where it is ours and open.
    pub dossier: String,
    /// The number under which an outside system has it.
    pub number: String,
    /// Where it is, in words.
    pub status: String,
    /// The class of the coloured word.
    pub colour: &'static str,
    /// When it is due, in words; empty when nobody is settling it.
    pub due: String,
    /// Whether it is, or was, late.
    pub is_late: bool,
    /// Working minutes that it lay with its agency.
    pub minutes: Option<u32>,
    /// What its result says: name and value.
    pub facts: Vec<(String, String)>,
    /// To whom money is paid, in words; empty where none is.
    pub payout: String,
    /// What the citizen has to do for it, in words; empty when nothing.
    pub to_do: String,
}

impl Whole {
    /// A bundle with its dossiers.
    pub async fn of(app: &App, loaded: LoadedBundle) -> Result<Self, Broken> {
        let own = app.store.children_of(&loaded).await?;
        Ok(Self { loaded, own })
    }

    /// The common declaration; none after erasure.
    pub fn answers(&self) -> Option<Answers> {
        let row = self.loaded.bundle.opened.answers.id;
        self.loaded.personal.answers(row)
    }

    /// The procedure with the common declaration.
    pub fn parent(&self) -> Option<&'static Procedure> {
        built_in::bundle_parent(&self.loaded.kind).map(AsRef::as_ref)
    }

    /// What names are looked up in.
    pub fn names(&self) -> Names<'_> {
        Names {
            kind: &self.loaded.kind,
            parent: self.parent(),
        }
    }

    /// Does something with the one story.
    fn with_story<T>(&self, rules: &Rulebook, now: Now, then: impl FnOnce(&Story<'_>) -> T) -> T {
        let bundle = &self.loaded.bundle;
        let history: Vec<BundleRecorded> = self.loaded.recorded();
        let own: Vec<(&BundleRef, &Loaded, Vec<Recorded>)> = self
            .own
            .iter()
            .map(|(part, loaded)| {
                let recorded = loaded.history.iter().map(|entry| entry.recorded.clone());
                (part, loaded, recorded.collect())
            })
            .collect();
        let own: Vec<OwnChild<'_>> = own
            .iter()
            .map(|(part, loaded, history)| OwnChild {
                child: &part.child,
                dossier: &loaded.dossier,
                history,
            })
            .collect();
        let running = Running {
            kind: &self.loaded.kind,
            now,
            calendar: rules.calendar_for(&bundle.opened.desk, now.today()),
        };
        then(&tell(&running, bundle, &history, &own))
    }

    /// The children, in the order in which people read of them.
    pub fn children(&self, rules: &Rulebook, now: Now, language: Language) -> Vec<ChildShown> {
        let answers = self.answers();
        self.with_story(rules, now, |story| {
            let shown = story.children.iter().map(|child| {
                let to_do = story
                    .to_do
                    .iter()
                    .filter(|to_do| to_do.child == &child.kind.key);
                let to_do: Vec<String> = to_do.map(|to_do| duty(to_do.what, language)).collect();
                ChildShown {
                    to_do: to_do.join(" "),
                    is_late: child.is_late,
                    status: self.status(&child.place, language),
                    colour: colour(&child.place, child.is_late),
                    due: match child.place {
                        ChildPlace::With { due: Some(due), .. } => language.time_on(due),
                        ChildPlace::With { due: None, .. }
                        | ChildPlace::Waits(_)
                        | ChildPlace::Ended(..) => String::new(),
                    },
                    ..self.child(child.kind, answers.as_ref(), (rules, now))
                }
            });
            shown.collect()
        })
    }

    fn child(
        &self,
        kind: &ChildKind,
        answers: Option<&Answers>,
        (rules, now): (&Rulebook, Now),
    ) -> ChildShown {
        let child = self.loaded.bundle.child(&kind.key);
        let registered = child.and_then(|child| child.registered.clone());
        let registered = registered.unwrap_or_default();
        let (dossier, number) = match kind.settled_by {
            SettledBy::Ours => (registered, String::new()),
            SettledBy::Partner(_) => (String::new(), registered),
        };
        let calendar = rules.calendar_for(&self.loaded.bundle.opened.desk, now.today());
        let span = spans(&self.loaded.bundle);
        let span = span.iter().find(|span| span.child == kind.key);
        ChildShown {
            key: kind.key.clone(),
            name: kind.name.clone(),
            agency: self.agency(kind, answers, rules),
            dossier,
            number,
            status: String::new(),
            colour: "",
            due: String::new(),
            is_late: false,
            minutes: span.and_then(|span| span.minutes(calendar, now).ok()),
            facts: self.facts(kind, child),
            payout: self.payout(kind, child, answers),
            to_do: String::new(),
        }
    }

    /// The agency that is competent; of a dossier of ours the one it says, else by its place.
    fn agency(&self, kind: &ChildKind, answers: Option<&Answers>, rules: &Rulebook) -> String {
        let own = self.own.iter().find(|(part, _)| part.child == kind.key);
        if let Some((_, loaded)) = own
            && let Some(agency) = rules.organisation.find(&loaded.dossier.competent)
        {
            return agency.name.clone();
        }
        let day = self.loaded.bundle.opened_at.today();
        let said = answers.and_then(|answers| kind.place_for(answers));
        let commune = said.and_then(|said| commune_called(&rules.organisation, said, day));
        let place = commune.map_or_else(|| said.unwrap_or_default().to_owned(), place_name);
        agency_name(kind.place.agency, &place)
    }

    fn facts(&self, kind: &ChildKind, child: Option<&Child>) -> Vec<(String, String)> {
        let answered = child.and_then(|child| child.answered.as_ref());
        let said = answered.and_then(|(_, row)| self.loaded.personal.facts(row.id));
        let said = said.unwrap_or_default();
        let named = |(key, value): (String, String)| {
            let name = kind.produced(&key).map(|fact| fact.name.clone());
            (name.unwrap_or(key), value)
        };
        said.into_iter().map(named).collect()
    }

    /// To whom money is paid once the child is granted.
    fn payout(&self, kind: &ChildKind, child: Option<&Child>, answers: Option<&Answers>) -> String {
        let granted = child.is_some_and(|child| child.ended_as(&ChildEnd::Granted));
        let rule = kind.payout.as_ref().filter(|_| granted);
        let to = rule
            .zip(answers)
            .and_then(|(rule, answers)| rule.read(answers).ok());
        match to {
            Some(PayTo::Account {
                beneficiary,
                bank,
                account,
            }) => {
                format!("Chi trả cho {beneficiary}, tài khoản {account}, {bank}")
            }
            Some(PayTo::Cash { beneficiary }) => {
                format!("Chi trả tiền mặt cho {beneficiary}")
            }
            None => String::new(),
        }
    }

    fn status(&self, place: &ChildPlace<'_>, language: Language) -> String {
        match place {
            ChildPlace::Waits(open) if open.is_empty() => language
                .say(
                    "Chờ cơ quan quyết định",
                    "Waits for a decision of the agency",
                )
                .to_owned(),
            ChildPlace::Waits(open) => {
                let names: Vec<String> = open.iter().map(|key| self.names().child(key)).collect();
                match language {
                    Language::Vietnamese => format!("Chờ xong: {}", names.join(", ")),
                    Language::English => format!("Waits for: {}", names.join(", ")),
                }
            }
            ChildPlace::With { .. } => language.say("Đang giải quyết", "Being settled").to_owned(),
            ChildPlace::Ended(_, end) => words::child_end(end, language).to_owned(),
        }
    }

    /// What happened, the oldest first.
    pub fn steps(&self, rules: &Rulebook, now: Now, language: Language) -> Vec<Step> {
        self.with_story(rules, now, |story| {
            let lines = story.lines.iter();
            lines.filter_map(|line| self.step(line, language)).collect()
        })
    }

    fn step(&self, line: &Line<'_>, language: Language) -> Option<Step> {
        let (what, note) = told(&line.told, language)?;
        let when = language.date_time(line.at.local());
        let child = line.child.map(|key| self.names().child(key));
        let step = Step::new(Place::Past, what, when, "").note(note);
        Some(match child {
            Some(name) => step.by_unit(name),
            None => step,
        })
    }

    /// Where the whole stands, in words.
    pub fn standing(&self, language: Language) -> &'static str {
        let bundle = &self.loaded.bundle;
        match bundle.end {
            Some(end) => words::end(end, language),
            None if bundle.withdrawn_at.is_some() => language.say(
                "Đã rút; việc đang ký vẫn đi hết",
                "Withdrawn; what is being signed goes to its end",
            ),
            None => language.say("Đang giải quyết", "Being settled"),
        }
    }
}

fn colour(place: &ChildPlace<'_>, is_late: bool) -> &'static str {
    match place {
        ChildPlace::Waits(_) => "grey",
        ChildPlace::With { .. } if is_late => "red",
        ChildPlace::With { .. } => "blue",
        ChildPlace::Ended(_, ChildEnd::Granted) => "green",
        ChildPlace::Ended(_, ChildEnd::Declined) => "red",
        ChildPlace::Ended(_, ChildEnd::Withdrawn | ChildEnd::Skipped(_)) => "grey",
    }
}

fn duty(duty: Duty, language: Language) -> String {
    match duty {
        Duty::Supplement => language
            .say(
                "Bổ sung giấy tờ đã được yêu cầu.",
                "Hand in the papers that were asked for.",
            )
            .to_owned(),
        Duty::Pay(owed) => format!(
            "{} {}.",
            language.say("Nộp", "Pay"),
            language.dong(owed.amount())
        ),
        Duty::Collect => language
            .say("Đến nhận kết quả.", "Come for the result.")
            .to_owned(),
    }
}

/// What a line says, and a sentence more; none for what is not the citizen's.
fn told(told: &Told<'_>, language: Language) -> Option<(String, String)> {
    let plain = |vietnamese: &str, english: &str| {
        Some((language.say(vietnamese, english).to_owned(), String::new()))
    };
    match told {
        Told::Opened => plain("Đã nộp hồ sơ liên thông", "Linked application submitted"),
        Told::Started(due) => {
            let what = language.say("Chuyển cơ quan giải quyết", "Handed to the agency");
            let due = due.map(|due| language.time_on(due));
            let due = due.map(|due| format!("{} {due}.", language.say("Hạn trả lời:", "Due:")));
            Some((what.to_owned(), due.unwrap_or_default()))
        }
        Told::Registered(number) => {
            let what = language.say("Cơ quan đã nhận", "Registered by the agency");
            let said = language.say("Số", "Number");
            Some((what.to_owned(), format!("{said} {number}.")))
        }
        Told::BeingSigned => plain("Đang ký, phát hành", "Being signed"),
        Told::BackFromSigning => plain(
            "Trả lại từ khâu ký, phát hành để xem lại",
            "Came back from signing to be looked at again",
        ),
        Told::Answered(verdict) => {
            Some((words::verdict(*verdict, language).to_owned(), String::new()))
        }
        Told::Skipped(why) => Some((words::skipped(why, language).to_owned(), String::new())),
        Told::Silent => plain(
            "Đã quá hạn mà chưa có trả lời; hệ thống đã ghi nhận",
            "The answer is due and has not come; this was recorded",
        ),
        Told::RestDecided(true) => plain(
            "Lãnh đạo quyết định làm tiếp các việc còn lại",
            "The agency decided to go on with the rest",
        ),
        Told::RestDecided(false) => plain(
            "Lãnh đạo quyết định không làm các việc còn lại",
            "The agency decided not to go on with the rest",
        ),
        Told::Withdrawn(true) => plain(
            "Cán bộ rút hồ sơ liên thông thay người nộp",
            "Withdrawn by an official for the applicant",
        ),
        Told::Withdrawn(false) => plain(
            "Người nộp rút hồ sơ liên thông",
            "Withdrawn by the applicant",
        ),
        Told::ChildWithdrawn => plain("Đã rút việc này", "This part was taken back"),
        Told::Closed(end) => Some((words::end(*end, language).to_owned(), String::new())),
        Told::InDossier(happened) if !event::is_public(happened) => None,
        Told::InDossier(happened) => Some((
            event::event_in(happened, language).to_owned(),
            String::new(),
        )),
    }
}
