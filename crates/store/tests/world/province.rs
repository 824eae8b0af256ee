//! The rules of the invented province: twenty communes, two procedures, officials.

use std::collections::BTreeSet;

use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CUT_OFF, CalendarData, CalendarDay, Certainty, DayKind};
use domain::money::Dong;
use domain::people::agency::{Agency, AgencyId, AgencyKind, Level};
use domain::people::{ApplicantKind, Official, OfficialId, Role};
use domain::procedure::fee::{Amount, Fee, FeeKey, FeeKind};
use domain::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};
use domain::procedure::{
    Case, CaseKey, Channel, Procedure, ProcedureCode, Publication, Sector, ServiceLevel,
    SettlingLevel, Terms,
};
use domain::rulebook::{Competent, Desks, ReceptionRule};
use domain::workflow::Workflow;
use jiff::civil::{Date, date};
use uuid::Uuid;

/// Three working days, one paper, one fee.
pub const REGISTER: &str = "9.000001";
/// No limit of its own, nothing that must be handed in.
pub const ADVICE: &str = "9.000002";

/// Communes with a desk.
pub const DESKS: usize = 20;

const FROM: Date = date(2025, 7, 1);

/// The unit that bears this code.
pub fn unit(code: &str) -> AgencyId {
    AgencyId::new(code, FROM)
}

/// The code of a commune's committee, from 0.
pub fn commune(number: usize) -> String {
    format!("{:05}", 3_001 + number)
}

/// The desk of a commune.
pub fn desk(number: usize) -> AgencyId {
    unit(&format!("{}-TT", commune(number)))
}

/// What stands before the day in the codes of a commune's dossiers.
pub fn agency_code(number: usize) -> String {
    format!("H35.{}", number + 1)
}

/// Every agency, unit and desk.
pub fn agencies() -> Vec<Agency> {
    let mut agencies = vec![agency(
        "12",
        AgencyKind::PeopleCommittee,
        Level::Province,
        None,
        "H35",
    )];
    for number in 0..DESKS {
        let committee = commune(number);
        let below = |suffix| format!("{committee}-{suffix}");
        let code = agency_code(number);
        let parent = Some(committee.as_str());
        let level = Level::Commune;
        agencies.extend([
            agency(
                &committee,
                AgencyKind::PeopleCommittee,
                level,
                Some("12"),
                &code,
            ),
            agency(&below("VHXH"), AgencyKind::Division, level, parent, ""),
            agency(&below("TT"), AgencyKind::ServiceCentre, level, parent, ""),
        ]);
    }
    agencies
}

/// A unit of the province; without an identification code when `code` is empty.
pub fn agency(
    number: &str,
    kind: AgencyKind,
    level: Level,
    parent: Option<&str>,
    code: &str,
) -> Agency {
    Agency {
        id: unit(number),
        code: number.to_owned(),
        name: format!("Đơn vị {number}"),
        level,
        kind,
        parent: parent.map(unit),
        valid_from: FROM,
        valid_to: None,
        agency_code: (!code.is_empty()).then(|| code.parse().expect("a sound code")),
        agency_code_invented: true,
        source: "bịa".to_owned(),
        certainty: "bịa".to_owned(),
        note: String::new(),
    }
}

/// Every commune receives both procedures and settles them itself.
pub fn receptions() -> Vec<ReceptionRule> {
    [REGISTER, ADVICE]
        .map(|code| ReceptionRule {
            procedure: procedure_code(code),
            desks: Desks::Level(Level::Commune),
            competent: Competent::AgencyOfDesk,
            basis: "Danh mục thử nghiệm".to_owned(),
            valid_from: FROM,
            valid_to: None,
        })
        .into()
}

/// The year 2026 with one holiday.
pub fn calendar() -> CalendarData {
    CalendarData {
        sessions: domain::calendar::sessions::WeekSessions::default(),
        cut_off: CUT_OFF,
        days: vec![CalendarDay {
            date: date(2026, 1, 1),
            kind: DayKind::Holiday,
            name: "Tết Dương lịch".to_owned(),
            certainty: Certainty::High,
            pair_date: None,
        }],
    }
}

/// The procedures.
pub fn procedures() -> Vec<Procedure> {
    vec![
        procedure(REGISTER, 1, TimeLimit::WorkingDays(3), Need::Always),
        procedure(
            ADVICE,
            1,
            TimeLimit::None {
                because: "theo thỏa thuận".to_owned(),
            },
            Need::Optional,
        ),
    ]
}

/// One version of a procedure with one case.
pub fn procedure(code: &str, version: u32, limit: TimeLimit, letter: Need) -> Procedure {
    let case = Case {
        key: CaseKey("common".to_owned()),
        name: "Trường hợp chung".to_owned(),
        terms: vec![Terms {
            note: String::new(),
            channels: vec![Channel::Desk, Channel::Online, Channel::Post],
            limit,
            reduced: None,
            fees: vec![fee()],
        }],
        papers: vec![paper("letter", letter), paper("map", Need::Optional)],
    };
    Procedure {
        certainty: domain::procedure::Certainty::Unstated,
        sets: Some(1),
        code: procedure_code(code),
        version,
        name: format!("Thủ tục {code}"),
        official_name: format!("Thủ tục thử nghiệm {code}"),
        english_name: None,
        synonyms: Vec::new(),
        sector: Sector {
            code: None,
            name: "Thử nghiệm".to_owned(),
        },
        levels: vec![SettlingLevel::Commune],
        applicants: vec![ApplicantKind::Person],
        online_level: ServiceLevel::FullyOnline,
        cases: vec![case],
        results: Vec::new(),
        legal_bases: Vec::new(),
        steps: Vec::new(),
        conditions: String::new(),
        agencies_text: String::new(),
        publication: Publication::default(),
        declaration: None,
        workflow: Workflow::usual(Some("VHXH")),
        process: None,
        to_mend: Vec::new(),
        source: "bịa".to_owned(),
    }
}

/// The code of a procedure.
pub fn procedure_code(text: &str) -> ProcedureCode {
    text.parse().expect("a sound code")
}

fn fee() -> Fee {
    Fee {
        key: FeeKey("charge".to_owned()),
        kind: FeeKind::StatutoryCharge,
        name: "Lệ phí".to_owned(),
        amount: Amount::Fixed(Dong::new(8_000)),
        per: "bản".to_owned(),
        exempt: Vec::new(),
        basis: "Nghị quyết thử nghiệm".to_owned(),
    }
}

fn paper(key: &str, need: Need) -> RequiredPaper {
    RequiredPaper {
        key: PaperKey(key.to_owned()),
        code: None,
        name: format!("Giấy {key}"),
        originals: 1,
        copies: 0,
        handing: Handing::Submit,
        need,
        form: None,
        replaceable_by: None,
        is_declaration: false,
    }
}

/// Everybody in the first commune who settles, and an administrator.
pub fn officials() -> Vec<(&'static str, Official)> {
    use Role::{Administrator, CaseOfficer, Cashier, DeskOfficer, Leader, RecordsClerk};
    [
        ("desk", "03001-TT", DeskOfficer),
        ("cashier", "03001-TT", Cashier),
        ("examiner", "03001-VHXH", CaseOfficer),
        ("second examiner", "03001-VHXH", CaseOfficer),
        ("head", "03001-VHXH", Leader),
        ("chair", "03001", Leader),
        ("clerk", "03001", RecordsClerk),
        ("administrator", "12", Administrator),
    ]
    .into_iter()
    .zip(0xA000..)
    .map(|((name, code, role), id)| (name, someone(id, &unit(code), role)))
    .collect()
}

/// The desk officer of a commune.
pub fn desk_officer(number: usize) -> Official {
    let id = 0xD000 + u128::try_from(number).expect("a small number");
    someone(id, &desk(number), Role::DeskOfficer)
}

fn someone(id: u128, unit: &AgencyId, role: Role) -> Official {
    Official {
        id: OfficialId(Uuid::from_u128(id)),
        unit: unit.clone(),
        roles: BTreeSet::from([role]),
    }
}
