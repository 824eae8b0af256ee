//! Reading what came back: the words beside a word, the cells of a row, the text of a PDF.

use std::process::Command;

use crate::at_work::at;
use crate::town::browser::Page;

/// What stands beside a word of a summary.
pub fn beside(page: &Page, word: &str) -> String {
    let html = page.html();
    let mark = format!("<dt>{word}</dt><dd>");
    let Some((_, rest)) = html.split_once(mark.as_str()) else {
        panic!("{} has no {word:?}: {}", page.address, page.text());
    };
    plain(rest.split("</dd>").next().unwrap_or_default())
}

/// The row of a table that leads to this dossier, as it is written.
pub fn row(page: &Page, code: &str) -> String {
    let html = page.html();
    let mark = format!("href=\"{}\"", at(code));
    let Some(row) = html.split("<tr").find(|row| row.contains(&mark)) else {
        panic!("{} has no row of {code}: {}", page.address, page.text());
    };
    row.split("</tr>").next().unwrap_or_default().to_owned()
}

/// What stands in the cell of a row under this heading.
pub fn cell(row: &str, heading: &str) -> String {
    let mark = format!("data-label=\"{heading}\"");
    let Some((_, rest)) = row.split_once(mark.as_str()) else {
        panic!("no {heading:?} in {row}");
    };
    let (_, rest) = rest.split_once('>').unwrap();
    plain(rest.split("</td>").next().unwrap_or_default())
}

/// What is written without its tags, runs of white space as one space.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every day in a text that is written like `08/12/2026`, in order.
pub fn days_in(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '/')
        .filter(|word| word.len() == 10 && word.matches('/').count() == 2)
        .map(str::to_owned)
        .collect()
}

/// Asserts that an explanation sets this moment off from its text, and no other one.
pub fn stands_out(page: &Page, moment: &str) {
    let html = page.html();
    let set_off = format!("<strong>{moment}</strong>");
    assert!(
        html.contains(&set_off),
        "{} does not explain {moment}: {}",
        page.address,
        page.text()
    );
    assert_eq!(html.matches("<strong>17:00").count(), 1, "{}", page.address);
}

/// The text of a PDF in the order in which it is drawn, without white space: where lines break does
/// not matter. Poppler's `pdftotext` reads it; `cargo xtask test` installs it.
pub fn drawn(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let out = Command::new("pdftotext")
        .arg("-raw")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext of poppler-utils is installed");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    bare(&String::from_utf8(out.stdout).unwrap())
}

/// The same words without white space.
pub fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
