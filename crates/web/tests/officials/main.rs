//! Officials at work in a browser without script: from the log-in to the result in hand.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod absent;
mod asking;
mod at_work;
mod campaign;
mod care;
mod casework;
mod clock;
mod consulting;
mod desk_day;
mod following;
mod intake;
mod leading;
mod leaving;
mod life;
mod logging_in;
mod pace;
mod registering;
mod scanner;
mod seeing;
mod taking_over;
mod together;
#[path = "../town/mod.rs"]
mod town;
