//! Cash-up of the desk's day: what was taken, by whom and how, to be counted against the till.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::money::{Dong, PaymentMethod};
use domain::people::OfficialId;
use domain::vietnamese::in_words::money_in_words;
use serde::Deserialize;
use store::Payment;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::day::{DeskDay, PickedDay};
use crate::officials::figure::more_than_none;
use crate::officials::{self, Names};
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::{show, wording};

/// Where the cash book stands.
pub const HOME: &str = "/quay/so-quy";

/// The address of the cash book.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    #[serde(rename = "ngay")]
    day: String,
}

#[derive(Template)]
#[template(path = "desk/cash_book.html")]
struct CashBookPage {
    frame: Frame,
    day: String,
    /// None when the day is to be mended.
    book: Option<Book>,
}

/// One day of one desk.
struct Book {
    on: DeskDay,
    /// How many were helped with the form; empty when nobody was.
    helped: String,
    total: String,
    in_words: String,
    count: String,
    heads: Vec<&'static str>,
    sums: Vec<Vec<String>>,
    lines: Vec<TakenLine>,
}

/// One payment.
struct TakenLine {
    code: String,
    href: String,
    time: String,
    taken_by: String,
    method: &'static str,
    receipt_number: String,
    amount: String,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let today = app.now().today();
    let desk = &officer.official().unit;
    let picked = PickedDay::read(&wanted.day, today);
    let mut book = None;
    if let Some(day) = picked.day {
        let payments = app.store.payments(desk, day).await?;
        let takers = payments.iter().filter_map(|payment| payment.official);
        let names = officials::names(&app, takers.map(|id| id.0).collect()).await?;
        let total = total(&payments.iter().collect::<Vec<_>>());
        let helped = app.store.assisted_count(desk, day).await?;
        book = Some(Book {
            on: DeskDay::new(HOME, officials::unit_name(&rules, desk), day, today),
            helped: more_than_none(helped),
            total: total.show(),
            in_words: money_in_words(total),
            count: show::number(payments.len() as u64),
            heads: heads(),
            sums: sums(&payments, &names),
            lines: payments.iter().map(|one| line(one, &names)).collect(),
        });
    }
    let status = picked.status();
    let frame = officials::frame(&app, &rules, &officer, Face::Desk, look, "Sổ quỹ của quầy");
    let page = CashBookPage {
        frame: frame.errors(picked.errors),
        day: picked.typed,
        book,
    };
    Ok(draw_as(status, &page))
}

fn heads() -> Vec<&'static str> {
    let methods = PaymentMethod::ALL.map(wording::ground::method);
    std::iter::once("Người thu")
        .chain(methods)
        .chain(["Cộng"])
        .collect()
}

/// A row for everybody who took money, and one for all of them.
fn sums(payments: &[Payment], names: &Names) -> Vec<Vec<String>> {
    let mut takers: Vec<Option<OfficialId>> = Vec::new();
    for payment in payments {
        if !takers.contains(&payment.official) {
            takers.push(payment.official);
        }
    }
    let mut rows: Vec<Vec<String>> = takers
        .into_iter()
        .map(|taker| {
            let theirs = payments.iter().filter(|payment| payment.official == taker);
            sum_row(name(taker, names), &theirs.collect::<Vec<_>>())
        })
        .collect();
    let all: Vec<&Payment> = payments.iter().collect();
    rows.push(sum_row("Cả quầy".to_owned(), &all));
    rows
}

fn sum_row(who: String, payments: &[&Payment]) -> Vec<String> {
    let by_method = PaymentMethod::ALL.map(|method| {
        let such = payments.iter().filter(|payment| payment.method == method);
        total(&such.copied().collect::<Vec<_>>())
    });
    let sums = by_method.into_iter().chain([total(payments)]);
    std::iter::once(who)
        .chain(sums.map(|sum| show::dong_short(sum.amount())))
        .collect()
}

fn total(payments: &[&Payment]) -> Dong {
    payments
        .iter()
        .fold(Dong::ZERO, |sum, payment| sum.plus(payment.amount))
}

fn line(payment: &Payment, names: &Names) -> TakenLine {
    TakenLine {
        code: payment.code.to_string(),
        href: officials::dossier_address(&payment.code),
        time: show::time(payment.at.local()),
        taken_by: name(payment.official, names),
        method: wording::ground::method(payment.method),
        receipt_number: payment.receipt_number.clone(),
        amount: show::dong_short(payment.amount.amount()),
    }
}

/// Who took the money; an account that is gone has no name.
fn name(official: Option<OfficialId>, names: &Names) -> String {
    official
        .and_then(|id| names.get(&id.0).cloned())
        .unwrap_or_else(|| "(không rõ)".to_owned())
}
