//! The press: fonts, library and templates, built once; each job is a world of its own.

use std::collections::HashMap;

use jiff::civil::DateTime;
use serde::Serialize;
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::codes::{self, Mark};
use crate::form::{Instrument, Purpose};
use crate::page::Tracking;
use crate::text;
use crate::world::{JobWorld, file_id};

/// Liberation Serif 2.1.5: the measures of Times New Roman, under a free licence.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// Every file a template may read besides its own data.
const TEMPLATES: [(&str, &str); 10] = [
    ("page.typ", include_str!("templates/page.typ")),
    ("receipt.typ", include_str!("templates/receipt.typ")),
    (
        "supplement_request.typ",
        include_str!("templates/supplement_request.typ"),
    ),
    (
        "refusal_slip.typ",
        include_str!("templates/refusal_slip.typ"),
    ),
    (
        "apology_letter.typ",
        include_str!("templates/apology_letter.typ"),
    ),
    ("stop_notice.typ", include_str!("templates/stop_notice.typ")),
    (
        "control_slip.typ",
        include_str!("templates/control_slip.typ"),
    ),
    (
        "tracking_register.typ",
        include_str!("templates/tracking_register.typ"),
    ),
    (
        "process_sheet.typ",
        include_str!("templates/process_sheet.typ"),
    ),
    (
        "hand_over_manifest.typ",
        include_str!("templates/hand_over_manifest.typ"),
    ),
];

/// Việt Nam keeps one offset from UTC, in minutes, all year.
const VIETNAM_OFFSET_MINUTES: i32 = 7 * 60;

/// Jobs after which a remembered piece of layout that no job used is forgotten.
const FORGET_AFTER_JOBS: usize = 10;

/// Why a paper could not be made.
#[derive(Debug, Error)]
pub enum PrintFault {
    /// The circular has no form for this.
    #[error("printing {purpose:?}: {} has no such form", .instrument.show())]
    NoSuchForm {
        /// What was to be printed.
        purpose: Purpose,
        /// By which circular.
        instrument: Instrument,
    },
    /// The address or code does not fit into a QR code.
    #[error("drawing a QR code: {0}")]
    Qr(String),
    /// The dossier's code cannot be drawn as Code 128.
    #[error("drawing {code} as a barcode: {said}")]
    Barcode {
        /// The code.
        code: String,
        /// What the encoder said.
        said: String,
    },
    /// The data could not be handed to the template.
    #[error("writing the data of {template}")]
    Data {
        /// File name of the template.
        template: &'static str,
        /// What the writer said.
        source: serde_json::Error,
    },
    /// The template could not be laid out, or the layout could not be written as an archive file.
    #[error("laying out {template}: {said}")]
    Layout {
        /// File name of the template.
        template: &'static str,
        /// What the compiler said.
        said: String,
    },
}

/// Fonts, library and templates, read once. One press serves all threads.
pub struct Press {
    pub(crate) library: LazyHash<Library>,
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    pub(crate) sources: HashMap<FileId, Source>,
    standards: PdfStandards,
}

/// One paper, ready to be printed: its data as the template reads them, and its marks.
///
/// A job of the same data prints to the same bytes.
#[derive(Clone, Debug)]
pub struct Job {
    pub(crate) template: &'static str,
    pub(crate) data: Bytes,
    pub(crate) qr: Option<Bytes>,
    pub(crate) barcode: Option<Bytes>,
    pub(crate) ident: String,
    pub(crate) made_at: DateTime,
}

/// What a paper hands over to become a [`Job`].
pub(crate) struct Draft<'a, D: Serialize> {
    /// File name of the template.
    pub(crate) template: &'static str,
    /// What the template shows; all words and dates are already written out.
    pub(crate) data: D,
    /// The dossier's code and tracking address, if it has them yet.
    pub(crate) tracking: Option<&'a Tracking>,
    /// Names the paper uniquely and stably; only its hash is written into the file.
    pub(crate) ident: String,
    /// Local time of issue (or of reprint), written as the file's date.
    pub(crate) made_at: DateTime,
}

/// The data of a template, and the widths of the marks in modules.
#[derive(Serialize)]
struct Sheet<D: Serialize> {
    #[serde(flatten)]
    data: D,
    qr_modules: usize,
    barcode_modules: usize,
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Press {
    /// Reads fonts and templates and builds the library. Takes some milliseconds; keep the press.
    pub fn new() -> Self {
        let fonts: Vec<Font> = FONTS
            .iter()
            .map(|&file| Font::new(Bytes::new(file), 0).expect("the built-in fonts are readable"))
            .collect();
        let sources = TEMPLATES
            .iter()
            .map(|&(name, text)| (file_id(name), Source::new(file_id(name), text.to_owned())))
            .collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .expect("archive and accessible file go together in PDF 1.7"),
        }
    }

    /// Lays a job out and writes it as PDF/A-2a and PDF/UA-1. Blocks for some milliseconds of one
    /// core (a second in a debug build): call it off the async threads.
    pub fn print(&self, job: &Job) -> Result<Vec<u8>, PrintFault> {
        let pdf = self.set(job);
        comemo::evict(FORGET_AFTER_JOBS);
        pdf
    }

    fn set(&self, job: &Job) -> Result<Vec<u8>, PrintFault> {
        let world = JobWorld { press: self, job };
        let fault = |diagnostics: &[SourceDiagnostic]| PrintFault::Layout {
            template: job.template,
            said: diagnostics
                .iter()
                .map(|d| d.message.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        };
        let document: PagedDocument = typst::compile(&world)
            .output
            .map_err(|diagnostics| fault(&diagnostics))?;
        typst_pdf::pdf(&document, &self.options(job)).map_err(|diagnostics| fault(&diagnostics))
    }

    fn options(&self, job: &Job) -> PdfOptions {
        PdfOptions {
            ident: Smart::Custom(job.ident.clone()),
            creator: Smart::Custom(Some("Một Cửa".to_owned())),
            timestamp: timestamp(job.made_at),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        }
    }

    /// Makes a job of a paper's data: draws the marks and cleans every text.
    pub(crate) fn job<D: Serialize>(&self, draft: Draft<'_, D>) -> Result<Job, PrintFault> {
        let qr = draft
            .tracking
            .map(|tracking| codes::qr(&tracking.url))
            .transpose()?;
        let barcode = draft
            .tracking
            .map(|tracking| codes::code128(&tracking.code))
            .transpose()?;
        let width = |mark: &Option<Mark>| mark.as_ref().map_or(0, |mark| mark.modules);
        let sheet = Sheet {
            qr_modules: width(&qr),
            barcode_modules: width(&barcode),
            data: draft.data,
        };
        let written = |source| PrintFault::Data {
            template: draft.template,
            source,
        };
        let mut data = serde_json::to_value(sheet).map_err(written)?;
        text::printable_value(&mut data, &|c| self.draws(c));
        Ok(Job {
            template: draft.template,
            data: Bytes::from_string(data.to_string()),
            qr: qr.map(|mark| Bytes::from_string(mark.svg)),
            barcode: barcode.map(|mark| Bytes::from_string(mark.svg)),
            ident: draft.ident,
            made_at: draft.made_at,
        })
    }

    /// Whether every face of the font has this character.
    fn draws(&self, c: char) -> bool {
        c == '\n'
            || self
                .fonts
                .iter()
                .all(|font| font.info().coverage.contains(u32::from(c)))
    }
}

fn timestamp(at: DateTime) -> Option<Timestamp> {
    let part = |number: i8| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Timestamp::new_local(datetime, VIETNAM_OFFSET_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_draws_every_vietnamese_letter_and_the_box_for_what_it_lacks() {
        let press = Press::new();
        let letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
        for letter in letters
            .chars()
            .chain(letters.to_uppercase().chars())
            .chain("□₫–…".chars())
        {
            assert!(press.draws(letter), "{letter}");
        }
        assert!(!press.draws('😀'));
    }
}
