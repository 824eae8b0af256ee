//! Standing still: what hangs at an office says so, what waits for the applicant does not.

use domain::dossier::Outcome;

use crate::given::hand::{ask_for, note};
use crate::given::people::{APPLICANT, the};
use crate::given::{Play, at};

fn still(play: &Play, now: &str) -> Option<u32> {
    play.dossier()
        .still_for(play.rules.calendar.nation(), at(now))
}

#[test]
fn from_the_second_working_day_on_it_stands_still() {
    // Monday; the weekend does not count.
    let play = Play::examining();
    assert_eq!(still(&play, "2026-03-03T16:00"), None);
    assert_eq!(still(&play, "2026-03-04T08:00"), Some(2));
    assert_eq!(still(&play, "2026-03-08T08:00"), Some(4));
    assert_eq!(still(&play, "2026-03-09T08:00"), Some(5));
}

#[test]
fn a_note_of_an_official_moves_it() {
    let mut play = Play::examining();
    play.at("2026-03-05T08:00").does(&the("examiner"), note());
    assert_eq!(still(&play, "2026-03-06T08:00"), None);
}

#[test]
fn what_waits_for_the_applicant_or_is_done_does_not_stand_still() {
    let mut awaiting = Play::submitted();
    assert_eq!(still(&awaiting, "2026-03-05T08:00"), Some(3));
    awaiting.does(&the("desk"), ask_for(&["photo"]));
    let mut withdrawn = Play::submitted();
    withdrawn.does(&APPLICANT, crate::given::hand::withdraw());
    for play in [awaiting, Play::resolved(), Play::handed_over(), withdrawn] {
        assert_eq!(still(&play, "2026-03-20T08:00"), None, "{}", play.stage());
    }
    let proposed = Play::proposed(Outcome::Granted);
    assert_eq!(still(&proposed, "2026-03-05T08:00"), Some(3));
}
