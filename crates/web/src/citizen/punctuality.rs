//! What agencies made of their promises, for everybody to read: numbers by agency, for a month or a
//! quarter. No dossier and no person is in them.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{Months, PromisesKept};

use super::{Typed, frame_in_both, typed, unit_name};
use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};

/// How many months back one can look.
const MONTHS: usize = 12;

/// `/cong-khai/thoi-han`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/cong-khai/thoi-han", get(show))
}

#[derive(Template)]
#[template(path = "citizen/punctuality.html")]
struct Punctuality {
    frame: Frame,
    periods: Vec<Choice>,
    /// The period that is shown, in words.
    period: String,
    heads: [&'static str; 5],
    lines: Vec<Line>,
    /// The sums of all agencies.
    all: [String; 4],
}

/// One agency.
struct Line {
    name: String,
    numbers: [String; 4],
}

/// A month or a quarter to choose.
struct Period {
    value: String,
    text: String,
    months: Months,
}

async fn show(
    State(app): State<App>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let language = look.language;
    let periods = periods(app.now().today(), language);
    let wanted = typed(&asked, "ky");
    // An address that names no period shows the month that runs, which is the first.
    let named = periods.iter().position(|period| period.value == wanted);
    let shown = &periods[named.unwrap_or_default()];
    let agencies = rules.organisation.all().map(|agency| agency.id.clone());
    let agencies: Vec<AgencyId> = agencies.collect();
    let kept = app.store.promises_kept(&agencies, shown.months).await?;
    let choices = periods
        .iter()
        .map(|period| Choice::new(&period.value, &period.text));
    let title = language.say("Công khai về thời hạn", "How promises were kept");
    Ok(draw(&Punctuality {
        frame: frame_in_both(&app, look, title).below_home(),
        periods: Choice::pick(choices.collect(), &shown.value),
        period: shown.text.clone(),
        heads: heads(language),
        all: sums(&kept, language),
        lines: lines(&rules, kept, language),
    }))
}

fn heads(language: Language) -> [&'static str; 5] {
    [
        language.say("Cơ quan", "Agency"),
        language.say("Đã có kết quả", "Settled"),
        language.say("Xin lỗi và hẹn lại", "Apologised, with a new day"),
        language.say("Trễ hẹn, không xin lỗi", "Late, without an apology"),
        language.say(
            "Yêu cầu bổ sung quá một lần",
            "Asked for papers more than once",
        ),
    ]
}

/// The twelve months up to today, the last first, and the four quarters that begin in them.
fn periods(today: Date, language: Language) -> Vec<Period> {
    let mut firsts = vec![today.first_of_month()];
    while firsts.len() < MONTHS
        && let Some(Ok(day)) = firsts.last().map(|first| first.yesterday())
    {
        firsts.push(day.first_of_month());
    }
    let months = firsts.iter().map(|first| month(*first, language));
    let quarters = firsts.iter().filter(|first| (first.month() - 1) % 3 == 0);
    let quarters = quarters.map(|first| quarter(*first, language));
    months.chain(quarters).collect()
}

fn month(first: Date, language: Language) -> Period {
    Period {
        value: format!("{:04}-{:02}", first.year(), first.month()),
        text: match language {
            Language::Vietnamese => format!("Tháng {:02}/{}", first.month(), first.year()),
            Language::English => first.strftime("%B %Y").to_string(),
        },
        months: Months { first, last: first },
    }
}

/// The quarter that begins on this day.
fn quarter(first: Date, language: Language) -> Period {
    let number = (first.month() - 1) / 3 + 1;
    let roman = ["I", "II", "III", "IV"];
    let index = usize::try_from(number - 1).unwrap_or_default();
    let year = first.year();
    Period {
        value: format!("{year:04}-q{number}"),
        text: match language {
            Language::Vietnamese => {
                format!("Quý {}/{year}", roman.get(index).unwrap_or(&""))
            }
            Language::English => format!("Quarter {number} of {year}"),
        },
        months: Months {
            first,
            last: Date::new(year, first.month() + 2, 1).unwrap_or(first),
        },
    }
}

/// A line for each agency, whoever settled most first.
fn lines(rules: &Rulebook, mut kept: Vec<PromisesKept>, language: Language) -> Vec<Line> {
    kept.sort_by_key(|one| std::cmp::Reverse(one.settled));
    let line = |one: PromisesKept| Line {
        name: unit_name(rules, &one.agency),
        numbers: numbers(&one).map(|number| language.number(number)),
    };
    kept.into_iter().map(line).collect()
}

fn sums(kept: &[PromisesKept], language: Language) -> [String; 4] {
    let mut sums = [0; 4];
    for one in kept {
        for (sum, number) in sums.iter_mut().zip(numbers(one)) {
            *sum += number;
        }
    }
    sums.map(|number| language.number(number))
}

fn numbers(one: &PromisesKept) -> [u64; 4] {
    [one.settled, one.apologised, one.unexcused, one.asked_again]
}

#[cfg(test)]
mod tests {
    use super::{Language, periods};
    use jiff::civil::date;

    #[test]
    fn a_year_of_months_and_its_quarters_can_be_chosen() {
        let found = periods(date(2026, 2, 28), Language::Vietnamese);
        let values: Vec<&str> = found.iter().map(|period| period.value.as_str()).collect();
        assert_eq!(values.len(), 16);
        assert_eq!((values[0], values[11]), ("2026-02", "2025-03"));
        assert_eq!(values[12..], ["2026-q1", "2025-q4", "2025-q3", "2025-q2"]);
        assert_eq!(found[0].text, "Tháng 02/2026");
        let autumn = &found[13];
        assert_eq!(autumn.text, "Quý IV/2025");
        assert_eq!(autumn.months.first, date(2025, 10, 1));
        assert_eq!(autumn.months.last, date(2025, 12, 1));
        let english = periods(date(2026, 2, 28), Language::English);
        assert_eq!(english[0].text, "February 2026");
        assert_eq!(english[13].text, "Quarter 4 of 2025");
    }
}
