//! The citizen's pages: each page, each journey, and what goes wrong on the way.

mod amiss;
mod apply;
mod apply_english;
mod care;
mod catalogue;
mod clock;
mod drafts;
mod english;
mod english_after;
mod journey;
mod moved;
mod portal;
mod punctuality;
mod reckon;
mod suit;
mod supplement;
mod town;
mod track;
mod upload;
mod upload_supplement;
mod verify;
mod visitor;
