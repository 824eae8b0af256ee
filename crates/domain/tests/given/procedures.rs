//! The invented procedures: their cases, papers, fees and ways through the offices.

use domain::calendar::time_limit::TimeLimit;
use domain::money::Dong;
use domain::people::ApplicantKind;
use domain::procedure::fee::{Amount, Fee, FeeKind};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::{
    Case, CaseKey, Certainty, Channel, Procedure, Publication, Sector, ServiceLevel, SettlingLevel,
    Terms,
};
use domain::workflow::{Step, StepKind, UnitRule, Workflow};
use jiff::civil::date;

use crate::given::province::{ADVICE, EXPIRED, EXTRACT, LICENCE, REGISTER, code, fee, paper};

/// Every procedure of the province, in each of its versions.
pub fn procedures() -> Vec<Procedure> {
    let days = |count| TimeLimit::WorkingDays(count);
    let hours = |hours: u32| TimeLimit::WorkingHours {
        minutes: hours * 60,
    };
    let register = |version, limit, from, to| Procedure {
        version,
        publication: Publication {
            decision: "Quyết định thử nghiệm".to_owned(),
            valid_from: from,
            valid_to: to,
        },
        applicants: vec![ApplicantKind::Person],
        ..procedure(
            REGISTER,
            vec![
                case("common", ANY_WAY, limit, papers(), fees()),
                case(
                    "at-once",
                    &[Channel::Desk],
                    TimeLimit::WithinDay,
                    papers(),
                    fees(),
                ),
            ],
            Workflow::usual(Some("VHXH")),
        )
    };
    let no_limit = TimeLimit::None {
        because: "theo thỏa thuận".to_owned(),
    };
    let simple = || {
        vec![
            required("letter", Need::Always),
            required("map", Need::Optional),
        ]
    };
    vec![
        register(1, days(5), None, Some(date(2026, 6, 30))),
        register(2, days(3), Some(date(2026, 7, 1)), None),
        procedure(
            LICENCE,
            vec![case(
                "common",
                &[Channel::Desk, Channel::Online],
                hours(16),
                simple(),
                fees(),
            )],
            two_examinations(),
        ),
        procedure(
            ADVICE,
            vec![case("common", ANY_WAY, no_limit, simple(), Vec::new())],
            Workflow::usual(None),
        ),
        Procedure {
            publication: Publication {
                valid_to: Some(date(2025, 6, 30)),
                ..Publication::default()
            },
            ..procedure(
                EXPIRED,
                vec![case("common", ANY_WAY, days(5), simple(), Vec::new())],
                Workflow::usual(None),
            )
        },
        procedure(
            EXTRACT,
            vec![case(
                "common",
                ANY_WAY,
                TimeLimit::CalendarDays(10),
                vec![replaceable("residence")],
                Vec::new(),
            )],
            Workflow::usual(Some("VHXH")),
        ),
    ]
}

const ANY_WAY: &[Channel] = &[Channel::Desk, Channel::Online, Channel::Post];

fn procedure(number: &str, cases: Vec<Case>, workflow: Workflow) -> Procedure {
    Procedure {
        code: code(number),
        version: 1,
        name: format!("Thủ tục {number}"),
        official_name: format!("Thủ tục thử nghiệm {number}"),
        english_name: None,
        synonyms: Vec::new(),
        sector: Sector {
            code: None,
            name: "Thử nghiệm".to_owned(),
        },
        levels: vec![SettlingLevel::Commune],
        applicants: vec![ApplicantKind::Person, ApplicantKind::Organisation],
        online_level: ServiceLevel::FullyOnline,
        sets: Some(1),
        certainty: Certainty::default(),
        cases,
        results: Vec::new(),
        legal_bases: Vec::new(),
        steps: Vec::new(),
        conditions: String::new(),
        agencies_text: String::new(),
        publication: Publication::default(),
        declaration: None,
        workflow,
        process: None,
        to_mend: Vec::new(),
        source: "bịa".to_owned(),
    }
}

fn case(
    key: &str,
    channels: &[Channel],
    limit: TimeLimit,
    papers: Vec<RequiredPaper>,
    fees: Vec<Fee>,
) -> Case {
    Case {
        key: CaseKey(key.to_owned()),
        name: format!("Trường hợp {key}"),
        terms: vec![Terms {
            channels: channels.to_vec(),
            limit,
            reduced: None,
            fees,
            note: String::new(),
        }],
        papers,
    }
}

fn papers() -> Vec<RequiredPaper> {
    let declaration = RequiredPaper {
        is_declaration: true,
        ..required("form", Need::Always)
    };
    let card = RequiredPaper {
        handing: Handing::Present,
        ..required("card", Need::Always)
    };
    vec![
        declaration,
        required("certificate", Need::Always),
        card,
        required(
            "authority",
            Need::When("khi có người được ủy quyền".to_owned()),
        ),
        replaceable("residence"),
        required("photo", Need::Optional),
    ]
}

fn required(key: &str, need: Need) -> RequiredPaper {
    RequiredPaper {
        key: paper(key),
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

fn replaceable(key: &str) -> RequiredPaper {
    RequiredPaper {
        replaceable_by: Some("cơ sở dữ liệu quốc gia về dân cư".to_owned()),
        ..required(key, Need::Always)
    }
}

fn fees() -> Vec<Fee> {
    use FeeKind::{ServiceFee, StatutoryCharge};
    [
        ("charge", StatutoryCharge, Amount::Fixed(Dong::new(8_000))),
        ("copy", ServiceFee, Amount::Fixed(Dong::new(2_500))),
        ("free", ServiceFee, Amount::Fixed(Dong::ZERO)),
        ("province", ServiceFee, Amount::SetByProvince),
        (
            "words",
            ServiceFee,
            Amount::Words("theo quy định".to_owned()),
        ),
    ]
    .map(|(key, kind, amount)| Fee {
        key: fee(key),
        kind,
        name: format!("Khoản {key}"),
        amount,
        per: "bản".to_owned(),
        exempt: Vec::new(),
        basis: "Nghị quyết thử nghiệm".to_owned(),
    })
    .into()
}

fn two_examinations() -> Workflow {
    let step = |kind, unit| Step {
        name: format!("{kind:?}"),
        kind,
        unit,
        minutes: 60,
    };
    let below = UnitRule::UnitBelow("TD".to_owned());
    Workflow::try_from(vec![
        step(StepKind::Reception, UnitRule::Desk),
        step(StepKind::Examination, below),
        step(StepKind::Examination, UnitRule::CompetentAgency),
        step(StepKind::Decision, UnitRule::CompetentAgency),
        step(StepKind::Records, UnitRule::CompetentAgency),
        step(StepKind::Return, UnitRule::Desk),
    ])
    .expect("a sound workflow")
}
