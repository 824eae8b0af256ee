//! Writes as data: what the writer is handed, and what it answers.

use domain::calendar::CalendarData;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::refusal::Refusal;
use domain::people::agency::{Agency, Succession};
use domain::people::{Actor, OfficialId};
use domain::procedure::Procedure;
use domain::rulebook::{PromisedMoment, ReceptionRule, SupplementReading};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bundles::{BundleDone, BundleMessage, BundleNotDone, BundleWrite, MessageTried};
use crate::calendar::{CalendarRefusal, CalendarWrite};
use crate::campaign::CampaignStep;
use crate::duties::{DutyRefusal, DutyWrite};
use crate::jobs::{ClaimedJob, Tried};
use crate::people::AccountWrite;
use crate::process::{ProcessRefusal, ProcessWrite};

/// One atomic write.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Dossier(Box<DossierWrite>),
    Account(AccountWrite),
    Rulebook(Box<RulebookWrite>),
    Calendar(Box<CalendarWrite>),
    Process(Box<ProcessWrite>),
    Duty(Box<DutyWrite>),
    Bundle(Box<BundleWrite>),
    /// Takes so many messages of bundles that are due.
    ClaimMessages(Now, u64),
    SettleMessage(BundleMessage, MessageTried),
    Campaign(CampaignStep),
    File(crate::rows::file::Model),
    /// At least one.
    Viewings(Vec<crate::rows::viewing::Model>),
    Follow(crate::follows::Change),
    Erase(DossierCode),
    Draft(crate::rows::draft::Model),
    ForgetDraft(Uuid),
    Sweep(crate::sweep::Batch, Now),
    /// Takes so many jobs that are due.
    ClaimJobs(Now, u64),
    SettleJob(ClaimedJob, Tried),
    /// Records what time claims; at least one.
    ClaimAlarms(Vec<crate::alarms::Claim>),
    /// An official was told of a day.
    Told(crate::digests::Digest, Now),
}

/// What a write answered. A refusal leaves nothing behind.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Dossier(Result<Done, NotDone>),
    Account(Result<(), crate::people::AccountRefusal>),
    Rulebook(Result<u64, RulebookMoved>),
    Calendar(Result<u64, CalendarRefusal>),
    Process(Result<u32, ProcessRefusal>),
    Duty(Result<(), DutyRefusal>),
    Bundle(Result<BundleDone, BundleNotDone>),
    Messages(Vec<BundleMessage>),
    Stored,
    Files(Vec<Uuid>),
    Jobs(Vec<ClaimedJob>),
    /// How many were recorded.
    Alarms(u64),
}

impl Reply {
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::Dossier(answer) => answer.is_err(),
            Self::Account(answer) => answer.is_err(),
            Self::Rulebook(answer) => answer.is_err(),
            Self::Calendar(answer) => answer.is_err(),
            Self::Process(answer) => answer.is_err(),
            Self::Duty(answer) => answer.is_err(),
            Self::Bundle(answer) => answer.is_err(),
            Self::Stored | Self::Files(_) | Self::Jobs(_) | Self::Messages(_) | Self::Alarms(_) => {
                false
            }
        }
    }
}

/// A command for a dossier, from somebody, at a moment.
#[derive(Clone, Debug)]
pub struct DossierWrite {
    /// Makes a retry harmless.
    pub once: Option<Once>,
    /// Who gives the command.
    pub actor: Actor,
    /// When.
    pub now: Now,
    /// Which dossier; none for commands that open one.
    pub code: Option<DossierCode>,
    /// The number of the last event that the one who asks has seen.
    pub seen: Option<u32>,
    /// The command's own id.
    pub id: Uuid,
    /// The command.
    pub command: Command,
}

/// An idempotency key: the same key with the same content gets the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Who the key belongs to; other people's keys are invisible.
    pub scope: String,
    /// The key, 1 to 255 characters.
    pub key: String,
    /// SHA-256 of the content.
    pub digest: [u8; 32],
}

/// A command was carried out, and the commit is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The dossier's id.
    pub dossier: Uuid,
    /// Its code.
    pub code: DossierCode,
    /// The number of its last event.
    pub number: u32,
    /// Whether this is the answer of an earlier, equal request.
    #[serde(skip)]
    pub repeated: bool,
}

/// A command was not carried out, and nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotDone {
    /// The rules say no.
    Refused(Refusal),
    /// The key was used with other content.
    KeyReused,
    /// No dossier with this code.
    NoSuchDossier,
    /// A file that the command names is not here or belongs to another dossier.
    NoSuchFile(Uuid),
}

/// A change of the rulebook, decided on the version it names.
#[derive(Clone, Debug, Default)]
pub struct RulebookWrite {
    /// The version the change was worked out on.
    pub based_on: u64,
    /// Versions of procedures to add.
    pub procedures: Vec<Procedure>,
    /// The whole organisation, when it changes.
    pub organisation: Option<(Vec<Agency>, Vec<Succession>)>,
    /// The whole list of what is received where, when it changes.
    pub receptions: Option<Vec<ReceptionRule>>,
    /// What the province chose for its clocks, when it changes.
    pub clock: Option<(Vec<SupplementReading>, Vec<PromisedMoment>)>,
    /// The nation's calendar of a new installation. A later change is a
    /// [`CalendarWrite`], which says why.
    pub calendar: Option<CalendarData>,
    /// Who does it; none for the program's own first start and the command line.
    pub by: Option<OfficialId>,
    /// When.
    pub at: Option<Now>,
    /// What was done, for the list of administrators' acts.
    pub what: String,
}

/// The rulebook changed meanwhile: work the change out anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulebookMoved {
    /// The version in force.
    pub version: u64,
}
