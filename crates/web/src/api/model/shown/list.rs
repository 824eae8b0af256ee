//! Dossiers in a list.

use serde::Serialize;
use store::Line;
use utoipa::ToSchema;
use uuid::Uuid;

use super::instant;

/// A page of dossiers.
#[derive(Serialize, ToSchema)]
pub struct Dossiers {
    /// The earliest promised day first, those without one last.
    pub dossiers: Vec<DossierLine>,
    /// `cursor` of the next page; null on the last.
    pub next: Option<String>,
}

/// A dossier in a list.
#[derive(Serialize, ToSchema)]
pub struct DossierLine {
    /// Its code.
    pub code: String,
    /// National number of the procedure.
    pub procedure: String,
    /// `desk`, `online` or `post`.
    pub channel: String,
    /// The desk that receives it.
    pub desk: String,
    /// The unit that has to do something next.
    pub unit: String,
    /// The agency that answers for it.
    pub competent: String,
    /// The account of the official who holds it.
    pub officer: Option<Uuid>,
    /// The applicant's name; null after erasure.
    pub applicant: Option<String>,
    /// Where it stands.
    pub stage: String,
    /// The national portal's status, 1 to 10.
    pub national_status: u8,
    /// When it was registered.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// When it was received.
    #[schema(format = DateTime)]
    pub received_at: Option<String>,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub promised_at: Option<String>,
    /// When it was settled.
    #[schema(format = DateTime)]
    pub settled_at: Option<String>,
    /// Still to be paid, in đồng.
    pub owed: u64,
    /// The number of its last event.
    pub version: u32,
}

impl From<Line> for DossierLine {
    fn from(line: Line) -> Self {
        Self {
            code: line.code.to_string(),
            procedure: line.procedure,
            channel: line.channel,
            desk: line.desk.as_str().to_owned(),
            unit: line.unit.as_str().to_owned(),
            competent: line.competent.as_str().to_owned(),
            officer: line.officer.map(|officer| officer.0),
            applicant: line.applicant,
            stage: line.stage,
            national_status: line.status,
            submitted_at: instant(line.submitted_at),
            received_at: line.received_at.map(instant),
            promised_at: line.due_at.map(instant),
            settled_at: line.settled_at.map(instant),
            owed: line.owed,
            version: line.last_number,
        }
    }
}
