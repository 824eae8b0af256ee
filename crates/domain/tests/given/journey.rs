//! How far a dossier has come when a scenario begins.

use domain::dossier::Outcome;
use domain::dossier::command::Command;

use crate::given::Play;
use crate::given::hand::{self, receive, receive_in_person, submit};
use crate::given::people::{APPLICANT, the};
use crate::given::province::REGISTER;

impl Play {
    /// Filed online for the first commune.
    pub fn submitted() -> Self {
        let mut play = Self::new();
        play.does(&APPLICANT, submit(REGISTER, "03001-TT"));
        play
    }

    /// Filed online and received.
    pub fn received_online() -> Self {
        let mut play = Self::submitted();
        play.does(&the("desk"), receive(&["card"]));
        play
    }

    /// Received at the desk of the first commune.
    pub fn received() -> Self {
        let mut play = Self::new();
        play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
        play
    }

    /// With the division, nobody has taken it.
    pub fn forwarded() -> Self {
        let mut play = Self::received();
        play.does(&the("desk"), Command::Forward);
        play
    }

    /// The examiner has taken it.
    pub fn examining() -> Self {
        let mut play = Self::forwarded();
        play.does(&the("examiner"), hand::assign("examiner"));
        play
    }

    /// With the chair.
    pub fn proposed(outcome: Outcome) -> Self {
        let mut play = Self::examining();
        play.does(&the("examiner"), hand::propose(outcome));
        play
    }

    /// Approved, with the clerk.
    pub fn approved() -> Self {
        let mut play = Self::proposed(Outcome::Granted);
        play.does(&the("chair"), Command::Approve);
        play
    }

    /// The result waits at the desk.
    pub fn resolved() -> Self {
        let mut play = Self::approved();
        play.records_the_result();
        play
    }

    /// The applicant has the result.
    pub fn handed_over() -> Self {
        let mut play = Self::resolved();
        play.does(&the("desk"), hand::hand_over());
        play
    }

    /// The clerk numbers what was decided.
    pub fn records_the_result(&mut self) -> &mut Self {
        let result = hand::result(self.now);
        self.does(&the("clerk"), Command::RecordResult(result))
    }
}
