//! A small sound PDF for dossiers of the demonstration.

use std::fmt::Write as _;

/// A small sound PDF of one page that says it is a sample; `title` only changes its bytes.
pub fn one_page_pdf(title: &str) -> Vec<u8> {
    let said = "BT /F1 18 Tf 72 760 Td (Ban chup minh hoa) Tj ET";
    let bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{said}\nendstream", said.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = format!("%PDF-1.4\n% {}\n", domain::vietnamese::fold(title));
    let mut table = String::new();
    for (at, body) in bodies.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{body}\nendobj\n", at + 1);
    }
    let (xref, entries) = (pdf.len(), bodies.len() + 1);
    let _ = write!(
        pdf,
        "xref\n0 {entries}\n0000000000 65535 f \n{table}trailer\n\
         << /Size {entries} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
    );
    pdf.into_bytes()
}
