//! Files that are two things at once: a picture to one program, an archive or a web page to another.

use super::PaperKind;

/// How far browsers and readers of PDF look for what a file is.
const HEAD: usize = 1024;

/// Beginnings of what a browser would run, in lower case.
const WEB_PAGE: [&[u8]; 6] = [
    b"<!doctype html",
    b"<html",
    b"<script",
    b"<iframe",
    b"<body",
    b"<?php",
];

/// The end record of a ZIP archive without its comment, in bytes.
const ZIP_END: usize = 22;
/// The longest comment that may follow it.
const ZIP_COMMENT_MAX: usize = 65_535;

/// Whether the head of the file holds the beginning of another format.
pub(super) fn in_head(kind: PaperKind, bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let holds = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    (kind != PaperKind::Pdf && holds(b"%pdf-")) || WEB_PAGE.into_iter().any(holds)
}

/// Whether a ZIP archive (also an Office or a Java file) ends where the file ends. Archives are
/// read from their end, so whatever stands before them is ignored.
pub(super) fn zip_at_end(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(ZIP_END + ZIP_COMMENT_MAX);
    (tail..bytes.len()).any(|at| is_zip_end(bytes, at))
}

/// Whether the end record at this place fits: its comment ends within the file, and the directory
/// it tells of stands right before it. Four bytes alone could occur in any picture.
fn is_zip_end(bytes: &[u8], at: usize) -> bool {
    let record = &bytes[at..];
    if !record.starts_with(b"PK\x05\x06") || record.len() < ZIP_END {
        return false;
    }
    let short = |at: usize| usize::from(u16::from_le_bytes([record[at], record[at + 1]]));
    let directory_size = short(12) | short(14) << 16;
    let directory = at
        .checked_sub(directory_size)
        .map(|start| &bytes[start..at]);
    record.len() - ZIP_END >= short(20)
        && directory.is_some_and(|d| d.is_empty() || d.starts_with(b"PK\x01\x02"))
}

/// Whether these bytes say nothing: white space and zeros, as some programs add at the end.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}
