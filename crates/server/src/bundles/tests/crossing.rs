//! Messages that cross on their way.

use domain::dossier::code::DossierCode;
use integrations::partner::pretended::When;
use store::{BundleMessage, BundlePurpose, MessageEnd};

use super::manner;
use super::town::{Town, death, key};

/// A bundle whose outside part waits to be handed over.
async fn waits(town: &Town) -> (DossierCode, BundleMessage) {
    let code = town.files("death", &[], death()).await;
    let own = town.dossier(&code, "khai-tu").await;
    town.grants(&own, &[]).await;
    // Only what is ours: the outside part is not handed over yet.
    town.works().await;
    let id = town.bundle(&code).await.id;
    let lines = town.store.messages_of_bundle(id).await.expect("no fault");
    let mut lines = lines.into_iter().map(|line| line.message);
    let waiting = lines.find(|message| message.purpose == BundlePurpose::HandOver);
    (code, waiting.expect("it waits"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_withdrawn_on_its_way_is_asked_back_from_who_took_it() {
    let town = Town::open().await;
    town.tells("cong-an", manner(When::After(60), &[]));
    let (code, message) = waits(&town).await;
    // Read before the withdrawal, and sent after it and after the recall.
    let before = town.bundle(&code).await;
    town.withdraws(&code).await;
    town.works().await;
    let child = key("xoa-thuong-tru");
    let sent = town.hands_over(&before, &child, 1).await;
    assert_eq!(sent, Ok(MessageEnd::Done));
    // They had it, and gave it back: no answer comes when its time is over.
    assert_eq!(
        town.handed("cong-an").part,
        town.part(&code, "xoa-thuong-tru")
    );
    assert_eq!(town.says_in("cong-an", 120), 0);

    // The same, when we never heard that they took it.
    let again = town.bundle(&code).await;
    let second = message.attempts + 2;
    let sent = town.hands_over(&again, &child, second).await;
    assert_eq!(sent, Ok(MessageEnd::Done));
    town.close().await;
}
