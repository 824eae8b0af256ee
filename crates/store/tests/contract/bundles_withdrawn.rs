//! Bundles that are withdrawn while their children move.

use domain::bundle::event::BundleEnd;
use domain::bundle::running::BundleRefusal;
use domain::dossier::Stage;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use store::{BundleCommand, BundleNotDone, BundlePurpose, BundleWrite, MessageEnd, MessageTried};

use crate::bundles::{goes_to_the_clerk, is_granted, worker_round};
use crate::world::bundle::{key, write};
use crate::world::hand::words;
use crate::world::{World, now, official, on_each_engine, the};

fn withdrawal(actor: &Actor, code: &DossierCode, reason: &str) -> BundleWrite {
    let reason = words(reason);
    write(actor, Some(code), now(), BundleCommand::Withdraw { reason })
}

/// The first child comes to whoever signs and is sent back from there.
async fn comes_back(world: &World, code: &DossierCode) -> DossierCode {
    let own = world.code_of(code, "mot").await;
    goes_to_the_clerk(world, &own).await;
    worker_round(world, code).await;
    let child = world.bundle(code).await.bundle.children[&key("mot")].clone();
    assert!(child.being_signed);
    let reason = words("Thiếu chữ ký nháy");
    world
        .does("clerk", &own, Command::SendBack { reason })
        .await;
    own
}

#[tokio::test]
async fn a_bundle_hears_that_a_child_was_sent_back_from_signing() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        comes_back(world, &filed.code).await;
        worker_round(world, &filed.code).await;
        let child = world.bundle(&filed.code).await.bundle.children[&key("mot")].clone();
        assert!(child.is_running() && !child.being_signed);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_asks_the_dossiers_and_not_what_the_bundle_heard_of_them() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let own = comes_back(world, &filed.code).await;
        let desk = the("desk");
        let done = withdrawal(&desk, &filed.code, "Người nộp gọi điện xin rút");
        world.tries_bundle(done).await.expect("withdrawn");
        let dossier = world.load(&own).await;
        assert!(matches!(dossier.dossier.stage, Stage::Withdrawn));
        // Both records say who it was.
        let last = dossier.history.last().expect("events");
        assert_eq!(last.official, Some(official("desk").id.0));
        let loaded = world.bundle(&filed.code).await;
        assert_eq!(loaded.bundle.end, Some(BundleEnd::Withdrawn));
        let last = loaded.history.last().expect("events");
        assert_eq!(last.official, Some(official("desk").id.0));
        assert!(worker_round(world, &filed.code).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_official_withdraws_with_a_reason_and_two_at_once_get_a_clear_answer() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let code = &filed.code;
        let desk = the("desk");
        let silent = world.tries_bundle(withdrawal(&desk, code, " ")).await;
        let why = BundleRefusal::ReasonMissing;
        assert_eq!(silent, Err(BundleNotDone::Refused(why)));

        let own = world.code_of(code, "mot").await;
        let receive = async {
            let receive = Command::Receive { papers: Vec::new() };
            let seen = Some(world.load(&own).await.dossier.number);
            let write = crate::world::write(&desk, Some(&own), seen, receive);
            world.tries(write).await.ok();
        };
        let (first, second, ()) = tokio::join!(
            world.tries_bundle(withdrawal(&desk, code, "Người nộp xin rút")),
            world.tries_bundle(withdrawal(&Actor::Applicant, code, "")),
            receive,
        );
        let (done, not) = match (first, second) {
            (Ok(done), Err(not)) | (Err(not), Ok(done)) => (done, not),
            both => panic!("{both:?}"),
        };
        assert_eq!(done.code, *code);
        assert_eq!(not, BundleNotDone::Refused(BundleRefusal::Over));
        let stage = world.load(&own).await.dossier.stage;
        assert!(matches!(stage, Stage::Withdrawn));
    })
    .await;
}

#[tokio::test]
async fn a_child_that_was_withdrawn_by_itself_is_not_told_as_being_signed() {
    on_each_engine(async |world| {
        let filed = world.files_bundle(&[], None).await;
        let own = world.code_of(&filed.code, "mot").await;
        let reason = words("");
        let withdraw = Command::Withdraw { reason };
        world.does_as(&Actor::Applicant, &own, withdraw).await;
        let whole = withdrawal(&Actor::Applicant, &filed.code, "");
        world.tries_bundle(whole).await.expect("withdrawn");
        let bundle = world.bundle(&filed.code).await.bundle;
        assert_eq!(bundle.end, Some(BundleEnd::Withdrawn));
    })
    .await;
}

#[tokio::test]
async fn our_own_dossiers_do_not_wait_behind_outside_systems() {
    on_each_engine(async |world| {
        let first = world.files_bundle(&[], None).await;
        let own = world.code_of(&first.code, "mot").await;
        is_granted(world, &own).await;
        // Fed, so that the outside system's child waits to be handed over.
        for message in world
            .store
            .claim_bundle_messages(now(), 20)
            .await
            .expect("no fault")
        {
            let feed = BundleCommand::Feed(message.child.clone());
            world.carries(&first.code, feed).await;
            let ended = MessageTried::Ended(MessageEnd::Done, now());
            let settled = world.store.settle_bundle_message(message, ended).await;
            settled.expect("no fault");
        }
        let second = world.files_bundle(&[], None).await;
        let own = world.code_of(&second.code, "mot").await;
        goes_to_the_clerk(world, &own).await;
        let mut purposes = Vec::new();
        for _ in 0..2 {
            let claimed = world.store.claim_bundle_messages(now(), 1).await;
            let claimed = claimed.expect("no fault");
            purposes.extend(claimed.into_iter().map(|message| message.purpose));
        }
        assert_eq!(purposes, [BundlePurpose::Feed, BundlePurpose::HandOver]);
    })
    .await;
}
