//! The legal slips of a dossier: its history mapped to forms 01, 02 and 03.
//!
//! A slip shows the dossier as it stood at the event it belongs to, so a later print says the same.

mod count;
pub mod issued;
mod sheet;

use std::sync::Arc;

use documents::Printing;
use domain::dossier::after::replay;
use domain::dossier::command::Act;
use domain::dossier::event::Event;
use store::{Entry, Loaded};

use crate::app::App;
use crate::fault::Broken;
use crate::officials;
use sheet::Sheet;

/// A slip that a dossier can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the latest one.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
}

impl Slip {
    /// Every slip, in the order of a dossier's life.
    pub const ALL: [Self; 3] = [Self::Receipt, Self::SupplementRequest, Self::Refusal];

    /// Its part of addresses and file names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Receipt => "phieu-hen",
            Self::SupplementRequest => "yeu-cau-bo-sung",
            Self::Refusal => "tu-choi",
        }
    }

    /// The slip with this part of an address.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slip| slip.slug() == text)
    }

    /// Its name inside a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Receipt => "giấy tiếp nhận và hẹn trả",
            Self::SupplementRequest => "phiếu yêu cầu bổ sung",
            Self::Refusal => "phiếu từ chối tiếp nhận",
        }
    }

    /// Its name in English; the slip itself is Vietnamese.
    pub fn english_name(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::SupplementRequest => "request for papers",
            Self::Refusal => "refusal slip",
        }
    }

    /// The act that brings it about.
    pub fn act(self) -> Act {
        match self {
            Self::Receipt => Act::Receive,
            Self::SupplementRequest => Act::AskSupplement,
            Self::Refusal => Act::RefuseReception,
        }
    }

    /// Whether a history has it.
    pub fn is_in(self, history: &[Entry]) -> bool {
        self.place_in(history).is_some()
    }

    /// Where in a history its event stands; the latest one.
    fn place_in(self, history: &[Entry]) -> Option<usize> {
        history.iter().rposition(|entry| {
            matches!(
                (self, &entry.recorded.event),
                (Self::Receipt, Event::Received { .. })
                    | (Self::SupplementRequest, Event::SupplementAsked { .. })
                    | (Self::Refusal, Event::ReceptionRefused { .. })
            )
        })
    }
}

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả; none before reception and after erasure.
pub async fn receipt(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::Receipt, printing).await
}

/// The latest supplement request; none when nothing was asked and after erasure.
pub async fn supplement_request(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::SupplementRequest, printing).await
}

/// The refusal slip; none when reception was not refused and after erasure.
pub async fn refusal_slip(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::Refusal, printing).await
}

/// Prints a slip as PDF, off the threads that answer requests.
pub async fn print(
    app: &App,
    loaded: &Loaded,
    slip: Slip,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    let Some(place) = slip.place_in(&loaded.history) else {
        return Ok(None);
    };
    let entry = &loaded.history[place];
    let official = officials::names(app, entry.official.into_iter().collect()).await?;
    let officer = entry.official.and_then(|id| official.get(&id).cloned());
    let rules = app.rules().await?;
    let history = &loaded.history[..=place];
    let Some(then) = replay(history.iter().map(|entry| &entry.recorded)) else {
        return Ok(None);
    };
    let sheet = Sheet {
        app,
        rules: &rules,
        loaded,
        then: &then,
        entry,
        officer: officer.unwrap_or_default(),
        printing,
    };
    let Some(draft) = sheet.draft() else {
        return Ok(None);
    };
    let press = Arc::clone(&app.press);
    let pdf = tokio::task::spawn_blocking(move || draft.print(&press)).await??;
    Ok(Some(pdf))
}
