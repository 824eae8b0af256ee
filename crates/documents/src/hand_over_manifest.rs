//! Bảng kê bàn giao hồ sơ giấy: which bundles went from a desk to a unit on a day, signed by both.
//! A list of the house, no form of a circular; no applicant stands on it.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::codes;
use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// Bảng kê bàn giao hồ sơ giấy.
#[derive(Clone, Debug)]
pub struct HandOverManifest {
    /// The desk that gives.
    pub desk: String,
    /// The unit that takes.
    pub unit: String,
    /// The day on which the dossiers were passed on.
    pub on: Date,
    /// Local time of the print.
    pub printed_at: DateTime,
    /// What is given.
    pub bundles: Vec<Bundle>,
}

/// The paper of one dossier.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The dossier's code, drawn as QR code too.
    pub code: String,
    /// The procedure's name.
    pub procedure: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản sao.
    pub copies: u32,
}

#[derive(Serialize)]
struct View {
    desk: String,
    unit: String,
    day: String,
    printed: String,
    sums: String,
    bundles: Vec<BundleView>,
}

#[derive(Serialize)]
struct BundleView {
    code: String,
    procedure: String,
    originals: String,
    copies: String,
    /// The picture of the QR code.
    qr: String,
}

/// Prints the manifest. Blocks; see [`Press::print`].
pub fn hand_over_manifest(press: &Press, data: &HandOverManifest) -> Result<Vec<u8>, PrintFault> {
    press.print(&hand_over_manifest_job(press, data)?)
}

/// The manifest as a job, everything written out but not yet laid out.
pub fn hand_over_manifest_job(press: &Press, data: &HandOverManifest) -> Result<Job, PrintFault> {
    let bundles = data.bundles.iter().map(Bundle::view);
    let originals: u32 = data.bundles.iter().map(|bundle| bundle.originals).sum();
    let copies: u32 = data.bundles.iter().map(|bundle| bundle.copies).sum();
    press.job(Draft {
        template: "hand_over_manifest.typ",
        data: View {
            desk: data.desk.clone(),
            unit: data.unit.clone(),
            day: words::date_with_weekday(data.on),
            printed: format!("In lúc {}", words::short_moment(data.printed_at)),
            sums: format!(
                "{} hồ sơ, {originals} bản chính, {copies} bản sao",
                data.bundles.len()
            ),
            bundles: bundles.collect::<Result<Vec<_>, _>>()?,
        },
        tracking: None,
        ident: format!(
            "motcua/hand-over-manifest/{}/{}/{}/{}",
            data.desk, data.unit, data.on, data.printed_at
        ),
        made_at: data.printed_at,
    })
}

impl Bundle {
    fn view(&self) -> Result<BundleView, PrintFault> {
        Ok(BundleView {
            code: self.code.clone(),
            procedure: self.procedure.clone(),
            originals: self.originals.to_string(),
            copies: self.copies.to_string(),
            qr: codes::qr(&self.code)?.svg,
        })
    }
}
