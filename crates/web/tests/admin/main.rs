//! The administrator's pages: who sees them, what they show, and every change of an account.

mod access;
mod accounts;
mod at_work;
mod duties;
mod layers;
mod processes;
#[path = "../province/mod.rs"]
mod province;
mod showing;
