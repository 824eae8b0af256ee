//! Why a promised day is that day, as pages show it: the days in lines, the months as a strip, the
//! rules behind. `templates/components/clock.html` draws it.

pub mod strip;

use domain::calendar::WorkingCalendar;
use domain::calendar::deadline::Promise;
use domain::calendar::explanation::{CountBasis, DayRow, rows};
use domain::dossier::Now;
use domain::dossier::explanation::Explanation;
use jiff::civil::Date;

use crate::citizen::terms;
use crate::components::Fact;
use crate::explained::strip::Month;
use crate::language::Language;
use crate::show;
use crate::wording::clock;

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
    /// What the moment is: due, or what was promised before a wait that lasts.
    pub due_is: &'static str,
    /// The moment that was promised.
    pub due: String,
    /// Beginning, limit, way of counting, waits for the applicant.
    pub facts: Vec<Fact>,
    /// That the calendar leads elsewhere today, and the promise holds; may be empty.
    pub changed: String,
    /// When it would be due if the applicant answered now; empty unless they are waited for.
    pub answered: String,
    /// Whether the promise leans on days that are not announced yet.
    pub provisional: bool,
    /// The count.
    pub count: Count,
}

impl Why {
    /// An explanation as it stands now.
    pub fn of(
        told: &Explanation,
        calendar: &WorkingCalendar,
        now: Now,
        language: Language,
    ) -> Self {
        let answered = told.due_if_answered(calendar, now);
        let answered = answered.map_or_else(String::new, |due| {
            let said = language.say(
                "Đang chờ bổ sung nên thời hạn tạm dừng. Nếu bổ sung đủ ngay bây giờ, hẹn trả:",
                "The time limit stands still while papers are waited for. Handed in now, it would \
                 be due:",
            );
            format!("{said} {}.", language.time_on(due))
        });
        let mut count = match &told.counted {
            Ok(promise) => Count::of(promise, &told.bases(), language),
            Err(_) => Count::without_days(&told.bases(), language),
        };
        // A strip marks one day as due: only where no other day is to be read beside it.
        if !told.is_as_given() || !answered.is_empty() {
            count.months.clear();
        }
        Self {
            due_is: if answered.is_empty() {
                language.say("Hẹn trả:", "Due:")
            } else {
                language.say("Đã hẹn trước khi chờ bổ sung:", "Promised before the wait:")
            },
            due: language.time_on(told.given.due),
            facts: facts(told, language),
            changed: changed(told, language),
            answered,
            provisional: told.given.provisional,
            count,
        }
    }
}

fn facts(told: &Explanation, language: Language) -> Vec<Fact> {
    let limit = &told.given.limit;
    let start = format!(
        "{} ({})",
        language.time_on(told.start),
        clock::start(told.start_rule, language)
    );
    let mut facts = vec![
        Fact::new(language.say("Bắt đầu tính", "Counted from"), start),
        Fact::new(
            language.say("Thời hạn", "Time limit"),
            terms::limit(limit, language),
        ),
        Fact::new(
            language.say("Cách tính", "How it is counted"),
            clock::way(limit, language),
        ),
    ];
    facts.extend(told.waits.iter().map(|wait| {
        let from = language.date_time(wait.from);
        let to = wait.to.map_or_else(
            || language.say("nay", "now").to_owned(),
            |to| language.date_time(to),
        );
        Fact::new(
            language.say("Chờ người nộp bổ sung", "Waiting for papers"),
            format!(
                "{} {from} {} {to}",
                language.say("từ", "from"),
                language.say("đến", "to")
            ),
        )
    }));
    facts
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
