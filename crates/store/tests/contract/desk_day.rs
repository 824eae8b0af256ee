//! A desk's day: what money it took, which dossiers it passed on, and how many it helped with.

use domain::dossier::assistance::{Assistance, Consent};
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Application, Command};
use domain::money::{Dong, PaymentMethod};
use domain::procedure::Channel;
use jiff::civil::{Date, date};
use store::DossierWrite;

use crate::world::{World, at, hand, official, on_each_engine, opening, province, the, write};

const MONDAY: Date = date(2026, 3, 2);
const TUESDAY: Date = date(2026, 3, 3);

/// A dossier of the first desk with its fee charged.
async fn charged(world: &World) -> DossierCode {
    let code = world.opens(0).await.code;
    world.does("cashier", &code, hand::charge()).await;
    code
}

/// Money comes at a time of its own.
async fn pays(world: &World, code: &DossierCode, local: &str, command: Command) {
    let seen = world.load(code).await.dossier.number;
    let write = DossierWrite {
        now: at(local),
        ..write(&the("cashier"), Some(code), Some(seen), command)
    };
    world.tries(write).await.expect("money is taken");
}

fn by_transfer(amount: u64) -> Command {
    Command::RecordPayment {
        amount: Dong::new(amount),
        method: PaymentMethod::Transfer,
        receipt_number: "BL-0002".to_owned(),
    }
}

#[tokio::test]
async fn a_desk_sees_the_money_of_its_day_and_of_no_other() {
    on_each_engine(async |world| {
        let first = charged(world).await;
        let second = charged(world).await;
        pays(world, &second, "2026-03-02T10:00", by_transfer(3_000)).await;
        world.does("cashier", &first, hand::pay()).await;
        // Past midnight in Viet Nam, still the day before in UTC.
        pays(world, &second, "2026-03-03T00:30", by_transfer(5_000)).await;

        let desk = province::desk(0);
        let payments = async |day| world.store.payments(&desk, day).await.expect("no fault");
        let monday = payments(MONDAY).await;
        let shown: Vec<_> = monday
            .iter()
            .map(|payment| (&payment.code, payment.method, payment.amount.amount()))
            .collect();
        assert_eq!(
            shown,
            [
                (&first, PaymentMethod::Cash, 8_000),
                (&second, PaymentMethod::Transfer, 3_000),
            ]
        );
        assert_eq!(monday[0].official, Some(official("cashier").id));
        assert_eq!(monday[0].receipt_number, "BL-0001");
        assert_eq!(monday[1].at, at("2026-03-02T10:00"));
        let tuesday = payments(TUESDAY).await;
        assert_eq!(tuesday.len(), 1);
        assert_eq!(tuesday[0].amount, Dong::new(5_000));
        let elsewhere = world.store.payments(&province::desk(1), MONDAY).await;
        assert_eq!(elsewhere.expect("no fault"), []);
    })
    .await;
}

#[tokio::test]
async fn refused_money_stands_in_no_day() {
    on_each_engine(async |world| {
        let code = charged(world).await;
        let seen = world.load(&code).await.dossier.number;
        let command = by_transfer(9_000);
        let too_much = write(&the("cashier"), Some(&code), Some(seen), command);
        world.tries(too_much).await.expect_err("more than is owed");
        let payments = world.store.payments(&province::desk(0), MONDAY).await;
        assert_eq!(payments.expect("no fault"), []);
    })
    .await;
}

#[tokio::test]
async fn what_leaves_a_desk_is_listed_with_the_paper_in_it() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        world.opens(0).await;
        world.does("desk", &code, Command::Forward).await;
        // What happens afterwards leaves the desk's day as it was.
        let take = hand::assign(official("examiner").id);
        world.does("examiner", &code, take).await;
        world.does("examiner", &code, hand::propose()).await;

        let desk = province::desk(0);
        let passed_on = world.store.forwardings(&desk, MONDAY).await;
        let passed_on = passed_on.expect("no fault");
        assert_eq!(passed_on.len(), 1);
        let one = &passed_on[0];
        assert_eq!(one.code, code);
        assert_eq!(one.procedure, province::REGISTER);
        assert_eq!(one.unit, province::unit("03001-VHXH"));
        assert_eq!(one.official, Some(official("desk").id));
        assert_eq!((one.originals, one.copies), (1, 0));
        for (desk, day) in [(desk, TUESDAY), (province::desk(1), MONDAY)] {
            let none = world.store.forwardings(&desk, day).await;
            assert_eq!(none.expect("no fault"), []);
        }
    })
    .await;
}

#[tokio::test]
async fn a_desks_day_is_rebuilt_from_the_events() {
    on_each_engine(async |world| {
        let code = charged(world).await;
        pays(world, &code, "2026-03-02T10:00", by_transfer(3_000)).await;
        world.does("desk", &code, Command::Forward).await;
        assert_eq!(world.rebuilds_to_the_same().await, 1);
        let before = world.store.lists_as_text().await.expect("no fault");
        world.database.run("DELETE FROM payment").await;
        world.database.run("DELETE FROM forwarding").await;
        let without = world.store.lists_as_text().await.expect("no fault");
        assert_eq!(without.len() + 2, before.len());
        assert_eq!(world.store.rebuild().await.expect("no fault"), 1);
        let after = world.store.lists_as_text().await.expect("no fault");
        assert_eq!(after, before);
    })
    .await;
}

/// Helps somebody with the form at the first desk.
async fn helps(world: &World, local: &str) -> DossierCode {
    let application = Application {
        assisted: Some(Assistance {
            consent: Consent::Signed,
            read_back: true,
        }),
        ..hand::application(province::REGISTER, 0, Channel::Desk)
    };
    let write = DossierWrite {
        now: at(local),
        command: Command::ReceiveInPerson(Box::new(application)),
        ..opening(0, None)
    };
    world.tries(write).await.expect("received").code
}

#[tokio::test]
async fn help_with_the_form_is_counted_by_the_desks_day_and_rebuilt() {
    on_each_engine(async |world| {
        let first = helps(world, "2026-03-02T09:00").await;
        helps(world, "2026-03-02T10:00").await;
        helps(world, "2026-03-03T08:00").await;
        world.opens(0).await;
        // What becomes of it later leaves the day as it was.
        world.does("desk", &first, hand::withdraw()).await;

        let count = async |desk, day| {
            let desk = province::desk(desk);
            let count = world.store.assisted_count(&desk, day).await;
            count.expect("no fault")
        };
        assert_eq!(count(0, MONDAY).await, 2);
        assert_eq!(count(0, TUESDAY).await, 1);
        assert_eq!(count(1, MONDAY).await, 0);
        assert_eq!(world.rebuilds_to_the_same().await, 4);
        world.database.run("DELETE FROM assisted_filing").await;
        assert_eq!(count(0, MONDAY).await, 0);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(count(0, MONDAY).await, 2);
    })
    .await;
}
