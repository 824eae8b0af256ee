//! Why a promised day is that day, as pages show it: the days in lines, the months as a strip, the
//! rules behind. `templates/components/clock.html` draws it.

pub mod strip;

use domain::calendar::deadline::Promise;
use domain::calendar::explanation::{CountBasis, DayRow, rows};
use domain::calendar::pauses::{Pause, PauseGround};
use domain::dossier::apology::Apology;
use domain::dossier::explanation::{Explanation, StartRule};
use domain::dossier::{Dossier, Now};
use domain::procedure::Terms;
use domain::procedure::reduced::ReducedLimit;
use domain::rulebook::Rulebook;
use jiff::civil::Date;

use crate::citizen::terms;
use crate::components::Fact;
use crate::explained::strip::Month;
use crate::language::Language;
use crate::show;
use crate::wording::{clock, lateness};

/// One line of a count: a day that was counted, or days that were passed over together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    /// The days: `thứ Bảy 02/03 – chủ nhật 03/03`.
    pub days: String,
    /// Whether they count: `Ngày 1`, `30 phút`, `Không tính`.
    pub counted: String,
    /// Why.
    pub why: &'static str,
    /// The name that the calendar gives them, in Vietnamese; may be empty.
    pub name: String,
}

/// A rule that a count leans on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// What it says.
    pub said: &'static str,
    /// Where it stands, in Vietnamese.
    pub law: &'static str,
}

/// A count as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Every day on the way.
    pub lines: Vec<DayLine>,
    /// The same days in their months; none for a long way.
    pub months: Vec<Month>,
    /// The rules.
    pub bases: Vec<Basis>,
}

impl Count {
    /// A count and the rules that it leans on.
    pub fn of(promise: &Promise, bases: &[CountBasis], language: Language) -> Self {
        Self {
            lines: rows(&promise.days)
                .iter()
                .map(|row| line(row, language))
                .collect(),
            months: strip::months(promise, language),
            bases: self::bases(bases, language),
        }
    }

    /// The same count where it begins at a letter of apology: no reception is on the way.
    fn since_the_letter(mut self, language: Language) -> Self {
        if let Some(first) = self.lines.first_mut() {
            first.why = language.say(
                "ngày gửi thư xin lỗi, không tính vào thời hạn",
                "day of the letter of apology, not counted",
            );
        }
        self.months.clear();
        self
    }

    /// Only the rules, where nothing can be counted.
    fn without_days(bases: &[CountBasis], language: Language) -> Self {
        Self {
            lines: Vec::new(),
            months: Vec::new(),
            bases: self::bases(bases, language),
        }
    }
}

fn bases(bases: &[CountBasis], language: Language) -> Vec<Basis> {
    bases
        .iter()
        .map(|basis| Basis {
            said: clock::basis(*basis, language),
            law: basis.law(),
        })
        .collect()
}

/// One line of a count.
pub(crate) fn line(row: &DayRow, language: Language) -> DayLine {
    let (why, name) = clock::reason(row, language);
    DayLine {
        days: days(row, language),
        counted: counted(row, language),
        why,
        name: name.to_owned(),
    }
}

/// One day, or the first and the last of several.
fn days(row: &DayRow, language: Language) -> String {
    let day = |date| day_with_weekday(date, language);
    if row.from == row.to {
        day(row.from)
    } else {
        format!("{} – {}", day(row.from), day(row.to))
    }
}

/// `thứ Bảy 02/03`, `Saturday 2 March`.
fn day_with_weekday(date: Date, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("{} {}", show::weekday(date), language.day_and_month(date))
        }
        Language::English => date.strftime("%A %-d %B").to_string(),
    }
}

fn counted(row: &DayRow, language: Language) -> String {
    let Some(numbers) = &row.counted else {
        return language.say("Không tính", "Not counted").to_owned();
    };
    match row.minutes {
        Some(minutes) => language.count(minutes.into(), "phút", "minute", "minutes"),
        None => {
            let day = language.say("Ngày", "Day");
            let (first, last) = (numbers.start(), numbers.end());
            if first == last {
                format!("{day} {first}")
            } else {
                format!("{day} {first}–{last}")
            }
        }
    }
}

/// Why a dossier is promised for its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What the moment is: due, or what was promised before a pause that lasts.
    pub due_is: &'static str,
    /// The moment that was promised.
    pub due: String,
    /// Beginning, limit, way of counting, the letter of apology, pauses.
    pub facts: Vec<Fact>,
    /// That the calendar leads elsewhere today, and the promise holds; may be empty.
    pub changed: String,
    /// When it would be due if what is waited for were there now; empty while the clock runs.
    pub answered: String,
    /// Whether the promise leans on days that are not announced yet.
    pub provisional: bool,
    /// The count.
    pub count: Count,
}

impl Why {
    /// The explanation of a dossier's promise as it stands now.
    pub fn of(
        told: &Explanation,
        dossier: &Dossier,
        rules: &Rulebook,
        now: Now,
        language: Language,
    ) -> Self {
        let answered = told.due_if_answered(dossier, rules, now);
        let answered = answered.zip(told.open_pause()).map(|(due, pause)| {
            let said = clock::if_answered(pause.ground, language);
            format!("{said} {}.", language.time_on(due))
        });
        let answered = answered.unwrap_or_default();
        let mut count = match &told.counted {
            Ok(promise) => Count::of(promise, &told.bases(), language),
            Err(_) => Count::without_days(&told.bases(), language),
        };
        if told.start_rule == StartRule::Apology {
            count = count.since_the_letter(language);
        }
        // A strip marks one day as due: only where no other day is to be read beside it.
        if !told.is_as_given() || !answered.is_empty() {
            count.months.clear();
        }
        Self {
            due_is: clock::due_is(told.open_pause().map(|pause| pause.ground), language),
            due: language.time_on(told.given.due),
            facts: facts(told, dossier.reduced_in(rules), language),
            changed: changed(told, language),
            answered,
            provisional: told.given.provisional,
            count,
        }
    }
}

fn facts(
    told: &Explanation,
    reduced: Option<(&Terms, &ReducedLimit)>,
    language: Language,
) -> Vec<Fact> {
    let start = format!(
        "{} ({})",
        language.time_on(told.count.from),
        clock::start(told.start_rule, language)
    );
    let mut facts = vec![
        Fact::new(language.say("Bắt đầu tính", "Counted from"), start),
        Fact::new(
            language.say("Thời hạn", "Time limit"),
            terms::limit(&told.given.limit, language),
        )
        .source(cut(reduced, language)),
        Fact::new(
            language.say("Cách tính", "How it is counted"),
            clock::way(&told.count.limit, told.count.moment, language),
        ),
    ];
    facts.extend(told.apology.as_ref().map(|sent| letter(sent, language)));
    facts.extend(told.pauses.iter().map(|one| pause(one, language)));
    facts
}

/// What the law gives, and by which decision the province keeps less; empty when it does not.
/// English leaves out the decision, which is Vietnamese.
pub(crate) fn cut(reduced: Option<(&Terms, &ReducedLimit)>, language: Language) -> String {
    let Some((own, less)) = reduced else {
        return String::new();
    };
    let said = terms::reduced(&own.limit, less, language);
    match language {
        Language::Vietnamese => format!("{said} theo {}", less.basis),
        Language::English => said,
    }
}

/// The letter that set the new day, and the day that it replaced. English leaves out the number,
/// which is Vietnamese.
fn letter(sent: &Apology, language: Language) -> Fact {
    let (day, was) = (language.date(sent.dated_on), language.time_on(sent.was_due));
    let said = match language {
        Language::Vietnamese => format!(
            "hẹn lại theo thư xin lỗi số {} ngày {day}, thay cho {was}",
            sent.number
        ),
        Language::English => format!("by a letter of apology of {day}, instead of {was}"),
    };
    Fact::new(language.say("Xin lỗi và hẹn lại", "A new day"), said)
}

/// A stretch in which the clock stood still.
fn pause(pause: &Pause, language: Language) -> Fact {
    let from = language.date_time(pause.from);
    let to = pause.to.map_or_else(
        || language.say("nay", "now").to_owned(),
        |to| language.date_time(to),
    );
    let stretch = format!(
        "{} {from} {} {to}",
        language.say("từ", "from"),
        language.say("đến", "to")
    );
    match pause.ground {
        PauseGround::Supplement => Fact::new(
            language.say("Chờ người nộp bổ sung", "Waiting for papers"),
            stretch,
        ),
        PauseGround::FinancialObligation
        | PauseGround::AwaitedVerification
        | PauseGround::ForceMajeure => {
            let ground = lateness::ground_in(pause.ground, language);
            Fact::new(
                language.say("Tạm dừng", "Paused"),
                format!("{stretch} ({ground})"),
            )
        }
    }
}

/// The calendar was mended since: then the promise and the count of today differ.
fn changed(told: &Explanation, language: Language) -> String {
    if told.is_as_given() {
        return String::new();
    }
    let kept = language.say("Ngày đã hẹn giữ nguyên", "The promised day stays");
    match &told.counted {
        Ok(counted) => {
            let today = language.say(
                "tính theo lịch hôm nay là",
                "counted by the calendar of today it would be",
            );
            format!("{kept}; {today} {}.", language.time_on(counted.due))
        }
        Err(why) => format!("{kept}. {}.", clock::no_promise(why, language)),
    }
}
