//! The lifecycle, told in scenarios: one chapter a file.

mod given;

#[path = "scenarios/alarm.rs"]
mod alarm;
#[path = "scenarios/apology.rs"]
mod apology;
#[path = "scenarios/asked_beside.rs"]
mod asked_beside;
#[path = "scenarios/assistance.rs"]
mod assistance;
#[path = "scenarios/beside.rs"]
mod beside;
#[path = "scenarios/care.rs"]
mod care;
#[path = "scenarios/consultation.rs"]
mod consultation;
#[path = "scenarios/correction.rs"]
mod correction;
#[path = "scenarios/course.rs"]
mod course;
#[path = "scenarios/delegation.rs"]
mod delegation;
#[path = "scenarios/ending.rs"]
mod ending;
#[path = "scenarios/explanation.rs"]
mod explanation;
#[path = "scenarios/hands.rs"]
mod hands;
#[path = "scenarios/moment.rs"]
mod moment;
#[path = "scenarios/money.rs"]
mod money;
#[path = "scenarios/notices.rs"]
mod notices;
#[path = "scenarios/open_along.rs"]
mod open_along;
#[path = "scenarios/opening.rs"]
mod opening;
#[path = "scenarios/pace.rs"]
mod pace;
#[path = "scenarios/pause.rs"]
mod pause;
#[path = "scenarios/policy.rs"]
mod policy;
#[path = "scenarios/promise_move.rs"]
mod promise_move;
#[path = "scenarios/pull_back.rs"]
mod pull_back;
#[path = "scenarios/reception.rs"]
mod reception;
#[path = "scenarios/reduced.rs"]
mod reduced;
#[path = "scenarios/refusals.rs"]
mod refusals;
#[path = "scenarios/result.rs"]
mod result;
#[path = "scenarios/routing.rs"]
mod routing;
#[path = "scenarios/settlement.rs"]
mod settlement;
#[path = "scenarios/stillness.rs"]
mod stillness;
#[path = "scenarios/supplement.rs"]
mod supplement;
#[path = "scenarios/taking_over.rs"]
mod taking_over;
