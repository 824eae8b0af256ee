//! The beginning: at reception a dossier is pinned to the version in force, with its facts.

use crate::dossier::after::after;
use crate::dossier::course::Begun;
use crate::dossier::decide::course::going::Going;
use crate::dossier::event::{Event, Recorded};
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Situation, Stage};
use crate::procedure::Channel;
use crate::procedure::declaration::Answers;
use crate::process::draft::{Block, Draft, Work};
use crate::process::fact::{About, Fact, Facts, Value, Values};

/// What pins a dossier that was just received, after these events; none where no process is
/// published for its procedure, or none that dossiers can go by.
///
/// # Errors
///
/// A fact that the process declares cannot be told from the dossier.
pub(in crate::dossier::decide) fn begun(
    situation: &Situation<'_>,
    before: Option<&Dossier>,
    events: &[Event],
    answers: Option<&Answers>,
) -> Result<Option<Event>, Refusal> {
    let procedure = match (before, events.first()) {
        (Some(dossier), _) => &dossier.procedure,
        (None, Some(Event::Submitted(facts))) => &facts.procedure,
        (None, _) => return Ok(None),
    };
    let processes = &situation.rules.processes;
    let Some(published) = processes.in_force(procedure, situation.now.today()) else {
        return Ok(None);
    };
    let Some(process) = published.for_dossiers() else {
        return Ok(None);
    };
    let Some(received) = folded(situation, before, events) else {
        return Ok(None);
    };
    let begun = Begun {
        version: published.version,
        facts: facts_of(process.draft(), &received, answers)?,
    };
    Going::beginning(situation, received, process, begun)?
        .along()
        .map(Some)
}

/// The dossier after these events.
pub(super) fn folded(
    situation: &Situation<'_>,
    before: Option<&Dossier>,
    events: &[Event],
) -> Option<Dossier> {
    let numbers = before.map_or(0, |dossier| dossier.number) + 1..;
    let recorded = numbers.zip(events).map(|(number, event)| Recorded {
        number,
        at: situation.now,
        event: event.clone(),
    });
    recorded.fold(before.cloned(), |dossier, recorded| {
        after(dossier, &recorded)
    })
}

fn facts_of(
    draft: &Draft,
    dossier: &Dossier,
    answers: Option<&Answers>,
) -> Result<Facts, CourseRefusal> {
    let mut facts = Facts::new();
    for fact in &draft.facts {
        let value = value_of(fact, dossier, answers);
        let value = value.ok_or_else(|| CourseRefusal::FactUnknown {
            fact: fact.key.clone(),
        })?;
        facts.insert(fact.key.clone(), value);
    }
    Ok(facts)
}

fn value_of(fact: &Fact, dossier: &Dossier, answers: Option<&Answers>) -> Option<Value> {
    match fact.about {
        About::Case => Some(Value::Word(dossier.case.0.clone())),
        About::Channel => {
            let channel = match dossier.channel {
                Channel::Desk => "desk",
                Channel::Online => "online",
                Channel::Post => "post",
            };
            Some(Value::Word(channel.to_owned()))
        }
        About::Answer => {
            let answer = answers?.get(&fact.key)?.trim();
            match &fact.values {
                Values::Whole { .. } => answer.replace('.', "").parse().ok().map(Value::Whole),
                Values::YesNo => match answer {
                    "true" => Some(Value::Word("yes".to_owned())),
                    "false" => Some(Value::Word("no".to_owned())),
                    _ => None,
                },
                Values::OneOf(_) => Some(Value::Word(answer.to_owned())),
            }
        }
    }
}

/// Whether what was filed may be received and settled in one visit: a step of the process in force
/// says so.
pub(super) fn may_begin_at_once(situation: &Situation<'_>, dossier: &Dossier) -> bool {
    let processes = &situation.rules.processes;
    let published = processes.in_force(&dossier.procedure, situation.now.today());
    let process = published.and_then(|published| published.for_dossiers());
    let is_at_once =
        |block: &Block| matches!(block, Block::Step(step) if step.work == Work::AtOnce);
    let says_so = process.is_some_and(|process| process.draft().blocks().any(is_at_once));
    says_so && matches!(dossier.stage, Stage::Submitted)
}
