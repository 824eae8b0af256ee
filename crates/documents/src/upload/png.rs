//! Walks the chunks of a PNG file to its end chunk.

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Bytes of a chunk besides its content: length, name, checksum.
const FRAME: usize = 12;

/// Where the picture ends, after its end chunk; `None` if it is cut off or damaged.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    let mut at = SIGNATURE.len();
    let mut has_picture = false;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let name = &head[4..8];
        if at == SIGNATURE.len() && name != b"IHDR" {
            return None;
        }
        let next = at
            .checked_add(FRAME)?
            .checked_add(usize::try_from(length).ok()?)?;
        if next > bytes.len() {
            return None;
        }
        has_picture |= name == b"IDAT";
        if name == b"IEND" {
            return has_picture.then_some(next);
        }
        at = next;
    }
}
