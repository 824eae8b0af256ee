//! The citizen's pages: each page, each journey, and what goes wrong on the way.

mod amiss;
mod apply;
mod care;
mod catalogue;
mod clock;
mod drafts;
mod english;
mod journey;
mod moved;
mod portal;
mod suit;
mod supplement;
mod town;
mod track;
mod upload;
mod upload_supplement;
mod verify;
mod visitor;
