//! A bundle as people see it: every child with its agency, day and result, and one list of what
//! happened. The tracking page, the officials' page and the API show the same.

mod told;

use domain::bundle::event::BundleRecorded;
use domain::bundle::kind::{ChildKind, SettledBy};
use domain::bundle::own::FACT_DAY;
use domain::bundle::payout::PayTo;
use domain::bundle::place::{agency_name, commune_called, place_name};
use domain::bundle::running::Running;
use domain::bundle::span::spans;
use domain::bundle::state::{Child, ChildEnd};
use domain::bundle::story::{ChildNow, ChildPlace, Line, OwnChild, Story, Told, tell};
use domain::bundle::{BundleRef, ChildKey, Facts};
use domain::dossier::Now;
use domain::dossier::event::Recorded;
use domain::dossier::punctuality::Punctuality;
use domain::procedure::Procedure;
use domain::procedure::declaration::Answers;
use domain::process::naming::working_time;
use domain::rulebook::Rulebook;
use integrations::built_in;
use jiff::civil::DateTime;
use store::{Loaded, LoadedBundle};

use self::told::{duty, told};
use crate::app::App;
use crate::components::{Place, Step};
use crate::fault::Broken;
use crate::language::Language;
use crate::wording::bundle::{self as words, Names};

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
    /// When it is, or was, due, local time.
    pub due_at: Option<DateTime>,
    /// When it is due, in words; empty when nobody is settling it.
    pub due: String,
    /// Whether it is, or was, late.
    pub is_late: bool,
    /// Since when it is recorded that its answer did not come in time, in words; else empty.
    pub silent_since: String,
    /// Working minutes that it lay with its agency.
    pub minutes: Option<u32>,
    /// What its result says: name and value.
    pub facts: Vec<(String, String)>,
    /// To whom money is paid, in words; empty where none is.
    pub payout: String,
    /// What the citizen has to do for it, in words; empty when nothing.
    pub to_do: String,
}

impl ChildShown {
    /// The working time that it lay with its agency, in words; empty before it began.
    pub fn time_spent(&self) -> String {
        let minutes = self.minutes.map(u64::from);
        minutes.map_or_else(String::new, working_time)
    }

    /// Whether its agency was to answer and has not.
    pub fn is_awaited(&self) -> bool {
        !self.due.is_empty() && !self.silent_since.is_empty()
    }
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
                let (due_at, is_late) = self.due(child, now);
                ChildShown {
                    to_do: to_do.join(" "),
                    is_late,
                    silent_since: self.silent_since(&child.kind.key, language),
                    status: self.status(&child.place, is_late, language),
                    colour: colour(&child.place, is_late),
                    due: match child.place {
                        ChildPlace::With { .. } => {
                            due_at.map_or_else(String::new, |due| language.time_on(due))
                        }
                        ChildPlace::Waits(_) | ChildPlace::Ended(..) => String::new(),
                    },
                    due_at,
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
            due_at: None,
            due: String::new(),
            is_late: false,
            silent_since: String::new(),
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

    /// When a child is due, and whether it is late. What its dossier promised holds before what the
    /// bundle counted: it begins with the reception, and moves when the dossier has to wait.
    fn due(&self, child: &ChildNow<'_>, now: Now) -> (Option<DateTime>, bool) {
        let key = &child.kind.key;
        let own = self.own.iter().find(|(part, _)| &part.child == key);
        let promised = own.and_then(|(_, loaded)| {
            let dossier = &loaded.dossier;
            let promise = dossier.promise.as_ref()?;
            let is_late = match dossier.punctuality() {
                Some(Punctuality::Late) => true,
                Some(Punctuality::Early | Punctuality::OnTime) => false,
                None => dossier.is_overdue(now),
            };
            Some((Some(promise.due), is_late))
        });
        let counted = self.loaded.bundle.child(key).and_then(|child| child.due);
        promised.unwrap_or((counted, child.is_late))
    }

    /// When the silence of an outside system was recorded.
    fn silent_since(&self, key: &ChildKey, language: Language) -> String {
        let child = self.loaded.bundle.child(key);
        let since = child.and_then(|child| child.silent_since);
        since.map_or_else(String::new, |at| language.date_time(at.local()))
    }

    fn facts(&self, kind: &ChildKind, child: Option<&Child>) -> Vec<(String, String)> {
        let answered = child.and_then(|child| child.answered.as_ref());
        let said = answered.and_then(|(_, row)| self.loaded.personal.facts(row.id));
        self.named(&kind.key, said.unwrap_or_default())
    }

    /// Facts as people read them: name and value, in the order in which the kind lists them.
    pub fn named(&self, child: &ChildKey, facts: Facts) -> Vec<(String, String)> {
        let kind = self.loaded.kind.child(child);
        let place = |key: &str| {
            let produced = kind
                .map(|kind| kind.produces.as_slice())
                .unwrap_or_default();
            let listed = produced.iter().position(|fact| fact.key == key);
            // What is not listed comes after the rest, the number of a paper before its day.
            listed.unwrap_or(produced.len() + usize::from(key == FACT_DAY))
        };
        let mut facts: Vec<(String, String)> = facts.into_iter().collect();
        facts.sort_by_key(|(key, _)| place(key));
        let named = |(key, value): (String, String)| {
            let listed = kind.and_then(|kind| kind.produced(&key));
            let name = listed.map(|fact| fact.name.clone());
            (name.unwrap_or_else(|| words::fact(&key)), value)
        };
        facts.into_iter().map(named).collect()
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

    fn status(&self, place: &ChildPlace<'_>, is_late: bool, language: Language) -> String {
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
            ChildPlace::With { .. } if is_late => language.say("Quá hạn", "Late").to_owned(),
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
        let (what, mut note) = told(&line.told, language)?;
        // The day of a dossier of ours is promised at its reception.
        if matches!(line.told, Told::Started(_)) && self.is_ours(line.child) {
            note.clear();
        }
        let when = language.date_time(line.at.local());
        let child = line.child.map(|key| self.names().child(key));
        let step = Step::new(Place::Past, what, when, "").note(note);
        Some(match child {
            Some(name) => step.by_unit(name),
            None => step,
        })
    }

    fn is_ours(&self, child: Option<&ChildKey>) -> bool {
        let kind = child.and_then(|key| self.loaded.kind.child(key));
        kind.is_some_and(|kind| kind.settled_by == SettledBy::Ours)
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
