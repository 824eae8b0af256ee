//! Processes in few words, and dossiers that go by them.

use domain::calendar::time_limit::TimeLimit;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::course::CourseRefusal;
use domain::people::Role;
use domain::process::built_in::template;
use domain::process::draft::{
    Again, Asked, Awaited, Block, Branch, Choice, Consult, Draft, End, Ending, Join, Loop,
    Parallel, RoleSaid, Step, TimeOut, Wait, Whom, Work,
};
use domain::process::publish::{NewProcess, PublishRefusal, publish};
use domain::process::published::{ProcessDecision, Processes};
use domain::process::surroundings::Surroundings;
use domain::rulebook::Rulebook;
use domain::workflow::UnitRule;
use jiff::civil::{Date, date};

use crate::given::Play;
use crate::given::hand::receive_in_person;
use crate::given::people::the;
use crate::given::province::{REGISTER, code, rulebook};

/// A step in few words: key, work, role, unit.
pub fn step(key: &str, work: Work, role: Role, unit: UnitRule, results: &[&str]) -> Block {
    Block::Step(Step {
        key: key.to_owned(),
        name: format!("Bước {key}"),
        work,
        role: RoleSaid::Known(role),
        unit,
        minutes: 30,
        results: results.iter().map(|&result| result.to_owned()).collect(),
        checklist: Vec::new(),
        makes: Vec::new(),
        signs: Vec::new(),
        collects: None,
    })
}

/// The division below the commune.
pub fn below() -> UnitRule {
    UnitRule::UnitBelow("VHXH".to_owned())
}

/// The desk receives.
pub fn receiving() -> Block {
    step(
        "receive",
        Work::Reception,
        Role::DeskOfficer,
        UnitRule::Desk,
        &[],
    )
}

/// The division examines.
pub fn examining(key: &str, results: &[&str]) -> Block {
    step(key, Work::Examination, Role::CaseOfficer, below(), results)
}

/// Signed, numbered, handed over.
pub fn signing() -> Vec<Block> {
    let own = UnitRule::CompetentAgency;
    vec![
        step("sign", Work::Decision, Role::Leader, own.clone(), &[]),
        step("number", Work::Records, Role::RecordsClerk, own, &[]),
        step(
            "return",
            Work::Return,
            Role::DeskOfficer,
            UnitRule::Desk,
            &[],
        ),
        end("granted", Ending::Granted),
    ]
}

/// The end of a process.
pub fn end(key: &str, outcome: Ending) -> Block {
    Block::End(End {
        key: key.to_owned(),
        outcome,
    })
}

/// A way that is gone at one value.
pub fn way(when: &str, body: Vec<Block>) -> Branch {
    Branch {
        when: vec![when.to_owned()],
        body,
    }
}

/// A process of three working days.
pub fn draft(body: Vec<Block>) -> Draft {
    Draft {
        key: "thu".to_owned(),
        name: "Quy trình thử".to_owned(),
        limit: TimeLimit::WorkingDays(3),
        facts: Vec::new(),
        papers: Vec::new(),
        body,
    }
}

/// The process that a template gives the procedure.
pub fn from_template(key: &str) -> Draft {
    let rules = rulebook();
    let procedure = rules.procedure_on(&code(REGISTER), date(2026, 3, 2));
    let procedure = procedure.expect("a procedure in force");
    let terms = procedure.cases.iter().flat_map(|case| &case.terms);
    let shortest = terms.min_by_key(|terms| format!("{:?}", terms.promised()));
    let template = template(key).expect("a template of ours");
    template.fit(procedure, shortest.expect("terms"))
}

/// The rules after this was published for the procedure.
pub fn published(draft: Draft) -> Result<&'static Rulebook, PublishRefusal> {
    published_on(date(2026, 3, 2), draft)
}

/// The same, in force from another day on.
pub fn published_on(today: Date, draft: Draft) -> Result<&'static Rulebook, PublishRefusal> {
    let new = NewProcess {
        procedure: code(REGISTER),
        from: today,
        decision: ProcessDecision {
            number: "812/QĐ-UBND".to_owned(),
            dated_on: today,
            issuer: String::new(),
        },
        draft,
    };
    let published = publish(rulebook(), new, &Surroundings::default(), today)?;
    Ok(Box::leak(Box::new(Rulebook {
        processes: Processes::new([published]),
        ..rulebook().clone()
    })))
}

/// A dossier received at the desk where this process is in force.
pub fn going_by(draft: Draft) -> Play {
    let mut play = before(draft);
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    play
}

/// Nothing has happened yet, and this process is in force.
pub fn before(draft: Draft) -> Play {
    Play {
        rules: published(draft).expect("it can be published"),
        ..Play::new()
    }
}

/// The key of the main step.
pub fn main_key(play: &Play) -> Option<&str> {
    let course = play
        .dossier()
        .course
        .as_ref()
        .expect("it goes by a process");
    course.main.as_ref()?.key.as_deref()
}

/// The keys of what is open beside it.
pub fn beside(play: &Play) -> Vec<&str> {
    let course = play
        .dossier()
        .course
        .as_ref()
        .expect("it goes by a process");
    course.beside.iter().map(|one| one.key.as_str()).collect()
}

/// A refusal of the course.
pub fn refused(why: CourseRefusal) -> Refusal {
    Refusal::Course(why)
}

/// Somebody outside is asked, for half a day.
pub fn opinions() -> Block {
    Block::Consult(Consult {
        key: "opinions".to_owned(),
        name: "Lấy ý kiến".to_owned(),
        asks: vec![Asked {
            whom: Whom::Outside("Công an xã".to_owned()),
            questions: vec!["Có ý kiến gì không?".to_owned()],
        }],
        minutes: 240,
    })
}

/// The commune itself goes and looks.
pub fn visiting() -> Block {
    step(
        "visit",
        Work::Examination,
        Role::CaseOfficer,
        UnitRule::CompetentAgency,
        &[],
    )
}

/// These beside each other, each in a way of its own.
pub fn together(join: Join, blocks: Vec<Block>) -> Block {
    let branches = blocks.into_iter().map(|block| Branch {
        when: Vec::new(),
        body: vec![block],
    });
    Block::Parallel(Parallel {
        key: "both".to_owned(),
        join,
        by: None,
        branches: branches.collect(),
    })
}

/// Received, then these, then signed, numbered and handed over.
pub fn between(blocks: Vec<Block>) -> Draft {
    let mut body = vec![receiving()];
    body.extend(blocks);
    body.extend(signing());
    draft(body)
}

/// Others are asked while the division looks, and the commune visits.
pub fn opinions_and_visit() -> Draft {
    let blocks = vec![opinions(), examining("look", &[]), visiting()];
    between(vec![together(Join::All, blocks)])
}

/// Two ways that both lead on, and one that verifies and looks again.
pub fn many_ways() -> Draft {
    let verify = Block::Loop(Loop {
        key: "looking".to_owned(),
        body: vec![
            examining("look", &["a", "b", "verify"]),
            Block::Choice(Choice {
                key: "looked".to_owned(),
                by: "look".to_owned(),
                outcomes: vec![
                    way("a", Vec::new()),
                    way("b", Vec::new()),
                    way(
                        "verify",
                        vec![
                            examining("verify-it", &[]),
                            Block::Again(Again {
                                key: "verified".to_owned(),
                                back_to: "looking".to_owned(),
                                at_most: Some(1),
                                share: None,
                            }),
                        ],
                    ),
                ],
            }),
        ],
    });
    let mut body = vec![receiving(), verify, examining("draft", &[])];
    body.extend(signing());
    draft(body)
}

fn again(key: &str) -> Block {
    Block::Again(Again {
        key: key.to_owned(),
        back_to: "settling".to_owned(),
        at_most: Some(1),
        share: Some(60),
    })
}

/// Looked at; then others are asked while the same division visits; then decided on, in three ways.
pub fn looked_then_asked_and_visited() -> Draft {
    let wait = Block::Wait(Wait {
        key: "papers".to_owned(),
        name: "Chờ bổ sung".to_owned(),
        awaits: Awaited::Citizen,
        time_out: Some(TimeOut {
            working_days: 30,
            body: vec![end("silent", Ending::Stopped)],
        }),
    });
    let looked = Block::Choice(Choice {
        key: "looked".to_owned(),
        by: "look".to_owned(),
        outcomes: vec![
            way("fit", Vec::new()),
            way("lacking", vec![wait, again("brought")]),
        ],
    });
    let mut own = signing();
    let granted = own.split_off(1);
    if let Some(Block::Step(sign)) = own.first_mut() {
        sign.results = ["grant", "decline", "again"].map(str::to_owned).into();
    }
    let decided = Block::Choice(Choice {
        key: "decided".to_owned(),
        by: "sign".to_owned(),
        outcomes: vec![
            way("grant", granted),
            way("decline", vec![end("declined", Ending::Declined)]),
            way("again", vec![again("reviewed")]),
        ],
    });
    let both = vec![opinions(), examining("visit", &[])];
    let mut body = vec![
        examining("look", &["fit", "lacking"]),
        looked,
        together(Join::All, both),
    ];
    body.append(&mut own);
    body.push(decided);
    let settling = Block::Loop(Loop {
        key: "settling".to_owned(),
        body,
    });
    draft(vec![receiving(), settling])
}
