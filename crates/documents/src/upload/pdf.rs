//! Counts the pages of a PDF file, with limits on what it may make us unpack.
//!
//! Missing on purpose: a process of its own with limits on memory and time. It comes with the
//! safe rendition of uploads; until then a hostile file can cost some seconds of one core.

use std::panic::catch_unwind;

use lopdf::{Document, Error, LoadOptions};

use super::Unreadable;
use super::hidden::is_blank;

/// The most pages of one file.
const PAGES_MAX: usize = 2_000;
/// The most packed streams of objects of one file.
const OBJECT_STREAMS_MAX: usize = 1_000;
/// What one packed stream of objects may unpack to, in bytes.
const UNPACKED_MAX: usize = 8 * 1024 * 1024;

const END: &[u8] = b"%%EOF";

/// Pages of the document.
pub(super) fn pages(bytes: &[u8]) -> Result<u32, Unreadable> {
    check_end(bytes)?;
    if count(bytes, b"/ObjStm") > OBJECT_STREAMS_MAX {
        return Err(Unreadable::TooComplex);
    }
    // The reader is not ours and the bytes are a stranger's: a panic of its own is a broken file.
    catch_unwind(|| read(bytes)).unwrap_or(Err(Unreadable::Broken))
}

fn read(bytes: &[u8]) -> Result<u32, Unreadable> {
    let options = LoadOptions::with_max_decompressed_size(UNPACKED_MAX);
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error))?;
    // What opens without a password was opened, and its lock taken away.
    if document.trailer.has(b"Encrypt") {
        return Err(Unreadable::Locked);
    }
    let pages = document.page_iter().take(PAGES_MAX + 1).count();
    if pages > PAGES_MAX {
        return Err(Unreadable::TooComplex);
    }
    match u32::try_from(pages) {
        Ok(0) | Err(_) => Err(Unreadable::Broken),
        Ok(pages) => Ok(pages),
    }
}

fn refusal(error: &Error) -> Unreadable {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Unreadable::Locked
        }
        Error::Decompress(_) => Unreadable::TooComplex,
        _ => Unreadable::Broken,
    }
}

/// The file must end with its end mark: further objects after the last mark are a cut-off file,
/// anything else is something hidden.
fn check_end(bytes: &[u8]) -> Result<(), Unreadable> {
    let last = bytes.windows(END.len()).rposition(|window| window == END);
    let rest = &bytes[last.ok_or(Unreadable::Broken)? + END.len()..];
    if is_blank(rest) {
        Ok(())
    } else if count(rest, b" obj") > 0 || count(rest, b"endstream") > 0 {
        Err(Unreadable::Broken)
    } else {
        Err(Unreadable::Polyglot)
    }
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    bytes
        .windows(needle.len())
        .filter(|window| *window == needle)
        .count()
}
