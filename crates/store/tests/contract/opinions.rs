//! Opinions: the inbox of whoever is asked, what time claims of the silent, and the figures.

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationCommand, OpinionsToAsk, ReplyToGive, UnitToAsk, WhomToAsk,
};
use domain::dossier::consultation::{AnswerForm, OpinionStanding, Stance};
use jiff::civil::date;
use store::{DossierWrite, OpinionFigures, OpinionLine};

use crate::world::{World, at, hand, official, on_each_engine, province, the, write};

fn unit(code: &str, minutes: u32) -> UnitToAsk {
    UnitToAsk {
        whom: WhomToAsk::Unit(province::unit(code)),
        questions: Vec::new(),
        form: AnswerForm::Here,
        minutes,
    }
}

fn ask(asked: Vec<UnitToAsk>) -> Command {
    Command::Consult(Box::new(ConsultationCommand::Ask(OpinionsToAsk {
        block: None,
        questions: vec![hand::words("Có hợp quy hoạch không?")],
        asked,
    })))
}

fn answer(opinion: u16) -> Command {
    Command::Consult(Box::new(ConsultationCommand::Answer(AnswerToGive {
        opinion,
        replies: vec![ReplyToGive {
            question: 1,
            stance: Stance::Agree,
            text: hand::words("hợp quy hoạch"),
        }],
        letter: None,
        file: None,
    })))
}

fn bounce(opinion: u16) -> Command {
    Command::Consult(Box::new(ConsultationCommand::Bounce {
        opinion,
        reason: hand::words("chưa nêu căn cứ"),
    }))
}

/// Gives a command at a moment; it has to succeed.
async fn does_at(world: &World, local: &str, name: &str, code: &DossierCode, command: Command) {
    let seen = world.load(code).await.dossier.number;
    let write = DossierWrite {
        now: at(local),
        ..write(&the(name), Some(code), Some(seen), command)
    };
    world.tries(write).await.expect("a command that is open");
}

/// With the examiner, who asks the committee above on Monday morning.
async fn asked(world: &World, asked: Vec<UnitToAsk>) -> DossierCode {
    let code = world.opens(0).await.code;
    world.does("desk", &code, Command::Forward).await;
    let take = hand::assign(official("examiner").id);
    world.does("examiner", &code, take).await;
    does_at(world, "2026-03-02T09:00", "examiner", &code, ask(asked)).await;
    code
}

async fn waiting(world: &World, code: &str) -> Vec<OpinionLine> {
    let units = [province::unit(code)];
    let lines = world.store.opinions_waiting(&units, 10).await;
    lines.expect("no fault")
}

async fn figures(world: &World) -> OpinionFigures {
    let march = (date(2026, 3, 1), date(2026, 3, 31));
    let all = world.store.opinion_figures(march.0, march.1).await;
    let mut all = all.expect("no fault");
    all.remove(&Some(province::unit("03001")))
        .unwrap_or_default()
}

#[tokio::test]
async fn what_a_unit_is_asked_stands_in_its_inbox_until_it_is_answered() {
    on_each_engine(async |world| {
        let later = asked(world, vec![unit("03001", 960)]).await;
        let sooner = asked(world, vec![unit("03001", 240)]).await;
        let lines = waiting(world, "03001").await;
        let codes: Vec<_> = lines.iter().map(|line| &line.code).collect();
        assert_eq!(codes, [&sooner, &later], "by when they are due");
        assert_eq!(lines[1].due_at, at("2026-03-04T09:00"));
        assert_eq!(lines[0].lead, province::unit("03001-VHXH"));
        assert_eq!(waiting(world, "03002").await, []);
        does_at(world, "2026-03-02T15:00", "chair", &sooner, answer(1)).await;
        assert_eq!(waiting(world, "03001").await.len(), 1);
        let units = [province::unit("03001")];
        let answered = world.store.opinions_answered(&units, 10).await;
        let answered = answered.expect("no fault");
        assert_eq!(answered.len(), 1);
        assert!(answered[0].late, "due at half past two");
        does_at(world, "2026-03-02T15:30", "examiner", &sooner, bounce(1)).await;
        let lines = waiting(world, "03001").await;
        assert!(lines.iter().any(|line| line.bounced && line.code == sooner));
        assert_eq!(world.rebuilds_to_the_same().await, 2);
        world.database.run("DELETE FROM opinion").await;
        assert_eq!(waiting(world, "03001").await, []);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(waiting(world, "03001").await, lines);
    })
    .await;
}

#[tokio::test]
async fn silence_is_claimed_of_the_head_and_recorded_each_once() {
    on_each_engine(async |world| {
        let code = asked(world, vec![unit("03001", 240)]).await;
        let claim = async |local: &str| {
            let claimed = world.store.claim_opinions(at(local)).await;
            claimed.expect("no fault")
        };
        assert_eq!(claim("2026-03-02T10:00").await, 0);
        assert_eq!(claim("2026-03-02T15:00").await, 1);
        assert_eq!(claim("2026-03-02T15:05").await, 0);
        assert!(waiting(world, "03001").await[0].escalated_at.is_some());
        assert_eq!(claim("2026-03-04T15:30").await, 1);
        assert_eq!(claim("2026-03-04T15:35").await, 0);
        assert_eq!(waiting(world, "03001").await, []);
        let dossier = world.load(&code).await.dossier;
        let (round, opinion) = dossier.opinion(1).expect("it was asked");
        assert_eq!(round.standing(opinion), OpinionStanding::Silent);
        let figures = figures(world).await;
        assert_eq!((figures.asked, figures.silent, figures.waiting), (1, 1, 0));
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn figures_tell_how_a_unit_answers() {
    on_each_engine(async |world| {
        let in_time = asked(world, vec![unit("03001", 480)]).await;
        let late = asked(world, vec![unit("03001", 60)]).await;
        asked(world, vec![unit("03001", 960)]).await;
        does_at(world, "2026-03-02T10:00", "chair", &in_time, answer(1)).await;
        does_at(world, "2026-03-02T11:00", "chair", &late, answer(1)).await;
        let told = figures(world).await;
        assert_eq!(
            told,
            OpinionFigures {
                asked: 3,
                in_time: 1,
                late: 1,
                waiting: 1,
                took: (2, 60 + 120),
                ..OpinionFigures::default()
            }
        );
        assert_eq!(told.average(), Some(90));
        // What is erased leaves the figures: nobody is named in them.
        world.store.erase_personal(&late).await.expect("no fault");
        assert_eq!(figures(world).await, told);
        assert_eq!(world.rebuilds_to_the_same().await, 3);
    })
    .await;
}

#[tokio::test]
async fn what_ends_a_dossier_empties_the_inbox() {
    on_each_engine(async |world| {
        let code = asked(world, vec![unit("03001", 480)]).await;
        world.does("desk", &code, hand::withdraw()).await;
        assert_eq!(waiting(world, "03001").await, []);
        assert_eq!(figures(world).await.dropped, 1);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}
