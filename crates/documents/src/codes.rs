//! Marks that machines read: the QR code of the tracking page and the Code 128 of a dossier's code.

use std::fmt::Write;

use barcoders::sym::code128::Code128;
use fast_qr::{ECL, QRBuilder};

use crate::PrintFault;

/// Clear modules around a QR code (ISO/IEC 18004).
const QR_QUIET: usize = 4;
/// Clear modules at both ends of a Code 128 (ISO/IEC 15417).
const BAR_QUIET: usize = 10;
/// Height of the drawn bars in modules; the template stretches nothing, it scales both ways alike.
const BAR_HEIGHT: usize = 44;

/// A drawn mark: the picture and how many modules it is wide, clear margins included.
pub(crate) struct Mark {
    pub(crate) svg: String,
    pub(crate) modules: usize,
}

/// The QR code of an address, at error level M (15 %).
pub(crate) fn qr(address: &str) -> Result<Mark, PrintFault> {
    let code = QRBuilder::new(address)
        .ecl(ECL::M)
        .build()
        .map_err(|e| PrintFault::Qr(e.to_string()))?;
    let modules = code.size + 2 * QR_QUIET;
    let mut path = String::with_capacity(8 * code.size * code.size);
    for y in 0..code.size {
        let row: Vec<bool> = code[y].iter().map(|module| module.value()).collect();
        draw_runs(&mut path, &row, QR_QUIET, y + QR_QUIET, 1);
    }
    Ok(Mark {
        svg: picture(modules, modules, &path),
        modules,
    })
}

/// The Code 128 of a dossier's code; runs of digits are packed two to a symbol.
pub(crate) fn code128(code: &str) -> Result<Mark, PrintFault> {
    let fault = |said: String| PrintFault::Barcode {
        code: code.to_owned(),
        said,
    };
    if !code.chars().all(|c| c.is_ascii_graphic()) {
        return Err(fault(
            "only visible ASCII characters can be drawn".to_owned(),
        ));
    }
    let bars = Code128::new(with_character_sets(code))
        .map_err(|e| fault(e.to_string()))?
        .encode();
    let row: Vec<bool> = bars.iter().map(|&bar| bar == 1).collect();
    let modules = row.len() + 2 * BAR_QUIET;
    let mut path = String::with_capacity(16 * row.len());
    draw_runs(&mut path, &row, BAR_QUIET, 0, BAR_HEIGHT);
    Ok(Mark {
        svg: picture(modules, BAR_HEIGHT, &path),
        modules,
    })
}

/// Writes where the encoder changes its character set: C for four or more digits in a row (an odd
/// first digit stays in B), B for everything else.
fn with_character_sets(code: &str) -> String {
    const SET_B: char = '\u{0181}';
    const SET_C: char = '\u{0106}';
    let characters: Vec<char> = code.chars().collect();
    let mut text = String::with_capacity(code.len() + 8);
    let mut set = None;
    let mut position = 0;
    while position < characters.len() {
        let digits = characters[position..]
            .iter()
            .take_while(|character| character.is_ascii_digit())
            .count();
        let packed = if digits >= 4 { digits - digits % 2 } else { 0 };
        let plain = if packed > 0 {
            digits % 2
        } else {
            digits.max(1)
        };
        for (wanted, count) in [(SET_B, plain), (SET_C, packed)] {
            if count == 0 {
                continue;
            }
            if set != Some(wanted) {
                text.push(wanted);
                set = Some(wanted);
            }
            text.extend(&characters[position..position + count]);
            position += count;
        }
    }
    text
}

/// Adds one closed rectangle for each run of dark modules.
fn draw_runs(path: &mut String, row: &[bool], left: usize, top: usize, height: usize) {
    let mut start = 0;
    for run in row.chunk_by(|a, b| a == b) {
        if run[0] {
            let (x, width) = (start + left, run.len());
            // Writing into a String cannot fail.
            let _ = write!(path, "M{x} {top}h{width}v{height}h-{width}z");
        }
        start += run.len();
    }
}

fn picture(width: usize, height: usize, path: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" shape-rendering=\"crispEdges\">\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    )
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn long_runs_of_digits_are_packed_in_pairs() {
        assert_eq!(
            with_character_sets("H35.16-240228-0012"),
            "ƁH35.16-Ć240228Ɓ-Ć0012"
        );
        assert_eq!(with_character_sets("-10012"), "Ɓ-1Ć0012");
        assert_eq!(with_character_sets("0012"), "Ć0012");
    }

    #[test]
    fn a_packed_code_is_shorter_than_a_plain_one() {
        let packed = code128("240228-0012").unwrap().modules;
        let plain = code128("AAAAAA-AAAA").unwrap().modules;
        assert!(packed < plain, "{packed} modules against {plain}");
    }

    #[test]
    fn a_code_with_vietnamese_letters_is_refused() {
        assert!(matches!(code128("HỒ-SƠ"), Err(PrintFault::Barcode { .. })));
    }

    #[test]
    fn an_address_that_is_too_long_is_refused() {
        assert!(matches!(qr(&"x".repeat(3_000)), Err(PrintFault::Qr(_))));
    }
}
