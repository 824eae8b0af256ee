//! What somebody wants to have counted: as typed, filled in by a procedure and by the present, and
//! read.

use domain::calendar::deadline::{Moment, NoPromise};
use domain::calendar::time_limit::{NotATimeLimit, TimeLimit};
use domain::dossier::Now;
use domain::procedure::{Channel, Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use jiff::civil::{Date, DateTime, Time};

use crate::citizen::{Typed, typed};
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::language::Language;
use crate::show;
use crate::wording::clock;

/// A unit of time limits.
struct Unit {
    /// Its part of addresses.
    slug: &'static str,
    /// As time limits are read.
    words: &'static str,
    vietnamese: &'static str,
    english: &'static str,
}

const WITHIN_DAY: &str = "trong-ngay";

static UNITS: [Unit; 4] = [
    Unit {
        slug: "ngay-lam-viec",
        words: "working days",
        vietnamese: "ngày làm việc",
        english: "working days",
    },
    Unit {
        slug: "gio-lam-viec",
        words: "working hours",
        vietnamese: "giờ làm việc",
        english: "working hours",
    },
    Unit {
        slug: WITHIN_DAY,
        words: "within day",
        vietnamese: "trong ngày",
        english: "within the day",
    },
    Unit {
        slug: "ngay",
        words: "calendar days",
        vietnamese: "ngày (kể cả ngày nghỉ)",
        english: "days, days off too",
    },
];

const END_OF_DAY: &str = "het-gio";
const SAME_CLOCK: &str = "cung-gio";

/// The form as it stands on the page.
pub(super) struct Wish {
    /// Whether anything was asked.
    pub is_asked: bool,
    pub day: TypedDate,
    pub time: String,
    /// The procedure's code, as typed.
    pub code: String,
    /// The procedure's name; empty without a procedure.
    pub procedure: String,
    pub number: String,
    unit: String,
    moment: String,
    /// What is to be mended.
    pub errors: FormErrors,
}

/// The form, read.
pub(super) struct Given {
    pub received: DateTime,
    pub limit: TimeLimit,
    pub moment: Moment,
}

impl Wish {
    /// What was typed. What was not sent is filled in: the present, and the limit of a procedure.
    pub fn new(asked: &Typed, rules: &Rulebook, now: Now, language: Language) -> Self {
        let field = |name: &str| typed(asked, name).to_owned();
        let has = |name: &str| !typed(asked, name).is_empty();
        let mut wish = Self {
            is_asked: has("so") || has("don-vi") || has("thu-tuc"),
            day: if asked.contains_key("ngay_day") {
                TypedDate::new(field("ngay_day"), field("ngay_month"), field("ngay_year"))
            } else {
                TypedDate::of(now.today())
            },
            time: if asked.contains_key("gio") {
                field("gio")
            } else {
                show::time(now.local())
            },
            code: field("thu-tuc"),
            procedure: String::new(),
            number: field("so"),
            unit: field("don-vi"),
            moment: field("luc"),
            errors: FormErrors::new(),
        };
        if !wish.code.is_empty() {
            wish.take_procedure(rules, now.today(), language);
        }
        if !asked.contains_key("luc") {
            wish.take_moment(rules, now.today());
        }
        wish
    }

    /// The moment that the province promises today: a visitor who chose none reads the same as the
    /// receipt will say.
    fn take_moment(&mut self, rules: &Rulebook, today: Date) {
        let chosen = rules.promised_moment(&TimeLimit::WorkingDays(1), today);
        if chosen == Moment::SameClock && self.unit != WITHIN_DAY {
            SAME_CLOCK.clone_into(&mut self.moment);
        }
    }

    /// Names the procedure, and takes its limit where none was typed.
    fn take_procedure(&mut self, rules: &Rulebook, today: Date, language: Language) {
        let code = self.code.parse::<ProcedureCode>().ok();
        let Some(procedure) = code.and_then(|code| rules.procedure_on(&code, today)) else {
            let said = language.say(
                "Không có thủ tục nào đang áp dụng mang mã này. Xem mã ở trang của thủ tục, ví dụ \
                 1.001193",
                "No procedure in force has this code. It stands on the page of the procedure, as \
                 1.001193",
            );
            self.errors.add("thu-tuc", said);
            return;
        };
        self.procedure.clone_from(&procedure.name);
        if !self.number.is_empty() || self.unit == WITHIN_DAY {
            return;
        }
        match limit_of(procedure).and_then(fields) {
            Some((number, unit)) => {
                self.number = number;
                unit.clone_into(&mut self.unit);
            }
            None => {
                let because = String::new();
                let said = clock::no_promise(&NoPromise::NoOwnLimit { because }, language);
                self.errors.add("thu-tuc", said);
            }
        }
    }

    /// The units, the typed one chosen.
    pub fn units(&self, language: Language) -> Vec<Choice> {
        let units = UNITS
            .iter()
            .map(|unit| Choice::new(unit.slug, language.say(unit.vietnamese, unit.english)));
        Choice::pick(units.collect(), &self.unit)
    }

    /// The moments of a day, the typed one or the legal one chosen.
    pub fn moments(&self, language: Language) -> Vec<Choice> {
        let end = language.say(
            "Lúc hết giờ làm việc (theo luật)",
            "Closing time (the law’s promise)",
        );
        let same = language.say("Cùng giờ với lúc nhận", "The hour of reception");
        let moments = vec![Choice::new(END_OF_DAY, end), Choice::new(SAME_CLOCK, same)];
        let chosen = if self.moment == SAME_CLOCK {
            SAME_CLOCK
        } else {
            END_OF_DAY
        };
        Choice::pick(moments, chosen)
    }

    /// Everything read; none when something is to be mended.
    pub fn read(&mut self, language: Language) -> Option<Given> {
        let day = keep(&mut self.errors, "ngay", read_day(&self.day, language));
        let time = keep(&mut self.errors, "gio", read_time(&self.time, language));
        // A code that leads to no limit is to be mended first.
        if !self.errors.of("thu-tuc").is_empty() {
            return None;
        }
        let limit = self.limit(language);
        let limit = keep(&mut self.errors, "so", limit);
        Some(Given {
            received: day?.to_datetime(time?),
            limit: limit?,
            moment: if self.moment == SAME_CLOCK {
                Moment::SameClock
            } else {
                Moment::EndOfDay
            },
        })
    }

    fn limit(&self, language: Language) -> Result<TimeLimit, String> {
        let unit = UNITS.iter().find(|unit| unit.slug == self.unit);
        let text = match unit {
            Some(unit) if unit.slug == WITHIN_DAY => unit.words.to_owned(),
            Some(unit) => format!("{} {}", self.number, unit.words),
            None => self.number.clone(),
        };
        text.parse::<TimeLimit>().map_err(|why| {
            let said = match why {
                NotATimeLimit::Unreadable { .. } => language.say(
                    "Nhập thời hạn bằng chữ số và chọn đơn vị, ví dụ 5 ngày làm việc",
                    "Enter the time limit in figures and choose its unit, such as 5 working days",
                ),
                NotATimeLimit::Nothing => language.say(
                    "Thời hạn phải lớn hơn 0. Trả ngay trong ngày thì chọn “trong ngày”",
                    "The time limit must be above 0. For the same day choose “within the day”",
                ),
                NotATimeLimit::TooLong { .. } => language.say(
                    "Không có thời hạn nào dài như vậy. Xem lại con số",
                    "No time limit is as long as that. Look at the figure again",
                ),
            };
            said.to_owned()
        })
    }
}

/// The value, or its sentence kept beside the field.
fn keep<T>(errors: &mut FormErrors, field: &str, read: Result<T, String>) -> Option<T> {
    read.map_err(|sentence| errors.add(field, sentence)).ok()
}

fn read_day(day: &TypedDate, language: Language) -> Result<Date, String> {
    let said = language.say(
        "Nhập đủ ngày, tháng và năm, ví dụ 28/02/2026",
        "Enter the day, month and year of a day that exists, such as 28/02/2026",
    );
    match day.read() {
        Ok(ReadDate::Day(day)) => Ok(day),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => Err(said.to_owned()),
        Err(sentence) => Err(language.say(&sentence, said).to_owned()),
    }
}

/// Reads `9:30`, `09:30`, `9h30`, `9h`, `9`.
fn read_time(text: &str, language: Language) -> Result<Time, String> {
    let (hour, minute) = text.split_once([':', 'h', '.']).unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_sound = matches!(hour.len(), 1 | 2) && matches!(minute.len(), 0 | 2);
    let minute = if minute.is_empty() { "0" } else { minute };
    let time = if is_sound && is_digits(hour) && is_digits(minute) {
        let both = hour.parse::<i8>().ok().zip(minute.parse::<i8>().ok());
        both.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok())
    } else {
        None
    };
    time.ok_or_else(|| {
        let said = language.say(
            "Nhập giờ và phút, ví dụ 09:30",
            "Enter hours and minutes, such as 09:30",
        );
        said.to_owned()
    })
}

/// The limit of a procedure's first case, online where it can be.
fn limit_of(procedure: &Procedure) -> Option<&TimeLimit> {
    let case = procedure.cases.first()?;
    let terms = case.terms_for(Channel::Online).or(case.terms.first())?;
    Some(terms.promised())
}

/// Number and unit of a limit as the form has them; none for what the form cannot say.
fn fields(limit: &TimeLimit) -> Option<(String, &'static str)> {
    match limit {
        TimeLimit::WorkingDays(days) => Some((days.to_string(), "ngay-lam-viec")),
        TimeLimit::CalendarDays(days) => Some((days.to_string(), "ngay")),
        TimeLimit::WithinDay => Some((String::new(), WITHIN_DAY)),
        TimeLimit::WorkingHours { minutes } => match minutes % 60 {
            0 => Some(((minutes / 60).to_string(), "gio-lam-viec")),
            30 => Some((format!("{},5", minutes / 60), "gio-lam-viec")),
            _ => None,
        },
        TimeLimit::None { .. } => None,
    }
}

/// The part of an address that asks for this limit; empty when it cannot be asked for.
pub(in crate::citizen) fn query(limit: &TimeLimit) -> String {
    fields(limit).map_or_else(String::new, |(number, unit)| {
        format!("so={number}&don-vi={unit}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_however_it_is_typed() {
        let read = |text| read_time(text, Language::Vietnamese);
        let half_past_nine = Ok(Time::constant(9, 30, 0, 0));
        for text in ["9:30", "09:30", "9h30", "09.30"] {
            assert_eq!(read(text), half_past_nine, "{text}");
        }
        for text in ["9", "9h", "09"] {
            assert_eq!(read(text), Ok(Time::constant(9, 0, 0, 0)), "{text}");
        }
        for text in ["", "24:00", "9:60", "9:3", "930", "sáng", "-9:30", ":"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_is_asked_for_as_the_form_sends_it() {
        assert_eq!(
            query(&TimeLimit::WorkingDays(5)),
            "so=5&don-vi=ngay-lam-viec"
        );
        let hours = |minutes| TimeLimit::WorkingHours { minutes };
        assert_eq!(query(&hours(210)), "so=3,5&don-vi=gio-lam-viec");
        assert_eq!(query(&hours(100)), "");
        assert_eq!(query(&TimeLimit::WithinDay), "so=&don-vi=trong-ngay");
    }
}
