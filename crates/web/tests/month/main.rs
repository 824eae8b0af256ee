//! A month in a province: a holiday announced late, a supplement, a silent citizen, an apology
//! before the date, a refused second one, an idle dossier. At every stop each page, paper, register
//! and answer of the API is asked, and all of them show the same day.
//!
//! The days were counted by hand. Working days, Monday to Friday, each week in brackets:
//!
//! ```text
//! November  [16 17 18 19 20] [23 -- 25 26 27] [30
//! December      01 02 03 04] [07 08 09 10 11] [14 15 16 17 18] [21 22 23 24 25]
//! ```
//!
//! The 24th of November is a holiday of the catalogue's calendar. On the 3rd of December the 4th is
//! announced as a day off; on the 7th, Saturday the 12th as a day worked in its place. The day on
//! which counting begins is not counted: fifteen working days from the 16th of November are 17 18
//! 19 20, 23 25 26 27, 30 01 02 03 04, 07 08.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod api;
#[path = "../officials/at_work.rs"]
#[expect(dead_code, reason = "other stories use the rest of it")]
mod at_work;
mod calendar;
mod deeds;
mod pages;
mod papers;
mod reading;
mod shown;
mod story;
#[path = "../town/mod.rs"]
mod town;

use story::Month;

#[tokio::test]
async fn in_a_whole_month_every_surface_shows_the_same_day() {
    let month = Month::begins().await;
    month.one_stands_still_and_two_wait_for_papers().await;
    month.papers_come_for_one_and_not_for_the_other().await;
    let late = month.an_apology_comes_before_the_date().await;
    month.a_holiday_is_announced_the_evening_before(&late).await;
    month.another_day_is_worked_in_its_place(&late).await;
    month.the_silent_one_is_stopped(&late).await;
}
