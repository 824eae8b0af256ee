//! The pages of an application in order: where each leads, and which is still to be filled in.

use axum::response::{IntoResponse, Redirect, Response};
use domain::procedure::Procedure;
use domain::procedure::paper::RequiredPaper;
use jiff::civil::Date;

use super::applicant::read_representative;
use super::draft::{Opened, sent_papers};
use super::question::{groups, read};
use super::{Caption, attach, returning};
use crate::language::Language;

/// One page of the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// Case and desk.
    Start,
    /// Who applies.
    Applicant,
    /// Who acts for the applicant.
    Representative,
    /// One group of the declaration, from 1.
    Declare(usize),
    /// The papers.
    Attach,
    /// Where the result goes.
    Returning,
    /// Everything once more, then submit.
    Review,
}

/// The query that leads back to the check instead of onwards.
pub(super) const BACK_TO_REVIEW: &str = "?ve=kiem-tra";

impl Page {
    /// Its address, below the procedure's.
    pub fn address(self, procedure: &Procedure) -> String {
        let code = &procedure.code;
        match self {
            Self::Start => format!("/nop/{code}"),
            Self::Applicant => format!("/nop/{code}/nguoi-nop"),
            Self::Representative => format!("/nop/{code}/nguoi-duoc-uy-quyen"),
            Self::Declare(group) => format!("/nop/{code}/to-khai/{group}"),
            Self::Attach => format!("/nop/{code}/giay-to"),
            Self::Returning => format!("/nop/{code}/nhan-ket-qua"),
            Self::Review => format!("/nop/{code}/kiem-tra"),
        }
    }
}

impl Opened {
    /// The pages of this application, in order.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::Start, Page::Applicant];
        if self.filled.represented && self.bundle.is_none() {
            pages.push(Page::Representative);
        }
        let groups = self
            .procedure
            .declaration
            .as_ref()
            .map_or(0, |form| groups(form).len());
        pages.extend((1..=groups).map(Page::Declare));
        // The results of linked procedures come together at the desk.
        pages.push(Page::Attach);
        if self.bundle.is_none() {
            pages.push(Page::Returning);
        }
        pages.push(Page::Review);
        pages
    }

    /// Where a page leads when it is done: onwards, or back to the check one came from.
    pub fn onwards(&self, from: Page, back_to_review: bool) -> Response {
        let pages = self.pages();
        let at = pages.iter().position(|page| *page == from).unwrap_or(0);
        let next = match pages.get(at + 1) {
            Some(next) if !back_to_review => *next,
            _ => Page::Review,
        };
        Redirect::to(&next.address(&self.procedure)).into_response()
    }

    /// The page before this one.
    pub fn before(&self, page: Page, back_to_review: bool) -> String {
        let pages = self.pages();
        let at = pages.iter().position(|known| *known == page).unwrap_or(0);
        let before = if back_to_review {
            Page::Review
        } else {
            pages
                .get(at.saturating_sub(1))
                .copied()
                .unwrap_or(Page::Start)
        };
        before.address(&self.procedure)
    }

    /// `Bước 2 trong 6`, and the procedure.
    pub fn caption(&self, page: Page, language: Language) -> Caption {
        let pages = self.pages();
        let at = pages.iter().position(|known| *known == page).unwrap_or(0);
        let place = match language {
            Language::Vietnamese => format!("Bước {} trong {}", at + 1, pages.len()),
            Language::English => format!("Step {} of {}", at + 1, pages.len()),
        };
        Caption::new(place, &self.procedure, language)
    }

    /// The first page that is not filled in; the check when all are.
    pub fn first_open(&self, today: Date) -> Page {
        let mut pages = self.pages().into_iter();
        pages
            .find(|page| !self.is_filled_in(*page, today))
            .unwrap_or(Page::Review)
    }

    fn is_filled_in(&self, page: Page, today: Date) -> bool {
        let filled = &self.filled;
        match page {
            Page::Start => !filled.desk.is_empty(),
            Page::Applicant => filled.applicant.read(today, "").is_ok(),
            Page::Representative => {
                read_representative(&filled.representative, Language::default()).is_ok()
            }
            Page::Declare(group) => self.is_declared(group, today),
            Page::Attach => self.are_papers_sent(),
            Page::Returning => returning::read(&filled.return_via).is_some(),
            Page::Review => false,
        }
    }

    /// A page of blank answers is filled in once it was sent.
    fn is_declared(&self, group: usize, today: Date) -> bool {
        let answers = &self.filled.answers;
        let form = self.procedure.declaration.as_ref();
        let all = form.map(groups).unwrap_or_default();
        let Some((_, fields)) = group.checked_sub(1).and_then(|at| all.get(at)) else {
            return true;
        };
        fields.iter().all(|field| answers.contains_key(&field.key))
            && read(fields, answers, today).is_ok()
    }

    /// Papers that need not be there are asked for once: whoever chose where the result goes has
    /// seen them.
    fn are_papers_sent(&self) -> bool {
        let filled = &self.filled;
        let wanted: Vec<RequiredPaper> = sent_papers(&self.case).cloned().collect();
        let is_missing = attach::missing(filled, &wanted).next().is_some();
        let were_seen =
            wanted.is_empty() || !filled.files.is_empty() || !filled.return_via.is_empty();
        !is_missing && were_seen
    }
}
