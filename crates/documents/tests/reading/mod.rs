//! Papers read back: their text, the places of their words, their sizes.

use std::process::Command;

use lopdf::{Document, Object};

/// A5 upright in points, rounded.
pub const A5: (f64, f64) = (420.0, 595.0);
/// A4 upright in points, rounded.
pub const A4: (f64, f64) = (595.0, 842.0);

pub fn page_sizes(pdf: &[u8]) -> Vec<(f64, f64)> {
    let document = Document::load_mem(pdf).unwrap();
    let number = |object: &Object| f64::from(object.as_float().unwrap()).round();
    document
        .page_iter()
        .map(|page| {
            let page = document.get_dictionary(page).unwrap();
            let corners = page
                .get_deref(b"MediaBox", &document)
                .unwrap()
                .as_array()
                .unwrap();
            (number(&corners[2]), number(&corners[3]))
        })
        .collect()
}

/// The text in reading order, runs of white space as one space, pages apart by a form feed.
pub fn text(pdf: &[u8]) -> String {
    let raw = pdftotext(pdf, &[]);
    raw.split('\u{C}')
        .map(one_spaced)
        .collect::<Vec<_>>()
        .join("\u{C}")
}

pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Debug)]
pub struct Word {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub text: String,
}

impl Word {
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// Every word with its place on its page, in points.
pub fn words(pdf: &[u8]) -> Vec<Word> {
    let page = pdftotext(pdf, &["-bbox"]);
    page.lines()
        .filter_map(|line| line.trim().strip_prefix("<word "))
        .map(|line| {
            let number = |name: &str| {
                let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
                rest.split_once('"').unwrap().0.parse().unwrap()
            };
            let (_, text) = line.split_once('>').unwrap();
            Word {
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
                text: text.trim_end_matches("</word>").to_owned(),
            }
        })
        .collect()
}

/// Runs poppler's `pdftotext`; `cargo xtask test` installs it.
pub fn pdftotext(pdf: &[u8], options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let out = Command::new("pdftotext")
        .args(options)
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext of poppler-utils is installed");
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}
