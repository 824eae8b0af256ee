//! Help with the form: agreed to, read back, and never counted as the applicant's own filing online.

use domain::dossier::assistance::{Assistance, Consent};
use domain::dossier::command::{Application, Command};
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::procedure::Channel;

use crate::given::Play;
use crate::given::hand::{application, receive_in_person};
use crate::given::people::{APPLICANT, the};
use crate::given::province::REGISTER;

fn with_help(channel: Channel, help: Assistance) -> Box<Application> {
    let mut application = application(REGISTER, "03001-TT", channel);
    application.assisted = Some(help);
    Box::new(application)
}

fn agreed(consent: Consent) -> Assistance {
    Assistance {
        consent,
        read_back: true,
    }
}

#[test]
fn help_at_the_desk_is_recorded_with_the_way_in_which_it_was_agreed_to() {
    for consent in Consent::ALL {
        let help = agreed(consent);
        let mut play = Play::new();
        play.does(
            &the("desk"),
            Command::ReceiveInPerson(with_help(Channel::Desk, help)),
        );
        let Event::Submitted(facts) = &play.history[0].event else {
            panic!("{:?}", play.history);
        };
        assert_eq!(facts.assisted, Some(help));
        assert_eq!(facts.channel, Channel::Desk);
        assert_eq!(play.dossier().assisted, Some(help));
    }
}

#[test]
fn without_help_nothing_is_said_about_it() {
    let mut play = Play::new();
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.dossier().assisted, None);
    let written = serde_json::to_value(&play.history[0].event).expect("events are plain data");
    assert_eq!(written.get("assisted"), None);
}

#[test]
pub fn an_official_helps_whoever_stands_at_the_desk() {
    let help = agreed(Consent::Signed);
    let online = Command::Submit(with_help(Channel::Online, help));
    let refusal = Play::new().refused(&APPLICANT, online);
    assert_eq!(refusal, Refusal::AssistedNotAtDesk);
    let by_post = Command::ReceiveInPerson(with_help(Channel::Post, help));
    let refusal = Play::new().refused(&the("desk"), by_post);
    assert_eq!(refusal, Refusal::AssistedNotAtDesk);
}

#[test]
pub fn what_was_typed_is_read_back_before_it_counts() {
    let unheard = Assistance {
        consent: Consent::SpokenBeforeWitness,
        read_back: false,
    };
    let command = Command::ReceiveInPerson(with_help(Channel::Desk, unheard));
    let refusal = Play::new().refused(&the("desk"), command);
    assert_eq!(refusal, Refusal::NotReadBack);
}
