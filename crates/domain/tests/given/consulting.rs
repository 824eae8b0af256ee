//! Asked, answered, returned: what people write in a consultation.

use domain::dossier::command::Command;
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, OpinionsToAsk, ReplyToGive, UnitToAsk,
    WhomToAsk,
};
use domain::dossier::consultation::{AnswerForm, Opinion, OpinionStanding, Stance};
use domain::people::{Actor, OfficialId, Role};

use crate::given::Play;
use crate::given::hand::{blank, words};
use crate::given::people::official;
use crate::given::province::unit;

/// One command about opinions.
pub fn consult(command: ConsultationCommand) -> Command {
    Command::Consult(Box::new(command))
}

/// One unit, asked everything, to answer here.
pub fn unit_to_ask(code: &str, minutes: u32) -> UnitToAsk {
    UnitToAsk {
        whom: WhomToAsk::Unit(unit(code)),
        questions: Vec::new(),
        form: AnswerForm::Here,
        minutes,
    }
}

/// Somebody outside, asked everything.
pub fn outside_to_ask(minutes: u32) -> UnitToAsk {
    UnitToAsk {
        whom: WhomToAsk::Outside(words("Công an tỉnh")),
        ..unit_to_ask("12-SVH-TD", minutes)
    }
}

/// Two questions to these.
pub fn to_ask(asked: Vec<UnitToAsk>) -> OpinionsToAsk {
    OpinionsToAsk {
        block: None,
        questions: vec![words("Khu đất có hợp quy hoạch?"), words("Có di tích nào?")],
        asked,
    }
}

/// Two questions to these, asked.
pub fn ask(asked: Vec<UnitToAsk>) -> Command {
    consult(ConsultationCommand::Ask(to_ask(asked)))
}

/// Replies to these questions, in substance.
pub fn to_answer(opinion: u16, questions: &[u16]) -> AnswerToGive {
    AnswerToGive {
        opinion,
        replies: questions
            .iter()
            .map(|question| ReplyToGive {
                question: *question,
                stance: Stance::Agree,
                text: words("hợp quy hoạch đến năm 2030"),
            })
            .collect(),
        letter: None,
        file: None,
    }
}

/// Both questions answered.
pub fn answer(opinion: u16) -> Command {
    consult(ConsultationCommand::Answer(to_answer(opinion, &[1, 2])))
}

/// An answer returned.
pub fn bounce(opinion: u16) -> Command {
    consult(ConsultationCommand::Bounce {
        opinion,
        reason: words("chưa trả lời vào câu hỏi"),
    })
}

/// A consultation ended by the lead.
pub fn conclude(consultation: u16) -> Command {
    consult(ConsultationCommand::Conclude {
        consultation,
        reason: Some(words("đã đủ căn cứ")),
    })
}

/// Given to an official of the asked unit.
pub fn hand_on(opinion: u16, to: &str) -> Command {
    consult(ConsultationCommand::HandOn {
        opinion,
        to: official(to).id,
        reason: Some(words("đi công tác")),
    })
}

/// Silence put before the head.
pub fn escalate(opinion: u16) -> Command {
    consult(ConsultationCommand::Escalate { opinion })
}

/// Silence recorded.
pub fn record_silence(opinion: u16) -> Command {
    consult(ConsultationCommand::RecordSilence { opinion })
}

/// A command in which nothing is missing, as the dossier stands.
pub fn complete(play: &Play, actor: &Actor, act: ConsultationAct) -> Command {
    match act {
        ConsultationAct::Ask => complete_ask(play),
        ConsultationAct::HandOn => complete_hand_on(play, actor),
        ConsultationAct::Answer => complete_answer(play, actor),
        ConsultationAct::Bounce => bounce(first(play, Opinion::may_be_bounced)),
        ConsultationAct::Conclude => {
            let rounds = &play.dossier().consultations;
            let open = rounds.iter().find(|round| round.ended.is_none());
            conclude(open.map_or(1, |round| round.number))
        }
        ConsultationAct::Escalate => {
            escalate(first(play, |opinion| opinion.is_to_escalate(play.now)))
        }
        ConsultationAct::RecordSilence => {
            record_silence(first(play, |opinion| opinion.is_to_record(play.now)))
        }
    }
}

/// The same, with something left out.
pub fn careless(command: ConsultationCommand) -> Command {
    consult(match command {
        ConsultationCommand::Ask(asked) => ConsultationCommand::Ask(OpinionsToAsk {
            questions: vec![blank()],
            ..asked
        }),
        ConsultationCommand::Answer(answer) => ConsultationCommand::Answer(AnswerToGive {
            replies: Vec::new(),
            ..answer
        }),
        ConsultationCommand::Bounce { opinion, .. } => ConsultationCommand::Bounce {
            opinion,
            reason: blank(),
        },
        ConsultationCommand::Conclude { consultation, .. } => ConsultationCommand::Conclude {
            consultation,
            reason: Some(blank()),
        },
        ConsultationCommand::HandOn { .. }
        | ConsultationCommand::Escalate { .. }
        | ConsultationCommand::RecordSilence { .. } => command,
    })
}

/// The first opinion of a consultation that lasts of which this is so; the first of all otherwise.
fn first(play: &Play, is_so: impl Fn(&Opinion) -> bool) -> u16 {
    let mut open = play
        .dossier()
        .opinions()
        .filter(|(round, _)| round.ended.is_none());
    let found = open.find(|(_, opinion)| is_so(opinion));
    found.map_or(1, |(_, opinion)| opinion.number)
}

/// A unit next door that is not asked yet, and somebody outside.
fn complete_ask(play: &Play) -> Command {
    let dossier = play.dossier();
    let here = dossier.holding().map(|held| &held.unit);
    let waits = |code: &str| {
        dossier.opinions().any(|(round, opinion)| {
            opinion.unit() == Some(&unit(code))
                && round.standing(opinion) == OpinionStanding::Waiting
        })
    };
    let units = ["12-SVH-TD", "03001-VHXH"].into_iter();
    let free = units.filter(|code| here != Some(&unit(code)) && !waits(code));
    let asked = free.map(|code| unit_to_ask(code, 960));
    ask(asked.chain([outside_to_ask(480)]).collect())
}

fn complete_answer(play: &Play, actor: &Actor) -> Command {
    let unit = actor.official().map(|official| &official.unit);
    let takes = play.dossier().opinions().find(|(round, opinion)| {
        let standing = round.standing(opinion);
        let lasts = round.ended.is_none();
        let waits = match standing {
            OpinionStanding::Waiting => true,
            OpinionStanding::Silent => lasts,
            OpinionStanding::Answered | OpinionStanding::Dropped => false,
        };
        let is_theirs = match opinion.unit() {
            Some(asked) => unit == Some(asked) && theirs(opinion, actor),
            None => play.dossier().holding().map(|held| &held.unit) == unit,
        };
        waits && is_theirs
    });
    let Some((_, opinion)) = takes else {
        return answer(1);
    };
    let letter =
        (opinion.form == AnswerForm::Letter).then(|| ("12/CV".to_owned(), play.now.today()));
    consult(ConsultationCommand::Answer(AnswerToGive {
        letter,
        ..to_answer(opinion.number, &opinion.questions)
    }))
}

/// Whether nobody else has it.
fn theirs(opinion: &Opinion, actor: &Actor) -> bool {
    let asking = actor.official();
    asking.is_some_and(|asking| {
        asking.is(Role::Leader) || opinion.officer().is_none_or(|officer| officer == asking.id)
    })
}

fn complete_hand_on(play: &Play, actor: &Actor) -> Command {
    let unit = actor.official().map(|official| &official.unit);
    let waiting = play.dossier().opinions().find(|(round, opinion)| {
        round.standing(opinion) == OpinionStanding::Waiting
            && opinion.unit() == unit
            && unit.is_some()
            && theirs(opinion, actor)
    });
    let (number, has) = waiting.map_or((1, None), |(_, opinion)| {
        (opinion.number, opinion.officer())
    });
    let colleagues = play
        .officials
        .iter()
        .filter(|one| Some(&one.unit) == unit && one.is(Role::CaseOfficer) && Some(one.id) != has);
    let fallback = official("examiner").id;
    let to: OfficialId = colleagues.map(|one| one.id).next().unwrap_or(fallback);
    consult(ConsultationCommand::HandOn {
        opinion: number,
        to,
        reason: Some(words("đi công tác")),
    })
}
