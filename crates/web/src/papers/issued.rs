//! What a receipt that was handed out says while it names nobody.

use documents::Promise;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Dossier;
use domain::dossier::after::replay;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::DateTime;
use store::Loaded;

use super::Slip;

/// A giấy tiếp nhận hồ sơ và hẹn trả kết quả as it was printed.
pub struct IssuedReceipt {
    /// Local time of reception.
    pub at: DateTime,
    /// The desk that issued it.
    pub desk: AgencyId,
    /// The day of return on it.
    pub promise: Promise,
}

/// What the receipt of this dossier says; none before reception.
pub fn issued_receipt(loaded: &Loaded, rules: &Rulebook) -> Option<IssuedReceipt> {
    let place = Slip::Receipt.place_in(&loaded.history)?;
    let history = &loaded.history[..=place];
    let then = replay(history.iter().map(|entry| &entry.recorded))?;
    Some(IssuedReceipt {
        at: loaded.history[place].recorded.at.local(),
        promise: promise(&then, rules),
        desk: then.desk,
    })
}

/// The limit that the law gives: behind a reduced one, the one it was reduced from; else the one
/// that was promised, or that is published for the case.
pub(super) fn limit<'a>(then: &'a Dossier, rules: &'a Rulebook) -> Option<&'a TimeLimit> {
    if let Some((terms, _)) = then.reduced_in(rules) {
        return Some(&terms.limit);
    }
    let promised = then.promise.as_ref().map(|promise| &promise.limit);
    promised.or(then.terms_in(rules).map(|terms| &terms.limit))
}

/// The day of return as form 01 prints it.
pub(super) fn promise(then: &Dossier, rules: &Rulebook) -> Promise {
    match (&then.promise, limit(then, rules)) {
        (Some(promise), _) => Promise::At(promise.due),
        (None, Some(TimeLimit::None { because })) => Promise::NotSet(because.clone()),
        (None, _) => Promise::NotSet("Nơi tiếp nhận báo ngày trả sau.".to_owned()),
    }
}
