//! Walks the segments of a JPEG file to its end mark.

use super::Picture;
use super::hidden::is_blank;

const START: &[u8] = &[0xFF, 0xD8, 0xFF];

/// How large the picture is, and where it ends after its end mark; `None` if it is cut off or
/// damaged.
pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let mut at = 2;
    let (mut width, mut height) = (0, 0);
    let mut has_scan = false;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        match marker {
            0xD9 => {
                return has_scan.then_some(Picture {
                    width,
                    height,
                    end: at,
                });
            }
            0x01 | 0xD0..=0xD7 => continue,
            0x00 | 0xD8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        if length < 2 || at + length > bytes.len() {
            return None;
        }
        if is_frame(marker) {
            let segment = &bytes[at..at + length];
            height = number(segment, 3)?;
            width = number(segment, 5)?;
        }
        at += length;
        if marker == 0xDA {
            has_scan = true;
            at = end_of_scan(bytes, at)?;
        }
    }
}

/// Whether this mark begins the frame, which tells the picture's size; the three that are left out
/// are tables, and a mark that nobody uses.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

fn number(segment: &[u8], at: usize) -> Option<u32> {
    let two = segment.get(at..)?.first_chunk()?;
    Some(u32::from(u16::from_be_bytes(*two)))
}

/// The next mark after the packed picture; stuffed and restart marks belong to the picture.
fn end_of_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let within = bytes
        .get(from..)?
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))?;
    Some(from + within)
}

/// Whether what follows the picture is nothing, or what telephones put there: further pictures
/// (brightness, depth), the seconds of film around the shot, the maker's own notes.
pub(super) fn is_known_trailer(mut rest: &[u8]) -> bool {
    while rest.starts_with(START) {
        match read(rest) {
            Some(picture) => rest = &rest[picture.end..],
            None => return false,
        }
    }
    is_blank(rest) || rest.get(4..8) == Some(b"ftyp") || rest.ends_with(b"SEFT")
}
