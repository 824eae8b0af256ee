//! One event of a consultation further. It believes every event and cannot fail.

use crate::dossier::consultation::event::{
    ConsultationEnded, ConsultationEvent, OpinionAnswered, OpinionsAsked,
};
use crate::dossier::consultation::hands::{HandHolder, OpinionHand};
use crate::dossier::consultation::{
    Answer, Bounced, Consultation, Ended, Escalated, HowEnded, Opinion,
};
use crate::dossier::event::Event;
use crate::dossier::{Dossier, Now};

/// The block of the internal process that this event settles: the one place where a process that
/// waits for opinions learns that it goes on.
pub fn settles_block(event: &Event) -> Option<&str> {
    let Event::Consultation(event) = event else {
        return None;
    };
    match event.as_ref() {
        ConsultationEvent::Ended(ended) => ended.block.as_deref(),
        ConsultationEvent::Asked(_)
        | ConsultationEvent::HandedOn { .. }
        | ConsultationEvent::Answered(_)
        | ConsultationEvent::Bounced { .. }
        | ConsultationEvent::Escalated { .. }
        | ConsultationEvent::SilenceRecorded { .. } => None,
    }
}

impl Dossier {
    /// The dossier after one more event of its consultations.
    pub(in crate::dossier) fn consulted(&mut self, event: &ConsultationEvent, at: Now) {
        match event {
            ConsultationEvent::Asked(facts) => self.consultations.push(asked(facts, at)),
            ConsultationEvent::HandedOn { opinion, to, .. } => {
                if let Some(opinion) = self.opinion_mut(*opinion) {
                    opinion.goes_to(HandHolder::Official(*to), at);
                }
            }
            ConsultationEvent::Answered(facts) => {
                if let Some(opinion) = self.opinion_mut(facts.opinion) {
                    opinion.answers.push(answer(facts, at));
                    opinion.goes_to(HandHolder::Lead, at);
                }
            }
            ConsultationEvent::Bounced {
                opinion,
                reason,
                due,
            } => {
                if let Some(opinion) = self.opinion_mut(*opinion) {
                    opinion.bounced = Some(Bounced {
                        at,
                        reason: reason.clone(),
                    });
                    opinion.due = *due;
                    // A new moment is claimed anew.
                    opinion.escalated = None;
                    let back = opinion.last_asked();
                    opinion.goes_to(back, at);
                }
            }
            ConsultationEvent::Escalated {
                opinion,
                silence_at,
            } => {
                if let Some(opinion) = self.opinion_mut(*opinion) {
                    opinion.escalated = Some(Escalated {
                        at,
                        silence_at: *silence_at,
                    });
                }
            }
            ConsultationEvent::SilenceRecorded { opinion, .. } => {
                if let Some(opinion) = self.opinion_mut(*opinion) {
                    opinion.silent_at = Some(at);
                }
            }
            ConsultationEvent::Ended(facts) => self.end_consultation(facts, at),
        }
    }

    fn end_consultation(&mut self, facts: &ConsultationEnded, at: Now) {
        let round = self
            .consultations
            .iter_mut()
            .find(|round| round.number == facts.consultation);
        if let Some(round) = round {
            round.ended = Some(Ended {
                at,
                how: facts.how,
                reason: facts.reason.clone(),
            });
        }
    }

    /// With the dossier ends everything that was still asked.
    pub(in crate::dossier) fn lapse_consultations(&mut self, at: Now) {
        for round in &mut self.consultations {
            if round.ended.is_none() {
                round.ended = Some(Ended {
                    at,
                    how: HowEnded::Lapsed,
                    reason: None,
                });
            }
        }
    }

    fn opinion_mut(&mut self, number: u16) -> Option<&mut Opinion> {
        self.consultations
            .iter_mut()
            .flat_map(|round| &mut round.opinions)
            .find(|opinion| opinion.number == number)
    }
}

fn asked(facts: &OpinionsAsked, at: Now) -> Consultation {
    let opinions = facts.opinions.iter().map(|asked| Opinion {
        number: asked.opinion,
        whom: asked.whom.clone(),
        questions: asked.questions.clone(),
        form: asked.form,
        minutes: asked.minutes,
        due: asked.due,
        hands: vec![OpinionHand {
            who: HandHolder::Asked,
            since: at,
        }],
        answers: Vec::new(),
        bounced: None,
        escalated: None,
        silent_at: None,
    });
    Consultation {
        number: facts.consultation,
        block: facts.block.clone(),
        asked_at: at,
        lead: facts.lead.clone(),
        questions: facts.questions.clone(),
        opinions: opinions.collect(),
        ended: None,
    }
}

fn answer(facts: &OpinionAnswered, at: Now) -> Answer {
    Answer {
        at,
        replies: facts.replies.clone(),
        letter: facts.letter.clone(),
        file: facts.file.clone(),
        file_name: facts.file_name.clone(),
        used: facts.used,
        instead_of: facts.instead_of,
    }
}

impl Opinion {
    fn goes_to(&mut self, who: HandHolder, at: Now) {
        self.hands.push(OpinionHand { who, since: at });
    }

    /// Who of the asked unit had it last.
    fn last_asked(&self) -> HandHolder {
        let mut asked = self.hands.iter().rev().map(|hand| hand.who);
        asked
            .find(|who| *who != HandHolder::Lead)
            .unwrap_or(HandHolder::Asked)
    }
}
