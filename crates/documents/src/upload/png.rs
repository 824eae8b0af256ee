//! Walks the chunks of a PNG file to its end chunk.

use super::Picture;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Bytes of a chunk besides its content: length, name, checksum.
const FRAME: usize = 12;
/// Bytes of the head chunk's content: width, height, depth and colours.
const HEAD: u32 = 13;

/// How large the picture is, and where it ends after its end chunk; `None` if it is cut off or
/// damaged.
pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let (width, height) = size(bytes)?;
    let mut at = SIGNATURE.len();
    let mut has_picture = false;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length = number(head)?;
        let name = &head[4..8];
        let next = at
            .checked_add(FRAME)?
            .checked_add(usize::try_from(length).ok()?)?;
        if next > bytes.len() {
            return None;
        }
        has_picture |= name == b"IDAT";
        if name == b"IEND" {
            return has_picture.then_some(Picture {
                width,
                height,
                end: next,
            });
        }
        at = next;
    }
}

/// The size that the head chunk tells, if it is the first chunk and its checksum fits.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunk = bytes.get(SIGNATURE.len()..)?;
    let (length, named) = (number(chunk)?, chunk.get(4..21)?);
    if length != HEAD || !named.starts_with(b"IHDR") || crc32(named) != number(chunk.get(21..)?)? {
        return None;
    }
    let (width, height) = (number(&named[4..])?, number(&named[8..])?);
    (width > 0 && height > 0).then_some((width, height))
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// The checksum of PNG. Only the seventeen bytes of the head are checked: too few for a table, or
/// for a crate.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let divisor = if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            crc = (crc >> 1) ^ divisor;
        }
    }
    !crc
}
