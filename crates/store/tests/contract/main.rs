//! The contract of the store: the same promises on SQLite and on PostgreSQL.

mod alarms;
mod arriving;
mod bundles;
mod bundles_withdrawn;
mod calendar;
mod campaign;
mod course;
mod desk_day;
mod drafts;
mod faults;
mod files;
mod finding;
mod following;
mod jobs_and_viewings;
mod lateness;
mod life;
mod lists;
mod logging_in;
mod lost_server;
mod notices;
mod once;
mod opinions;
mod pace;
mod people;
mod processes;
mod register;
mod routing;
mod rulebook;
mod searching;
mod secrecy;
mod sweeping;
mod taking_over;
mod together;
#[path = "../world/mod.rs"]
mod world;
