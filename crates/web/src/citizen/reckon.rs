//! When something received at a moment would be due, and why: for everybody, for any limit, by the
//! calendar of the province. Nothing is kept of what is asked.

pub(super) mod wish;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::calendar::WorkingCalendar;
use domain::calendar::deadline;
use domain::calendar::explanation::bases;

use super::{Typed, frame_in_both, terms};
use crate::app::App;
use crate::components::Fact;
use crate::explained::Count;
use crate::fault::Broken;
use crate::form::{Choice, TypedDate};
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::wording::clock;
use wish::{Given, Wish};

/// `/tinh-ngay-hen`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/tinh-ngay-hen", get(show))
}

#[derive(Template)]
#[template(path = "citizen/reckon.html")]
struct Reckon {
    frame: Frame,
    day: TypedDate,
    time: String,
    code: String,
    number: String,
    units: Vec<Choice>,
    moments: Vec<Choice>,
    years: String,
    answer: Option<Answer>,
}

/// The moment it would be due, and the way there.
struct Answer {
    due: String,
    provisional: bool,
    procedure: String,
    facts: Vec<Fact>,
    count: Count,
}

async fn show(
    State(app): State<App>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let language = look.language;
    let mut wish = Wish::new(&asked, &rules, app.now(), language);
    let given = if wish.is_asked {
        wish.read(language)
    } else {
        None
    };
    let calendar = rules.calendar.nation();
    let answer = match given.map(|given| answer(calendar, &wish, &given, language)) {
        None => None,
        Some(Ok(answer)) => Some(answer),
        Some(Err(sentence)) => {
            wish.errors.add("ngay", sentence);
            None
        }
    };
    let failed = !wish.errors.is_empty();
    let (units, moments) = (wish.units(language), wish.moments(language));
    let title = language.say("Tính ngày hẹn trả", "Work out a promised day");
    let frame = frame_in_both(&app, look, title).below_home();
    let page = Reckon {
        frame: frame.errors(wish.errors),
        day: wish.day,
        time: wish.time,
        code: wish.code,
        number: wish.number,
        units,
        moments,
        years: years(calendar, language),
        answer,
    };
    Ok(if failed {
        draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    } else {
        draw(&page)
    })
}

/// Counts what was read; a sentence when the calendar does not reach that far.
fn answer(
    calendar: &WorkingCalendar,
    wish: &Wish,
    given: &Given,
    language: Language,
) -> Result<Answer, String> {
    let promise = deadline::promise(calendar, given.received, &given.limit, given.moment)
        .map_err(|why| clock::no_promise(&why, language))?;
    let leans = bases(&given.limit, &promise.days);
    Ok(Answer {
        due: language.time_on(promise.due),
        provisional: promise.provisional,
        procedure: wish.procedure.clone(),
        facts: facts(given, language),
        count: Count::of(&promise, &leans, language),
    })
}

fn facts(given: &Given, language: Language) -> Vec<Fact> {
    let way = clock::way(&given.limit, given.moment, language);
    vec![
        Fact::new(
            language.say("Nhận lúc", "Received"),
            language.time_on(given.received),
        ),
        Fact::new(
            language.say("Thời hạn", "Time limit"),
            terms::limit(&given.limit, language),
        ),
        Fact::new(language.say("Cách tính", "How it is counted"), way),
    ]
}

/// The years that have a calendar, and which of them may still change.
fn years(calendar: &WorkingCalendar, language: Language) -> String {
    let mut known: Vec<i16> = calendar.days().map(|day| day.date.year()).collect();
    known.dedup();
    let provisional: Vec<String> = known
        .iter()
        .filter(|year| calendar.is_provisional(**year))
        .map(i16::to_string)
        .collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return String::new();
    };
    let reach = match language {
        Language::Vietnamese => format!("Lịch có từ năm {first} đến năm {last}."),
        Language::English => format!("It reaches from {first} to {last}."),
    };
    if provisional.is_empty() {
        return reach;
    }
    let which = provisional.join(", ");
    match language {
        Language::Vietnamese => {
            format!("{reach} Lịch nghỉ năm {which} chưa công bố nên ngày tính ra còn có thể đổi.")
        }
        Language::English => {
            format!("{reach} The public holidays of {which} are not announced yet and may change.")
        }
    }
}
