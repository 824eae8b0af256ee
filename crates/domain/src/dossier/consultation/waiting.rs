//! What a dossier asked, what its process still wants to be asked, and whether it waits for answers.

use crate::dossier::Dossier;
use crate::dossier::consultation::{Consultation, Opinion, Stance};
use crate::dossier::course::{Beside, BesideKind};

impl Dossier {
    /// The opinion of this number, with the consultation that it belongs to.
    pub fn opinion(&self, number: u16) -> Option<(&Consultation, &Opinion)> {
        self.opinions()
            .find(|(_, opinion)| opinion.number == number)
    }

    /// Every opinion that was asked for, oldest first.
    pub fn opinions(&self) -> impl Iterator<Item = (&Consultation, &Opinion)> {
        self.consultations
            .iter()
            .flat_map(|round| round.opinions.iter().map(move |opinion| (round, opinion)))
    }

    /// The consultations of its process that are open.
    pub fn consults_open(&self) -> impl Iterator<Item = &Beside> {
        let beside = self.course.iter().flat_map(|course| &course.beside);
        beside.filter(|one| match one.kind {
            BesideKind::Consult { .. } => true,
            BesideKind::Step { .. } | BesideKind::Citizen { .. } | BesideKind::Payment { .. } => {
                false
            }
        })
    }

    /// The first of them for which nobody was asked yet.
    pub fn consult_to_ask(&self) -> Option<&Beside> {
        let is_asked = |one: &Beside| {
            let mut lasting = self
                .consultations
                .iter()
                .filter(|round| round.ended.is_none());
            lasting.any(|round| round.block.as_ref() == Some(&one.key))
        };
        self.consults_open().find(|one| !is_asked(one))
    }

    /// Whether anybody who was asked is still to answer.
    pub fn awaits_opinions(&self) -> bool {
        self.consultations.iter().any(Consultation::is_awaited)
    }

    /// Whether whoever has it waits for an answer. Where the process has others asked beside the
    /// main step, that step is done meanwhile.
    pub fn is_held_up_by_opinions(&self) -> bool {
        let mut rounds = self.consultations.iter();
        rounds.any(|round| round.is_awaited() && !self.is_asked_beside(round))
    }

    fn is_asked_beside(&self, round: &Consultation) -> bool {
        let course = self.course.as_ref().filter(|course| course.main.is_some());
        let open = course.zip(round.block.as_deref());
        open.is_some_and(|(course, key)| course.beside(key).is_some())
    }
}

impl Consultation {
    /// Whether the lead looks at an answer before this is over. What it asked by itself it gathers by
    /// itself; what the process asks is over with the last answer, unless one may be empty.
    pub fn wants_a_look(&self) -> bool {
        let is_its_own = self.block.is_none();
        let wants =
            |opinion: &Opinion| opinion.may_be_bounced() && (is_its_own || opinion.may_be_empty());
        self.ended.is_none() && self.opinions.iter().any(wants)
    }
}

impl Opinion {
    /// Whether the answer that counts leaves a question open: what it says there takes no side.
    fn may_be_empty(&self) -> bool {
        let replies = self.answer().map(|answer| answer.replies.as_slice());
        let mut replies = replies.unwrap_or_default().iter();
        replies.any(|reply| !reply.stance.takes_a_side())
    }
}

impl Stance {
    /// Whether it answers a question by itself, whatever its words say.
    fn takes_a_side(self) -> bool {
        match self {
            Self::Agree | Self::AgreeIfMended | Self::Disagree => true,
            Self::NotOurs | Self::Other => false,
        }
    }
}
