//! Bundles from end to end: our server and real outside systems on this machine, at times that the
//! test chooses.

mod crossing;
mod town;

use domain::bundle::answer::Verdict;
use domain::bundle::event::BundleEnd;
use domain::bundle::span::spans;
use domain::bundle::state::ChildEnd;
use integrations::partner::message::AnswerSaid;
use integrations::partner::pretended::{Manner, Order, When};
use store::{BundlePurpose, MessageEnd};

use self::town::{Town, at, birth, death, key};

/// Behaves so, saying this.
fn manner(when: When, facts: &[(&str, &str)]) -> Order {
    let facts = facts
        .iter()
        .map(|(key, said)| ((*key).to_owned(), (*said).to_owned()));
    Order::Behave(Manner {
        when,
        verdict: Verdict::Granted,
        facts: facts.collect(),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_birth_goes_through_three_agencies_with_a_slow_and_a_doubling_system() {
    let town = Town::open().await;
    town.tells(
        "cong-an",
        manner(When::After(180), &[("noi_thuong_tru", "Bản Mới")]),
    );
    town.tells(
        "bhxh",
        manner(When::Twice, &[("so_the", "TE1120000000001")]),
    );
    let code = town.files("birth", &["the-bhyt"], birth()).await;
    let own = town.dossier(&code, "khai-sinh").await;
    town.grants(&own, &[("so_dinh_danh", "012326000001")]).await;
    town.works().await;
    town.works().await;

    let state = town.bundle(&code).await.bundle;
    let residence = &state.children[&key("thuong-tru")];
    assert_eq!(residence.registered.as_deref(), Some("GL-0001"));
    assert!(residence.is_running());
    // What the first result said goes on without being asked again.
    let handed = town.handed("cong-an");
    assert_eq!(handed.answers["so_dinh_danh"], "012326000001");
    assert_eq!(handed.answers["ho_ten"], "Lò Văn Ún");
    assert_eq!(handed.place, "Xã Bum Nưa");

    town.minutes_pass(180);
    town.tells("cong-an", Order::MinutesPass(180));
    town.until(&code, |bundle| bundle.is_through(&key("thuong-tru")))
        .await;
    town.works().await;
    town.until(&code, |bundle| bundle.end.is_some()).await;
    let loaded = town.bundle(&code).await;
    assert_eq!(loaded.bundle.end, Some(BundleEnd::Granted));
    // The second of two equal answers changed nothing.
    assert!(loaded.bundle.to_review.is_empty());
    let card = town.handed("bhxh");
    assert_eq!(card.answers["so_dinh_danh"], "012326000001");
    assert_eq!(card.answers["noi_thuong_tru"], "Bản Mới");

    let spans = spans(&loaded.bundle);
    assert_eq!(spans.len(), 3);
    for pair in spans.windows(2) {
        assert_eq!(pair[0].to, Some(pair[1].from));
    }
    let shown = town.story(&code).await;
    assert!(
        shown.iter().any(|line| line.contains("Đã có kết quả")),
        "{shown:?}"
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_goes_on_side_by_side_though_one_system_is_silent() {
    let town = Town::open().await;
    town.tells("cong-an", manner(When::Never, &[]));
    let code = town.files("death", &["mai-tang-phi"], death()).await;
    let own = town.dossier(&code, "khai-tu").await;
    town.grants(&own, &[]).await;
    town.works().await;
    town.works().await;
    let support = town.dossier(&code, "mai-tang-phi").await;
    town.grants(&support, &[]).await;
    town.works().await;
    let state = town.bundle(&code).await.bundle;
    assert!(state.children[&key("mai-tang-phi")].ended_as(&ChildEnd::Granted));
    assert!(state.children[&key("xoa-thuong-tru")].is_running());
    assert!(town.payout(&code).await.contains("0123456789"));

    town.clock_at(at("2026-03-09T09:00"));
    town.works().await;
    town.works().await;
    let silent = town.bundle(&code).await;
    let child = &silent.bundle.children[&key("xoa-thuong-tru")];
    assert_eq!(child.silent_since, Some(at("2026-03-09T09:00")));
    let told = silent.history.iter().filter(|entry| {
        matches!(
            entry.recorded.event,
            domain::bundle::event::BundleEvent::ChildSilent { .. }
        )
    });
    assert_eq!(told.count(), 1);

    // Late is better than never: the answer is taken, and the bundle ends.
    let part = town.part(&code, "xoa-thuong-tru");
    let said = AnswerSaid {
        part,
        verdict: Verdict::Granted,
        facts: domain::bundle::Facts::new(),
    };
    town.tells("cong-an", Order::Say(said));
    town.until(&code, |bundle| bundle.end.is_some()).await;
    let ended = town.bundle(&code).await.bundle;
    assert_eq!(ended.end, Some(BundleEnd::Granted));
    town.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_system_says_in_two_ways_waits_for_the_clerk() {
    let town = Town::open().await;
    town.tells("cong-an", manner(When::InTwoWays, &[]));
    let code = town.files("death", &[], death()).await;
    let own = town.dossier(&code, "khai-tu").await;
    town.grants(&own, &[]).await;
    town.works().await;
    town.works().await;
    town.until(&code, |bundle| !bundle.to_review.is_empty())
        .await;
    let state = town.bundle(&code).await.bundle;
    assert_eq!(state.end, Some(BundleEnd::Granted));
    assert_eq!(state.to_review.len(), 1);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withdrawn_is_asked_back_and_a_system_that_is_away_is_asked_again() {
    let town = Town::open().await;
    town.tells("cong-an", manner(When::Never, &[]));
    let code = town.files("death", &[], death()).await;
    let own = town.dossier(&code, "khai-tu").await;
    town.grants(&own, &[]).await;
    town.works().await;
    town.works().await;
    town.withdraws(&code).await;
    town.works().await;
    let loaded = town.bundle(&code).await;
    assert_eq!(loaded.bundle.end, Some(BundleEnd::WithdrawnWithResults));
    let messages = town
        .store
        .messages_of_bundle(loaded.id)
        .await
        .expect("no fault");
    let recall = messages
        .iter()
        .find(|line| line.message.purpose == BundlePurpose::Recall);
    assert_eq!(recall.and_then(|line| line.end), Some(MessageEnd::Done));

    let unconnected = Town::without_systems().await;
    let code = unconnected.files("death", &[], death()).await;
    let own = unconnected.dossier(&code, "khai-tu").await;
    unconnected.grants(&own, &[]).await;
    unconnected.works().await;
    unconnected.works().await;
    let loaded = unconnected.bundle(&code).await;
    let messages = unconnected
        .store
        .messages_of_bundle(loaded.id)
        .await
        .expect("no fault");
    let waiting = messages
        .iter()
        .find(|line| line.message.purpose == BundlePurpose::HandOver)
        .expect("it waits");
    assert_eq!(waiting.detail.as_deref(), Some("not_connected"));
    assert_eq!(waiting.end, None);
    unconnected.close().await;
    town.close().await;
}
