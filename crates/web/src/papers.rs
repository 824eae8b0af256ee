//! The legal papers of a dossier: its history mapped to the forms of its circular.
//!
//! A slip shows the dossier as it stood at the event it belongs to, so a later print says the same.
//! The control slip tells the whole history and grows with it.

mod apologising;
pub mod control_slip;
mod count;
pub mod issued;
pub mod letterhead;
mod sheet;
mod signing;
mod stopping;

use std::sync::Arc;

use documents::{Printing, Purpose, form_set};
use domain::dossier::after::replay;
use domain::dossier::command::Act;
use domain::dossier::event::Event;
use store::{Entry, Line, Loaded};

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
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
    Apology,
    /// Thông báo dừng giải quyết hồ sơ; the forms of 2018 have none.
    StopNotice,
}

impl Slip {
    /// Every slip, in the order of a dossier's life.
    pub const ALL: [Self; 5] = [
        Self::Receipt,
        Self::SupplementRequest,
        Self::Refusal,
        Self::Apology,
        Self::StopNotice,
    ];

    /// Its part of addresses and file names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Receipt => "phieu-hen",
            Self::SupplementRequest => "yeu-cau-bo-sung",
            Self::Refusal => "tu-choi",
            Self::Apology => "xin-loi",
            Self::StopNotice => "dung-giai-quyet",
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
            Self::Apology => "thư xin lỗi",
            Self::StopNotice => "thông báo dừng giải quyết",
        }
    }

    /// Its name in English; the slip itself is Vietnamese.
    pub fn english_name(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::SupplementRequest => "request for papers",
            Self::Refusal => "refusal slip",
            Self::Apology => "letter of apology",
            Self::StopNotice => "notice of stopping",
        }
    }

    /// The act that brings it about.
    pub fn act(self) -> Act {
        match self {
            Self::Receipt => Act::Receive,
            Self::SupplementRequest => Act::AskSupplement,
            Self::Refusal => Act::RefuseReception,
            Self::Apology => Act::Apologise,
            Self::StopNotice => Act::Stop,
        }
    }

    /// What its form is for.
    fn purpose(self) -> Purpose {
        match self {
            Self::Receipt => Purpose::Receipt,
            Self::SupplementRequest => Purpose::SupplementRequest,
            Self::Refusal => Purpose::RefusalSlip,
            Self::Apology => Purpose::ApologyLetter,
            Self::StopNotice => Purpose::StopNotice,
        }
    }

    /// Whether a history has it.
    pub fn is_in(self, history: &[Entry]) -> bool {
        self.place_in(history).is_some()
    }

    /// Where in a history its event stands; the latest one. None where the dossier's circular has
    /// no such form.
    fn place_in(self, history: &[Entry]) -> Option<usize> {
        let registered_on = history.first()?.recorded.at.today();
        self.purpose().form_in(form_set(registered_on))?;
        history.iter().rposition(|entry| {
            matches!(
                (self, &entry.recorded.event),
                (Self::Receipt, Event::Received { .. })
                    | (Self::SupplementRequest, Event::SupplementAsked { .. })
                    | (Self::Refusal, Event::ReceptionRefused { .. })
                    | (Self::Apology, Event::Apologised(_))
                    | (Self::StopNotice, Event::Stopped { .. })
            )
        })
    }
}

/// Where a line's notice of stopping is printed again; empty where there is none, and where it
/// would name nobody.
pub fn stop_notice_of(line: &Line) -> String {
    let slip = Slip::StopNotice;
    let forms = form_set(line.submitted_at.today());
    let has_form = slip.purpose().form_in(forms).is_some();
    if line.stage == "stopped" && line.applicant.is_some() && has_form {
        let page = officials::dossier_address(&line.code);
        format!("{page}/giay/{}?in-lai=1", slip.slug())
    } else {
        String::new()
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

#[cfg(test)]
mod tests {
    use domain::dossier::Now;
    use domain::dossier::event::Recorded;
    use domain::dossier::ground::StopGround;
    use domain::dossier::personal::PersonalRef;
    use jiff::civil::{Date, date};
    use uuid::Uuid;

    use super::*;

    /// A history that begins on this day.
    fn stopped_on(day: Date) -> Vec<Entry> {
        let event = Event::Stopped {
            ground: StopGround::PurposeGone,
            reason: PersonalRef {
                id: Uuid::nil(),
                digest: String::new(),
            },
            signed: None,
        };
        let recorded = Recorded {
            number: 1,
            at: Now::from_local(day.at(9, 0, 0, 0)),
            event,
        };
        vec![Entry {
            recorded,
            actor: "official".to_owned(),
            official: None,
            unit: None,
        }]
    }

    #[test]
    fn only_dossiers_of_the_newer_forms_have_a_notice_of_stopping() {
        assert!(!Slip::StopNotice.is_in(&stopped_on(date(2025, 9, 14))));
        assert!(Slip::StopNotice.is_in(&stopped_on(date(2025, 9, 15))));
        assert!(!Slip::Receipt.is_in(&stopped_on(date(2025, 9, 15))));
        assert!(!Slip::StopNotice.is_in(&[]));
    }

    #[test]
    fn every_slip_is_found_by_its_address() {
        for slip in Slip::ALL {
            assert_eq!(Slip::from_slug(slip.slug()), Some(slip));
        }
    }
}
