//! The shipped calendar of the nation, an invented province, and layers for it.

use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::layer_file::parse_layer_csv;
use domain::calendar::layers::{CalendarLayer, Calendars, LayerContent, LayerOwner};
use domain::people::agency::{Agency, AgencyId, AgencyKind, Level, Organisation};
use jiff::civil::{Date, date};

const CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

/// The day on which the second commune came under the province.
pub const MOVED: Date = date(2026, 7, 1);

pub fn nation() -> LayerContent {
    LayerContent {
        days: parse_calendar_csv(CALENDAR).unwrap(),
        ..LayerContent::default()
    }
}

/// A layer of these lines: date, kind, name, certainty, pair, hours, weekday, last day, decision.
pub fn layer(lines: &str) -> LayerContent {
    let heading = "date,kind,name,certainty,pair_date,hours,weekday,valid_to,decision,decision_on";
    parse_layer_csv(&format!("{heading}\n{lines}")).unwrap()
}

pub fn unit(code: &str) -> AgencyId {
    AgencyId::new(code, date(2025, 7, 1))
}

pub fn of(code: &str) -> LayerOwner {
    LayerOwner::Unit(unit(code))
}

/// A province, a department and a commune with a desk; another commune whose province is renewed.
pub fn organisation() -> Organisation {
    let line = |id: AgencyId, kind, parent: Option<AgencyId>, valid_to| Agency {
        code: id.code().to_owned(),
        name: format!("Đơn vị {id}"),
        level: Level::Province,
        kind,
        parent,
        valid_from: id.as_str()[id.code().len() + 1..].parse().unwrap(),
        valid_to,
        agency_code: None,
        agency_code_invented: true,
        source: "bịa".to_owned(),
        certainty: "bịa".to_owned(),
        note: String::new(),
        id,
    };
    let committee = AgencyKind::PeopleCommittee;
    let renewed = AgencyId::new("13", MOVED);
    Organisation::new(
        vec![
            line(unit("12"), committee, None, None),
            line(
                unit("12-SXD"),
                AgencyKind::Department,
                Some(unit("12")),
                None,
            ),
            line(unit("03001"), committee, Some(unit("12")), None),
            line(
                unit("03001-BP"),
                AgencyKind::Desk,
                Some(unit("03001")),
                None,
            ),
            line(
                unit("13"),
                committee,
                None,
                Some(MOVED.yesterday().unwrap()),
            ),
            line(renewed.clone(), committee, None, None),
            line(unit("04001"), committee, Some(renewed), None),
        ],
        Vec::new(),
    )
}

/// These layers over the nation's shipped one.
pub fn calendars(layers: &[(LayerOwner, LayerContent)]) -> Calendars {
    let nation = (LayerOwner::Nation, nation());
    let layers = std::iter::once(&nation)
        .chain(layers)
        .map(|(owner, content)| CalendarLayer {
            version: 1,
            content: content.clone(),
            ..CalendarLayer::first(owner.clone())
        })
        .collect();
    Calendars::new(layers, &organisation()).unwrap()
}
