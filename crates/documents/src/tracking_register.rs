//! Sổ theo dõi hồ sơ: what a desk or an agency received in a period, a line a dossier.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::form::{Instrument, Purpose};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::text::is_long;
use crate::words;

/// Sổ theo dõi hồ sơ of a period.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 06; Thông tư 03/2025/TT-VPCP, form 07.
#[derive(Clone, Debug)]
pub struct TrackingRegister {
    /// The set of forms; see [`crate::form_set`].
    pub instrument: Instrument,
    /// Superior agency, as its letterhead writes it; empty if there is none.
    pub superior: String,
    /// The desk or agency whose register it is, as its letterhead writes it, 1 to 200 characters.
    pub issuer: String,
    /// Place of the print ("Mường Tè").
    pub place: String,
    /// Quyển số ("01/2026"), at most 40 characters; empty if the books are not numbered.
    pub volume: String,
    /// The first day of reception.
    pub from: Date,
    /// The last day of reception.
    pub to: Date,
    /// Local time of the print.
    pub printed_at: DateTime,
    /// The dossiers in the order in which they were received; any number.
    pub rows: Vec<RegisterRow>,
}

/// One dossier in the register. A time that is still to come is none, and its cell stays empty.
#[derive(Clone, Debug, Default)]
pub struct RegisterRow {
    /// The dossier's code, at most 60 characters.
    pub code: String,
    /// The procedure's name, 1 to 500 characters.
    pub procedure: String,
    /// Số lượng hồ sơ: sets of papers.
    pub sets: u32,
    /// Full name of the person or organisation, at most 200 characters.
    pub applicant: String,
    /// Postal address, at most 500 characters; may be empty.
    pub address: String,
    /// Telephone as people write it; may be empty.
    pub phone: String,
    /// Cơ quan chủ trì giải quyết, 1 to 200 characters.
    pub competent: String,
    /// Local time of reception.
    pub received_at: Option<DateTime>,
    /// Local time of the promise.
    pub promised: Option<DateTime>,
    /// When the desk passed it on.
    pub forwarded_at: Option<DateTime>,
    /// When the desk got the result.
    pub result_at: Option<DateTime>,
    /// When the applicant got the result.
    pub returned_at: Option<DateTime>,
    /// Phương thức nhận kết quả, at most 60 characters.
    pub return_via: String,
    /// Ghi chú, at most 200 characters; may be empty.
    pub note: String,
}

#[derive(Serialize)]
struct View {
    frame: HeadView,
    form: String,
    period: String,
    count: String,
    printed: String,
    rows: Vec<RowView>,
}

/// What `letterhead` reads: where a paper has its number, a register has its volume.
#[derive(Serialize)]
struct HeadView {
    superior: String,
    issuer: String,
    number: String,
    place_and_date: String,
}

#[derive(Serialize)]
struct RowView {
    code: String,
    procedure: String,
    sets: String,
    applicant: String,
    address: String,
    phone: String,
    competent: String,
    received: String,
    promised: String,
    forwarded: String,
    result: String,
    returned: String,
    return_via: String,
    note: String,
    /// Whether the row may be torn by the end of a page.
    long: bool,
}

/// Prints the register. Blocks, for seconds where it has thousands of rows; see [`Press::print`].
pub fn tracking_register(press: &Press, data: &TrackingRegister) -> Result<Vec<u8>, PrintFault> {
    press.print(&tracking_register_job(press, data)?)
}

/// The register as a job, everything written out but not yet laid out.
pub fn tracking_register_job(press: &Press, data: &TrackingRegister) -> Result<Job, PrintFault> {
    let form = Purpose::TrackingRegister.form(data.instrument)?;
    let on = words::long_date(data.printed_at.date());
    press.job(Draft {
        template: "tracking_register.typ",
        data: View {
            frame: HeadView {
                superior: data.superior.clone(),
                issuer: data.issuer.clone(),
                number: match data.volume.as_str() {
                    "" => String::new(),
                    volume => format!("Quyển số: {volume}"),
                },
                place_and_date: format!("{}, {on}", data.place),
            },
            form: form.to_string(),
            period: format!(
                "Từ ngày {} đến ngày {}",
                words::short_date(data.from),
                words::short_date(data.to)
            ),
            count: format!("{} hồ sơ", data.rows.len()),
            printed: format!("In lúc {}", words::short_moment(data.printed_at)),
            rows: data.rows.iter().map(RegisterRow::view).collect(),
        },
        tracking: None,
        ident: format!(
            "motcua/{}/{}/{}/{}/{}/{}",
            data.instrument.key(),
            form.number,
            data.issuer,
            data.from,
            data.to,
            data.printed_at
        ),
        made_at: data.printed_at,
    })
}

impl RegisterRow {
    fn view(&self) -> RowView {
        let moment = |at: Option<DateTime>| at.map(words::short_moment).unwrap_or_default();
        let texts = [
            &self.procedure,
            &self.applicant,
            &self.address,
            &self.competent,
            &self.note,
        ];
        RowView {
            code: self.code.clone(),
            procedure: self.procedure.clone(),
            sets: words::two_digits(self.sets),
            applicant: self.applicant.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            competent: self.competent.clone(),
            received: moment(self.received_at),
            promised: moment(self.promised),
            forwarded: moment(self.forwarded_at),
            result: moment(self.result_at),
            returned: moment(self.returned_at),
            return_via: self.return_via.clone(),
            note: self.note.clone(),
            long: is_long(texts),
        }
    }
}
