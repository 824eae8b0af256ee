//! Every sentence we say about a dossier: Vietnamese, one place, one file a kind of thing.

pub mod act;
pub mod answer;
pub mod card;
pub mod event;
pub mod field;
pub mod ground;
pub mod notice;
pub mod people;
pub mod refusal;
pub mod stage;
