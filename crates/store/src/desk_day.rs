//! A desk's day: the money it took and the dossiers it passed on. Derived from the events, kept in
//! their transaction.

use domain::dossier::after::after;
use domain::dossier::code::DossierCode;
use domain::dossier::event::{Event, HandedForm, Recorded};
use domain::dossier::{Dossier, Now, Stage};
use domain::money::{Dong, PaymentMethod};
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::{forwarding, payment};

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

/// Money that a desk took for a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The dossier's code.
    pub code: DossierCode,
    /// Who took it.
    pub official: Option<OfficialId>,
    /// How.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Dong,
    /// Number of the payment receipt.
    pub receipt_number: String,
    /// When it was recorded.
    pub at: Now,
}

/// A dossier that a desk passed on, with the paper that lay in it then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarding {
    /// The dossier's code.
    pub code: DossierCode,
    /// The procedure's code.
    pub procedure: String,
    /// The unit that got it.
    pub unit: AgencyId,
    /// Who passed it on.
    pub official: Option<OfficialId>,
    /// Originals on paper.
    pub originals: u32,
    /// Copies on paper.
    pub copies: u32,
    /// When.
    pub at: Now,
}

impl Store {
    /// The money that a desk took on a day, in the order it came.
    pub async fn payments(&self, desk: &AgencyId, day: Date) -> Result<Vec<Payment>, Fault> {
        payments_of(desk, day)
            .all(self.reader())
            .await
            .doing("reading payments")?
            .into_iter()
            .map(payment_of)
            .collect()
    }

    /// The dossiers that a desk passed on on a day, in the order they went.
    pub async fn forwardings(&self, desk: &AgencyId, day: Date) -> Result<Vec<Forwarding>, Fault> {
        forwardings_of(desk, day)
            .all(self.reader())
            .await
            .doing("reading what was passed on")?
            .into_iter()
            .map(forwarding_of)
            .collect()
    }
}

/// The money of a desk's day.
pub(crate) fn payments_of(desk: &AgencyId, day: Date) -> Select<payment::Entity> {
    payment::Entity::find()
        .filter(payment::Column::Desk.eq(desk.as_str()))
        .filter(payment::Column::Day.eq(day.to_string()))
        .order_by_asc(payment::Column::At)
        .order_by_asc(payment::Column::Dossier)
        .order_by_asc(payment::Column::Number)
}

/// What left the desk on a day.
pub(crate) fn forwardings_of(desk: &AgencyId, day: Date) -> Select<forwarding::Entity> {
    forwarding::Entity::find()
        .filter(forwarding::Column::Desk.eq(desk.as_str()))
        .filter(forwarding::Column::Day.eq(day.to_string()))
        .order_by_asc(forwarding::Column::At)
        .order_by_asc(forwarding::Column::Dossier)
        .order_by_asc(forwarding::Column::Number)
}

/// Rows of desks' days, before they are written.
#[derive(Default)]
pub(crate) struct DayRows {
    payments: Vec<payment::Model>,
    forwardings: Vec<forwarding::Model>,
}

/// Writes what new events add to their desk's day.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    id: Uuid,
    before: Option<&Dossier>,
    events: &[(&Recorded, Option<Uuid>)],
) -> Result<(), Fault> {
    // Most writes add nothing: then no dossier is copied.
    if !events.iter().any(is_of_a_day) {
        return Ok(());
    }
    let mut rows = DayRows::default();
    rows.follow(id, before.cloned(), events.iter().copied());
    rows.insert(conn).await
}

/// Drops every day, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    payment::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping payments")?;
    forwarding::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping what was passed on")?;
    Ok(())
}

/// Every row as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let payments = payment::Entity::find()
        .order_by_asc(payment::Column::Dossier)
        .order_by_asc(payment::Column::Number)
        .all(conn)
        .await
        .doing("reading payments")?;
    let forwardings = forwarding::Entity::find()
        .order_by_asc(forwarding::Column::Dossier)
        .order_by_asc(forwarding::Column::Number)
        .all(conn)
        .await
        .doing("reading what was passed on")?;
    let payments = payments.iter().map(|row| format!("{row:?}"));
    let forwardings = forwardings.iter().map(|row| format!("{row:?}"));
    Ok(payments.chain(forwardings).collect())
}

impl DayRows {
    /// Notes what these events, which lead on from `before`, add to the desk's day, each with the
    /// official behind it; and answers with the dossier after them.
    pub(crate) fn follow<'a>(
        &mut self,
        id: Uuid,
        before: Option<Dossier>,
        events: impl IntoIterator<Item = (&'a Recorded, Option<Uuid>)>,
    ) -> Option<Dossier> {
        events
            .into_iter()
            .fold(before, |dossier, (recorded, official)| {
                if let Some(dossier) = &dossier {
                    self.note(id, dossier, recorded, official);
                }
                after(dossier, recorded)
            })
    }

    /// `dossier` stands as it was just before the event.
    fn note(&mut self, id: Uuid, dossier: &Dossier, recorded: &Recorded, official: Option<Uuid>) {
        if let Event::PaymentRecorded {
            amount,
            method,
            receipt_number,
        } = &recorded.event
        {
            self.payments.push(payment::Model {
                dossier: id,
                number: i64::from(recorded.number),
                code: dossier.code.as_str().to_owned(),
                desk: dossier.desk.as_str().to_owned(),
                day: recorded.at.today().to_string(),
                official,
                method: method_name(*method).to_owned(),
                amount: i64::try_from(amount.amount()).unwrap_or(i64::MAX),
                receipt_number: receipt_number.clone(),
                at: micros(recorded.at),
            });
        }
        // Later steps forward too; only from here it leaves the desk.
        if let (Event::Forwarded { to }, Stage::Received(_)) = (&recorded.event, &dossier.stage) {
            let (originals, copies) = on_paper(dossier);
            self.forwardings.push(forwarding::Model {
                dossier: id,
                number: i64::from(recorded.number),
                code: dossier.code.as_str().to_owned(),
                procedure: dossier.procedure.as_str().to_owned(),
                desk: dossier.desk.as_str().to_owned(),
                day: recorded.at.today().to_string(),
                unit: to.unit.as_str().to_owned(),
                official,
                originals,
                copies,
                at: micros(recorded.at),
            });
        }
    }

    /// Writes the rows.
    pub(crate) async fn insert(self, conn: &impl ConnectionTrait) -> Result<(), Fault> {
        for rows in self.payments.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            payment::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing payments")?;
        }
        for rows in self.forwardings.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            forwarding::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing what was passed on")?;
        }
        Ok(())
    }
}

/// Whether an event stands in a desk's day.
fn is_of_a_day((recorded, _): &(&Recorded, Option<Uuid>)) -> bool {
    matches!(
        recorded.event,
        Event::PaymentRecorded { .. } | Event::Forwarded { .. }
    )
}

/// Originals and copies that lie in a dossier on paper.
fn on_paper(dossier: &Dossier) -> (i64, i64) {
    dossier
        .papers
        .iter()
        .fold((0, 0), |(all_originals, all_copies), paper| {
            match &paper.form {
                HandedForm::OnPaper { originals, copies } => (
                    all_originals + i64::from(*originals),
                    all_copies + i64::from(*copies),
                ),
                HandedForm::File(_) | HandedForm::ReplacedByData | HandedForm::NotNeeded => {
                    (all_originals, all_copies)
                }
            }
        })
}

fn method_name(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Cash => "cash",
        PaymentMethod::Transfer => "transfer",
        PaymentMethod::Card => "card",
    }
}

fn method_from(name: &str) -> Option<PaymentMethod> {
    PaymentMethod::ALL
        .into_iter()
        .find(|method| method_name(*method) == name)
}

fn payment_of(row: payment::Model) -> Result<Payment, Fault> {
    let damaged = || Fault::damaged(format!("payment {} of {}", row.number, row.dossier));
    Ok(Payment {
        code: row.code.parse().map_err(|_| damaged())?,
        official: row.official.map(OfficialId),
        method: method_from(&row.method).ok_or_else(damaged)?,
        amount: Dong::new(u64::try_from(row.amount).map_err(|_| damaged())?),
        at: now_from(row.at).ok_or_else(damaged)?,
        receipt_number: row.receipt_number.clone(),
    })
}

fn forwarding_of(row: forwarding::Model) -> Result<Forwarding, Fault> {
    let damaged = || Fault::damaged(format!("forwarding {} of {}", row.number, row.dossier));
    Ok(Forwarding {
        code: row.code.parse().map_err(|_| damaged())?,
        unit: AgencyId::from_stored(row.unit.as_str()),
        official: row.official.map(OfficialId),
        originals: u32::try_from(row.originals).map_err(|_| damaged())?,
        copies: u32::try_from(row.copies).map_err(|_| damaged())?,
        at: now_from(row.at).ok_or_else(damaged)?,
        procedure: row.procedure.clone(),
    })
}
