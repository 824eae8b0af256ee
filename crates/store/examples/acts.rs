//! What a published process costs an act: as many dossiers by the line as by a process with the same
//! steps, in turns on one fresh SQLite folder, each act answered after its commit.
//! `cargo xtask bench acts` runs it as `acts DOSSIERS`.

#[path = "../tests/world/mod.rs"]
mod world;

use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};

use domain::calendar::time_limit::TimeLimit;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Role;
use domain::process::draft::{Block, Draft, End, Ending, RoleSaid, Step, Work};
use domain::process::publish::NewProcess;
use domain::process::published::ProcessDecision;
use domain::rulebook::{Competent, Desks, ReceptionRule};
use domain::workflow::UnitRule;
use store::{ProcessWrite, RulebookWrite};
use world::database::Database;
use world::{World, hand, now, province, the, write};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let word = std::env::args().nth(1).ok_or("how many dossiers?")?;
    let dossiers: usize = word.parse()?;
    let world = World::on(Database::sqlite()).await;
    only_the_first_commune_receives(&world).await?;
    let line = opened(&world, dossiers).await;
    publishes(&world).await?;
    let process = opened(&world, dossiers).await;
    let (mut by_line, mut by_process) = (Vec::new(), Vec::new());
    for (at, (line, process)) in line.iter().zip(&process).enumerate() {
        // Whoever comes second finds pages warm: they take turns.
        if at % 2 == 0 {
            by_line.extend(walked(&world, line).await?);
            by_process.extend(walked(&world, process).await?);
        } else {
            by_process.extend(walked(&world, process).await?);
            by_line.extend(walked(&world, line).await?);
        }
    }
    world.end().await;
    let said = serde_json::json!({
        "line_us": median(by_line).as_secs_f64() * 1e6,
        "process_us": median(by_process).as_secs_f64() * 1e6,
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

async fn opened(world: &World, dossiers: usize) -> Vec<DossierCode> {
    let mut codes = Vec::with_capacity(dossiers);
    for _ in 0..dossiers {
        codes.push(world.opens(0).await.code);
    }
    codes
}

/// From the desk to the result, and how long each act took.
async fn walked(world: &World, code: &DossierCode) -> Result<Vec<Duration>, Box<dyn Error>> {
    let acts = [
        ("desk", Command::Forward),
        ("examiner", hand::propose()),
        ("chair", Command::Approve),
        ("clerk", hand::record_result(None)),
    ];
    let mut took = Vec::with_capacity(acts.len());
    for (who, command) in acts {
        let seen = world.load(code).await.dossier.number;
        let write = write(&the(who), Some(code), Some(seen), command);
        let begun = clock();
        let answer = world.tries(write).await;
        took.push(begun.elapsed());
        answer.map_err(|why| format!("{why:?}"))?;
    }
    Ok(took)
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

async fn only_the_first_commune_receives(world: &World) -> Result<(), Box<dyn Error>> {
    let desk = format!("{}-TT", province::commune(0));
    let receptions = province::receptions().into_iter();
    let receptions = receptions.map(|rule| ReceptionRule {
        desks: Desks::One(desk.clone()),
        competent: Competent::AgencyOfDesk,
        ..rule
    });
    let write = RulebookWrite {
        based_on: 1,
        receptions: Some(receptions.collect()),
        at: Some(now()),
        what: "one commune".to_owned(),
        ..RulebookWrite::default()
    };
    let answer = world.store.change_rulebook(write).await?;
    answer.map_err(|moved| format!("{moved:?}"))?;
    Ok(())
}

async fn publishes(world: &World) -> Result<(), Box<dyn Error>> {
    let write = ProcessWrite {
        based_on: 2,
        new: NewProcess {
            procedure: province::procedure_code(province::REGISTER),
            from: now().today(),
            decision: ProcessDecision {
                number: "812/QĐ-UBND".to_owned(),
                dated_on: now().today(),
                issuer: String::new(),
            },
            draft: the_line_as_a_process(),
        },
        by: None,
        at: now(),
    };
    let answer = world.store.publish_process(write).await?;
    answer.map_err(|refusal| format!("{refusal:?}"))?;
    Ok(())
}

fn the_line_as_a_process() -> Draft {
    let below = UnitRule::UnitBelow("VHXH".to_owned());
    let own = UnitRule::CompetentAgency;
    let step = |key: &str, work, role, unit| {
        Block::Step(Step {
            key: key.to_owned(),
            name: key.to_owned(),
            work,
            role: RoleSaid::Known(role),
            unit,
            minutes: 60,
            results: Vec::new(),
            checklist: Vec::new(),
            makes: Vec::new(),
            signs: Vec::new(),
            collects: None,
        })
    };
    Draft {
        key: "line".to_owned(),
        name: "Quy trình đo".to_owned(),
        limit: TimeLimit::WorkingDays(3),
        facts: Vec::new(),
        papers: Vec::new(),
        body: vec![
            step(
                "receive",
                Work::Reception,
                Role::DeskOfficer,
                UnitRule::Desk,
            ),
            step("look", Work::Examination, Role::CaseOfficer, below),
            step("sign", Work::Decision, Role::Leader, own.clone()),
            step("number", Work::Records, Role::RecordsClerk, own),
            step("return", Work::Return, Role::DeskOfficer, UnitRule::Desk),
            Block::End(End {
                key: "granted".to_owned(),
                outcome: Ending::Granted,
            }),
        ],
    }
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn clock() -> Instant {
    Instant::now()
}
