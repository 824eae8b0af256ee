//! QR codes on pages, as pictures of their own.

use fast_qr::{ECL, QRBuilder};

/// Clear modules around a QR code (ISO/IEC 18004).
const QUIET: usize = 4;

/// The QR code of a text as a picture in SVG; none when the text is too long for one.
pub fn picture(text: &str) -> Option<String> {
    use std::fmt::Write as _;
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            if code[y][x].value() {
                let (x, y) = (x + QUIET, y + QUIET);
                write!(path, "M{x} {y}h1v1h-1z").expect("writing to a string cannot fail");
            }
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path d=\"{path}\"/></svg>"
    ))
}
