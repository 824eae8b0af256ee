//! Quy trình nội bộ giải quyết thủ tục hành chính: its steps, its time and its picture, to be put
//! beside the decision that approved it or up on a wall.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// An internal process on paper.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 17, asks for it; no form is prescribed, so the shape is ours.
#[derive(Clone, Debug)]
pub struct ProcessSheet {
    /// Whose it is, as its letterhead writes it; empty for a file that nobody published.
    pub issuer: String,
    /// What the process is called, 1 to 500 characters.
    pub name: String,
    /// The code of the procedure; empty for a file.
    pub procedure: String,
    /// The number of the version; none for a file and for a template.
    pub version: Option<u32>,
    /// Where it comes from, where there is no decision ("Quy trình mẫu"); may be empty.
    pub source: String,
    /// The decision with its day; empty if there is none.
    pub decision: String,
    /// The first day of its use, if it was published.
    pub from: Option<Date>,
    /// The time limit in words.
    pub limit: String,
    /// The steps from top to bottom.
    pub steps: Vec<SheetStep>,
    /// Papers that are made, by name.
    pub papers: Vec<String>,
    /// The longest way to each end: the end, the time, the share of the limit, the way.
    pub times: Vec<[String; 4]>,
    /// The picture, cut into pieces that fit on a page each, from top to bottom.
    pub pieces: Vec<Piece>,
    /// The picture in words, for whoever does not see it.
    pub description: String,
    /// Local time of the print.
    pub printed_at: DateTime,
}

/// One step, or what is waited for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SheetStep {
    /// What it is called.
    pub name: String,
    /// Role and unit; empty where nobody of ours does it.
    pub who: String,
    /// Its time in words; may be empty.
    pub time: String,
    /// Checklist, papers, fee, questions, a line each.
    pub work: Vec<String>,
    /// What comes next.
    pub next: String,
}

/// A piece of the picture.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// SVG without links and scripts.
    pub svg: String,
    /// How wide it is, in the units of the picture.
    pub width: u32,
    /// How high it is, in the same units.
    pub height: u32,
}

#[derive(Serialize)]
struct View<'a> {
    issuer: &'a str,
    name: &'a str,
    /// What stands below the name: a word, and what it says.
    facts: Vec<(&'static str, String)>,
    steps: &'a [SheetStep],
    papers: &'a [String],
    times: &'a [[String; 4]],
    pieces: &'a [Piece],
    description: &'a str,
    printed: String,
}

/// Prints the process. Blocks; see [`Press::print`].
pub fn process_sheet(press: &Press, data: &ProcessSheet) -> Result<Vec<u8>, PrintFault> {
    press.print(&process_sheet_job(press, data)?)
}

/// The process as a job, everything written out but not yet laid out.
pub fn process_sheet_job(press: &Press, data: &ProcessSheet) -> Result<Job, PrintFault> {
    let version = data.version.unwrap_or_default();
    press.job(Draft {
        template: "process_sheet.typ",
        data: View {
            issuer: &data.issuer,
            name: &data.name,
            facts: data.facts(),
            steps: &data.steps,
            papers: &data.papers,
            times: &data.times,
            pieces: &data.pieces,
            description: &data.description,
            printed: format!("In lúc {}", words::short_moment(data.printed_at)),
        },
        tracking: None,
        ident: format!("process/{}/{version}/{}", data.procedure, data.name),
        made_at: data.printed_at,
    })
}

impl ProcessSheet {
    /// What is known of it; what is empty is left out.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let version = self.version.map(|version| version.to_string());
        let from = self.from.map(words::short_date);
        let mut facts = vec![
            ("Mã thủ tục", self.procedure.clone()),
            ("Nguồn", self.source.clone()),
            ("Phiên bản", version.unwrap_or_default()),
            ("Quyết định phê duyệt", self.decision.clone()),
            ("Áp dụng từ ngày", from.unwrap_or_default()),
            ("Thời hạn giải quyết", self.limit.clone()),
        ];
        facts.retain(|(_, said)| !said.is_empty());
        facts
    }
}
