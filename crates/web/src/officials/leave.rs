//! Who is away, from when to when, and which colleague takes over: what a hand-over is made from.

use domain::people::Role;
use domain::people::agency::{Agency, AgencyId, AgencyKind};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{Account, Filter, Line, Scope};

use crate::acts::part::typed_day;
use crate::app::App;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::incoming::Incoming;
use crate::officials::{self, case_officers};
use crate::session::Officer;

/// Whose dossiers are handed on, and to whom they can go.
#[derive(Clone, Debug)]
pub struct Leave {
    /// The officials a leader chooses from, after an empty choice; none for those who hand on their
    /// own.
    pub officers: Vec<Choice>,
    /// Who is away; nobody yet while a leader has not chosen.
    pub absent: Option<Account>,
    /// Who can take over: active case officers of the same unit, by name.
    pub colleagues: Vec<Account>,
}

impl Leave {
    /// What `form` asks for. Case officers hand on their own dossiers; leaders those of whoever
    /// works for them, also of an account that is closed.
    pub async fn read(
        app: &App,
        rules: &Rulebook,
        officer: &Officer,
        form: &Incoming,
    ) -> Result<Self, Broken> {
        let leads = officer.official().is(Role::Leader);
        let (officers, absent) = if leads {
            let led = led(app, rules, officer).await?;
            let chosen = form.text("cua");
            let choices = choices(rules, &led, chosen);
            let absent = led
                .into_iter()
                .find(|one| one.official.id.0.to_string() == chosen);
            (choices, absent)
        } else {
            (Vec::new(), Some(officer.account.clone()))
        };
        let colleagues = match &absent {
            Some(absent) => colleagues(app, absent).await?,
            None => Vec::new(),
        };
        Ok(Self {
            officers,
            absent,
            colleagues,
        })
    }

    /// The colleague that was chosen; none when it is nobody who can take over.
    pub fn colleague(&self, form: &Incoming) -> Option<&Account> {
        let chosen = form.text("nguoi");
        self.colleagues
            .iter()
            .find(|one| one.official.id.0.to_string() == chosen)
    }

    /// The colleagues to choose from, after an empty choice.
    pub fn colleague_choices(&self, form: &Incoming) -> Vec<Choice> {
        let all = case_officers::choices("Chọn đồng nghiệp", &self.colleagues, |one| {
            one.name.clone()
        });
        Choice::pick(all, form.text("nguoi"))
    }
}

/// What somebody who is away has at this stage, the most urgent first, as far as `officer` may give
/// it to others.
pub fn held_by(officer: &Officer, absent: &Account, stage: &str) -> Filter {
    let own = &officer.official().unit;
    let unit = &absent.official.unit;
    // A leader leads in their own unit, and beyond it what their agency answers for.
    let scope = if unit == own {
        Scope::HeldBy(unit.clone())
    } else {
        Scope::SettledBy(own.clone())
    };
    Filter {
        stage: Some(stage.to_owned()),
        officer: Some(absent.official.id),
        ..Filter::open_in(scope)
    }
}

/// The case officers of a leader's unit and of the units below it, by name.
async fn led(app: &App, rules: &Rulebook, officer: &Officer) -> Result<Vec<Account>, Broken> {
    let own = &officer.official().unit;
    let below = rules
        .organisation
        .children_on(own, app.now().today())
        .filter(|unit| is_part(unit))
        .map(|unit| &unit.id);
    let units: Vec<&AgencyId> = std::iter::once(own).chain(below).collect();
    case_officers::of_units(app, &units).await
}

/// Whether a unit is a part of the agency above it, not an agency of its own.
fn is_part(unit: &Agency) -> bool {
    match unit.kind {
        AgencyKind::PeopleCommittee | AgencyKind::Department | AgencyKind::VerticalAgency => false,
        AgencyKind::Office
        | AgencyKind::Division
        | AgencyKind::ServiceCentre
        | AgencyKind::Desk
        | AgencyKind::Inspectorate
        | AgencyKind::ManagementBoard
        | AgencyKind::ServiceUnit => true,
    }
}

fn choices(rules: &Rulebook, led: &[Account], chosen: &str) -> Vec<Choice> {
    let all = case_officers::choices("Chọn cán bộ", led, |one| {
        let unit = officials::unit_name(rules, &one.official.unit);
        let closed = if one.active {
            ""
        } else {
            " (tài khoản đã khóa)"
        };
        format!("{} · {unit}{closed}", one.name)
    });
    Choice::pick(all, chosen)
}

async fn colleagues(app: &App, absent: &Account) -> Result<Vec<Account>, Broken> {
    let mut all = case_officers::of_units(app, &[&absent.official.unit]).await?;
    all.retain(|one| one.active && one.official.id != absent.official.id);
    Ok(all)
}

/// The days of an absence: as typed, and as read once both can be.
#[derive(Clone, Debug)]
pub struct Days {
    /// The first day, as typed.
    pub from: TypedDate,
    /// The last day, as typed.
    pub to: TypedDate,
    /// First and last day; none while there is no last day.
    pub read: Option<(Date, Date)>,
}

impl Days {
    /// The days in a form; from today when nothing else is said.
    pub fn of(form: &Incoming, today: Date, errors: &mut FormErrors) -> Self {
        let from = typed_day(form, "tu", TypedDate::of(today));
        let to = typed_day(form, "den", TypedDate::default());
        let first = day(&from, "tu", Some(today), errors);
        let last = day(&to, "den", None, errors);
        let mut read = first.zip(last);
        if read.is_some_and(|(first, last)| last < first) {
            errors.add("den", "Ngày nghỉ cuối phải từ ngày nghỉ đầu trở đi");
            read = None;
        }
        Self { from, to, read }
    }

    /// Whether a dossier is due within the absence.
    pub fn holds(&self, line: &Line) -> bool {
        let due = line.due_at.map(|due| due.today());
        self.read
            .zip(due)
            .is_some_and(|((first, last), due)| first <= due && due <= last)
    }
}

/// The day in three fields; `usual` when they are empty.
fn day(
    typed: &TypedDate,
    field: &str,
    usual: Option<Date>,
    errors: &mut FormErrors,
) -> Option<Date> {
    let sentence = match typed.read() {
        Ok(ReadDate::Day(day)) => return Some(day),
        Ok(ReadDate::Empty) => return usual,
        Ok(ReadDate::Year(_)) => "Nhập đủ ngày, tháng và năm, ví dụ 28/02/2027".to_owned(),
        Err(sentence) => sentence,
    };
    errors.add(field, sentence);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form(fields: &[(&str, &str)]) -> Incoming {
        let fields = fields.iter();
        Incoming::of(fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn an_absence_begins_today_and_ends_when_it_says_so() {
        let today = date(2026, 11, 16);
        let mut errors = FormErrors::new();
        assert_eq!(Days::of(&form(&[]), today, &mut errors).read, None);
        let until = form(&[("den_day", "20/11/2026")]);
        let days = Days::of(&until, today, &mut errors);
        assert_eq!(days.read, Some((today, date(2026, 11, 20))));
        assert!(errors.is_empty());
        let backwards = form(&[("den_day", "13/11/2026")]);
        assert_eq!(Days::of(&backwards, today, &mut errors).read, None);
        assert!(errors.of("den").starts_with("Ngày nghỉ cuối"));
    }
}
