//! Every sentence we say about a dossier: one place, one file a kind of thing. What citizens read
//! stands in both languages side by side; officials and the API are told the Vietnamese.

pub mod act;
pub mod answer;
pub mod bundle;
pub mod calendar;
pub mod card;
pub mod clock;
pub mod consultation;
pub mod duty;
pub mod event;
pub mod field;
pub mod file;
pub mod ground;
pub mod lateness;
pub mod notice;
pub mod people;
pub mod process;
pub mod refusal;
pub mod stage;
