//! What is published, what is refused, and which process counts on which day.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::calendar::time_limit::TimeLimit;
use domain::people::Role;
use domain::people::agency::{AgencyId, Organisation};
use domain::process::built_in::templates;
use domain::process::check::{Code, Strictness};
use domain::process::draft::{Block, Branch, Choice, Draft, RoleSaid, Step};
use domain::process::fact::{About, Fact, Values};
use domain::process::publish::{NewProcess, PublishRefusal, publish};
use domain::process::published::{ProcessDecision, Processes, PublishedProcess};
use domain::process::surroundings::Surroundings;
use domain::rulebook::Rulebook;
use domain::workflow::UnitRule;
use jiff::civil::{Date, date};

use crate::blocks::{draft, granted, plain_step};
use crate::given::province::{ADVICE, REGISTER, code, rulebook};

const TODAY: Date = date(2026, 3, 2);

fn step(key: &str, minutes: u32) -> Block {
    Block::Step(Step {
        minutes,
        role: RoleSaid::Known(Role::CaseOfficer),
        unit: UnitRule::CompetentAgency,
        ..plain_step(key)
    })
}

fn process(minutes: u32) -> Draft {
    Draft {
        limit: TimeLimit::WorkingDays(5),
        ..draft(vec![step("look", minutes), granted()])
    }
}

fn new(from: Date, draft: Draft) -> NewProcess {
    NewProcess {
        procedure: code(REGISTER),
        from,
        decision: ProcessDecision {
            number: "812/QĐ-UBND".to_owned(),
            dated_on: date(2026, 2, 27),
            issuer: String::new(),
        },
        draft,
    }
}

fn with(published: Vec<PublishedProcess>) -> Rulebook {
    Rulebook {
        processes: Processes::new(published),
        ..rulebook().clone()
    }
}

fn published(rules: &Rulebook, new: NewProcess) -> PublishedProcess {
    publish(rules, new, &Surroundings::default(), TODAY).unwrap()
}

fn refused(rules: &Rulebook, new: NewProcess) -> PublishRefusal {
    publish(rules, new, &Surroundings::default(), TODAY).unwrap_err()
}

#[test]
fn every_built_in_template_can_be_read() {
    let keys: BTreeSet<&str> = templates().map(|template| template.key()).collect();
    assert!(keys.len() >= 14, "{keys:?}");
    for draft in templates().map(|template| template.thousandths()) {
        let text = serde_json::to_string(draft).unwrap();
        let read: Draft = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, draft);
    }
}

#[test]
fn a_procedure_goes_by_its_template_until_its_own_process_begins() {
    let rules = rulebook();
    let procedure = rules.procedure_on(&code(REGISTER), TODAY).unwrap();
    let terms = &procedure.cases[0].terms[0];
    let usual = rules.process_for(procedure, terms, TODAY).unwrap();
    assert_eq!(usual.version(), 0);
    assert!(usual.key().starts_with("template:"), "{}", usual.key());
    assert_eq!(&usual.draft().limit, terms.promised());
    let again = rules.process_for(procedure, terms, TODAY).unwrap();
    assert!(Arc::ptr_eq(&usual, &again), "nothing is built twice");

    let later = date(2026, 4, 1);
    let first = published(rules, new(later, process(240)));
    let rules = with(vec![first]);
    let before = rules.process_for(procedure, terms, TODAY).unwrap();
    assert_eq!(before.key(), usual.key());
    let own = rules.process_for(procedure, terms, later).unwrap();
    assert_eq!((own.key(), own.version()), (REGISTER, 1));

    // An open dossier stays with what it began with.
    let kept = rules.process_version(usual.key(), 0).unwrap();
    assert_eq!(kept, usual);
    assert_eq!(rules.process_version(REGISTER, 1), Some(own));
    assert_eq!(rules.process_version(REGISTER, 2), None);
    assert_eq!(
        rules.process_version("template:x/9.000001/1/common/0", 0),
        None
    );
}

#[test]
fn of_two_versions_that_began_the_newer_counts() {
    let first = published(rulebook(), new(TODAY, process(240)));
    let rules = with(vec![first.clone()]);
    let second = published(&rules, new(date(2026, 5, 4), process(480)));
    assert_eq!(second.version, 2);
    let rules = with(vec![second, first]);
    let version = |day| {
        rules
            .processes
            .in_force(&code(REGISTER), day)
            .unwrap()
            .version
    };
    assert_eq!((version(TODAY), version(date(2026, 5, 3))), (1, 1));
    assert_eq!(version(date(2026, 5, 4)), 2);
    let none = rules.processes.in_force(&code(REGISTER), date(2026, 3, 1));
    assert!(none.is_none());
}

#[test]
fn what_cannot_be_mended_by_anybody_later_is_refused() {
    let rules = rulebook();
    let silent = NewProcess {
        decision: ProcessDecision {
            number: " ".to_owned(),
            ..new(TODAY, process(240)).decision
        },
        ..new(TODAY, process(240))
    };
    assert_eq!(refused(rules, silent), PublishRefusal::DecisionMissing);
    let ahead = NewProcess {
        decision: ProcessDecision {
            dated_on: date(2026, 3, 3),
            ..new(TODAY, process(240)).decision
        },
        ..new(TODAY, process(240))
    };
    assert_eq!(refused(rules, ahead), PublishRefusal::DecisionAhead);
    let past = new(date(2026, 3, 1), process(240));
    assert_eq!(refused(rules, past), PublishRefusal::BeginsInThePast);
    let nobodys = NewProcess {
        procedure: code("1.999999"),
        ..new(TODAY, process(240))
    };
    assert_eq!(refused(rules, nobodys), PublishRefusal::NoSuchProcedure);

    let later = date(2026, 5, 4);
    let rules = with(vec![published(rules, new(later, process(240)))]);
    assert_eq!(
        refused(&rules, new(TODAY, process(480))),
        PublishRefusal::BeginsTooEarly {
            version: 1,
            from: later
        }
    );
    assert_eq!(
        refused(&rules, new(later, process(240))),
        PublishRefusal::AlreadyPublished { version: 1 }
    );
}

#[test]
fn a_process_that_is_not_sound_or_takes_too_long_is_refused() {
    let endless = draft(vec![step("look", 480)]);
    let PublishRefusal::Unsound(found) = refused(rulebook(), new(TODAY, endless)) else {
        panic!("it has no end");
    };
    assert!(found.iter().any(|one| one.code == Code::PathWithoutEnd));
    // The file may say any limit: what counts is that of the procedure.
    let slow = Draft {
        limit: TimeLimit::WorkingDays(30),
        ..process(30 * 480)
    };
    let PublishRefusal::TooLong(case) = refused(rulebook(), new(TODAY, slow)) else {
        panic!("thirty days are too long");
    };
    assert_eq!(case.days(), 30);
}

/// A quick way for one case and a slow one for all others.
fn by_case(quick: &str) -> Draft {
    let way = |when: &str, minutes| Branch {
        when: vec![when.to_owned()],
        body: vec![step(&format!("work-{when}"), minutes)],
    };
    let choice = Block::Choice(Choice {
        key: "which".to_owned(),
        by: "case".to_owned(),
        outcomes: vec![way(quick, 480), way("other", 20 * 480)],
    });
    Draft {
        limit: TimeLimit::WorkingDays(30),
        facts: vec![Fact {
            key: "case".to_owned(),
            about: About::Case,
            values: Values::OneOf(vec![quick.to_owned(), "other".to_owned()]),
        }],
        ..draft(vec![choice, granted()])
    }
}

#[test]
fn each_case_is_held_against_its_own_limit() {
    let procedure = rulebook().procedure_on(&code(REGISTER), TODAY).unwrap();
    let cases: Vec<&str> = procedure.cases.iter().map(|c| c.key.0.as_str()).collect();
    let mut draft = by_case(cases[0]);
    if let Block::Choice(choice) = &mut draft.body[0] {
        let quick = cases.iter().map(|case| (*case).to_owned());
        choice.outcomes[0].when = quick.collect();
        draft.facts[0].values = Values::OneOf(
            choice
                .outcomes
                .iter()
                .flat_map(|way| way.when.clone())
                .collect(),
        );
    }
    assert_eq!(published(rulebook(), new(TODAY, draft)).version, 1);
    let PublishRefusal::TooLong(case) = refused(rulebook(), new(TODAY, by_case("nobody"))) else {
        panic!("no case takes the quick way");
    };
    assert_eq!(case.days(), 20);
}

#[test]
fn staff_is_looked_at_where_the_procedure_is_received() {
    let rules = rulebook();
    let staff = |role: Role| -> Vec<(AgencyId, Role)> {
        let units = rules.organisation.all();
        units.map(|unit| (unit.id.clone(), role)).collect()
    };
    let around =
        |staff: &[(AgencyId, Role)]| Surroundings::of(rules, &code(REGISTER), TODAY, staff);
    let everywhere = around(&staff(Role::CaseOfficer));
    let desks = rules.desks_for(&code(REGISTER), TODAY).len();
    assert_eq!(everywhere.places.len(), desks);
    assert!(desks > 0, "received somewhere");
    let wish = || new(TODAY, process(240));
    assert!(publish(rules, wish(), &everywhere, TODAY).is_ok());
    let nobody = around(&staff(Role::Cashier));
    let Err(PublishRefusal::Unsound(found)) = publish(rules, wish(), &nobody, TODAY) else {
        panic!("nobody can do it");
    };
    assert!(found.iter().all(|one| one.code == Code::NobodyInRole));
    assert!(rules.desks_for(&code(ADVICE), TODAY).len() <= rules.organisation.all().count());
}

#[test]
fn a_unit_that_ends_tonight_warns_today_and_forbids_tomorrow() {
    let units = rulebook().organisation.all().cloned();
    let units = units.map(|mut unit| {
        if unit.code.ends_with("-VHXH") {
            unit.valid_to = Some(TODAY);
        }
        unit
    });
    let rules = Rulebook {
        organisation: Organisation::new(units.collect(), Vec::new()),
        ..rulebook().clone()
    };
    let units = rules.organisation.all();
    let staff: Vec<_> = units
        .map(|unit| (unit.id.clone(), Role::CaseOfficer))
        .collect();
    let mut given = process(240);
    if let Block::Step(step) = &mut given.body[0] {
        step.unit = UnitRule::UnitBelow("VHXH".to_owned());
    }
    let tomorrow = TODAY.tomorrow().unwrap();
    let found = |day: Date| -> BTreeSet<Code> {
        let around = Surroundings::of(&rules, &code(REGISTER), day, &staff);
        let found = given.findings(&around, Strictness::Publishing);
        found.into_iter().map(|one| one.code).collect()
    };
    assert_eq!(found(TODAY), BTreeSet::from([Code::UnitToBeAbolished]));
    assert_eq!(found(tomorrow), BTreeSet::from([Code::UnitAbolished]));
    let around = |day| Surroundings::of(&rules, &code(REGISTER), day, &staff);
    let today = publish(&rules, new(TODAY, given.clone()), &around(TODAY), TODAY);
    assert!(today.is_ok(), "it warns only");
    let later = publish(
        &rules,
        new(tomorrow, given.clone()),
        &around(tomorrow),
        TODAY,
    );
    assert!(matches!(later, Err(PublishRefusal::Unsound(_))));
}
