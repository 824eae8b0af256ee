//! Campaigns: promises move once and never earlier, whoever takes the campaign up again.

use domain::calendar::layers::{Closure, Decision, LayerChange, LayerContent, LayerOwner};
use domain::dossier::code::DossierCode;
use domain::dossier::event::Event;
use jiff::civil::{Date, DateTime, date};
use store::{
    CalendarRefusal, CalendarWrite, Campaign, CampaignDossier, CampaignPreview, Fate, WhyKept,
};

use crate::world::database::Database;
use crate::world::{World, hand, now, on_each_engine, on_sqlite, province};

/// More than two batches.
const DOSSIERS: usize = 300;
/// Those of the first commune that wait for a supplement.
const PAUSED: usize = 5;
/// Those of the first commune that were taken back.
const WITHDRAWN: usize = 4;
const MOVED: u64 = (DOSSIERS - PAUSED - WITHDRAWN) as u64;

const WEDNESDAY: Date = date(2026, 3, 4);
const THURSDAY: DateTime = date(2026, 3, 5).at(17, 0, 0, 0);
const FRIDAY: DateTime = date(2026, 3, 6).at(17, 0, 0, 0);

/// The nation's calendar, perhaps with a closure on Wednesday.
fn nation(is_shut: bool) -> LayerContent {
    let mut content = LayerContent::from(province::calendar());
    if is_shut {
        content.closures.push(Closure {
            date: WEDNESDAY,
            hours: None,
            reason: "Bão".to_owned(),
            decision: decision(),
        });
    }
    content
}

fn decision() -> Decision {
    Decision {
        number: "12/CĐ-TTg".to_owned(),
        on: date(2026, 3, 1),
    }
}

async fn change(world: &World, is_shut: bool) -> Result<u64, CalendarRefusal> {
    let rules = world.store.rulebook().await.expect("no fault");
    let write = CalendarWrite {
        based_on: rules.version,
        owner: LayerOwner::Nation,
        change: LayerChange {
            content: nation(is_shut),
            reason: "Bão".to_owned(),
            decision: Some(decision()),
            by: None,
            at: Some(now().0),
        },
        what: "lịch".to_owned(),
    };
    world.store.change_calendar(write).await.expect("no fault")
}

/// Received on Monday at two desks, promised for Thursday.
async fn received(world: &World, count: usize) -> Vec<DossierCode> {
    let mut codes = Vec::with_capacity(count);
    for number in 0..count {
        codes.push(world.opens(number % 2).await.code);
    }
    codes
}

async fn many(world: &World) -> Vec<DossierCode> {
    let codes = received(world, DOSSIERS).await;
    let of_first: Vec<&DossierCode> = codes.iter().step_by(2).collect();
    for code in &of_first[..PAUSED] {
        world.does("desk", code, hand::ask()).await;
    }
    for code in &of_first[PAUSED..PAUSED + WITHDRAWN] {
        world.does("desk", code, hand::withdraw()).await;
    }
    codes
}

async fn under_way(world: &World) -> Campaign {
    let found = world.store.open_campaign().await.expect("no fault");
    found.expect("a campaign is under way")
}

/// Takes batches until the end; answers how many.
async fn to_the_end(world: &World) -> u32 {
    let id = under_way(world).await.id;
    let mut steps = 1;
    while world
        .store
        .step_campaign(id, now())
        .await
        .expect("no fault")
    {
        steps += 1;
    }
    steps
}

/// Code, due moment and how often it moved, of every dossier.
async fn ends(world: &World, codes: &[DossierCode]) -> Vec<(String, DateTime, usize)> {
    let mut ends = Vec::with_capacity(codes.len());
    for code in codes {
        let loaded = world.load(code).await;
        let moves = loaded
            .history
            .iter()
            .filter(|entry| matches!(entry.recorded.event, Event::PromiseMoved(_)));
        let due = loaded.dossier.promise.expect("it is promised").due;
        ends.push((code.to_string(), due, moves.count()));
    }
    ends
}

async fn noted(world: &World, campaign: &Campaign, moved: bool) -> Vec<CampaignDossier> {
    let noted = world
        .store
        .campaign_dossiers(campaign.id, moved, None, 1_000)
        .await;
    noted.expect("no fault")
}

#[tokio::test]
async fn broken_off_and_taken_up_again_it_ends_the_same() {
    for database in Database::each().await {
        let straight = World::on(Database::sqlite()).await;
        let codes = many(&straight).await;
        change(&straight, true).await.expect("it changes");
        to_the_end(&straight).await;
        let expected = ends(&straight, &codes).await;
        straight.end().await;

        let world = World::on(database).await;
        let codes = many(&world).await;
        let preview = preview(&world, true).await;
        assert_eq!((preview.moved, preview.kept), (MOVED, PAUSED as u64));
        change(&world, true).await.expect("it changes");
        let campaign = under_way(&world).await;
        for _ in 0..2 {
            let goes_on = world.store.step_campaign(campaign.id, now()).await;
            assert!(goes_on.expect("no fault"));
        }
        let half = under_way(&world).await;
        assert_eq!(half.seen, 200);

        let world = World::again(world.close().await).await;
        to_the_end(&world).await;
        assert_eq!(ends(&world, &codes).await, expected);
        let ended = world.store.campaign(campaign.id).await.expect("no fault");
        let ended = ended.expect("it is kept");
        assert_eq!(
            (ended.moved, ended.kept, ended.seen),
            (MOVED, PAUSED as u64, MOVED + PAUSED as u64)
        );
        assert_eq!(ended.ended_at, Some(now()));
        assert_eq!(world.store.open_campaign().await.expect("no fault"), None);
        // Asked once more it does nothing.
        let again = world.store.step_campaign(campaign.id, now()).await;
        assert!(!again.expect("no fault"));
        assert_eq!(ends(&world, &codes).await, expected);
        world.rebuilds_to_the_same().await;
        world.end().await;
    }
}

#[tokio::test]
async fn each_dossier_has_its_event_its_notice_and_its_line() {
    on_each_engine(async |world| {
        let codes = received(world, 3).await;
        world.does("desk", &codes[0], hand::ask()).await;
        let version = change(world, true).await.expect("it changes");
        let campaign = under_way(world).await;
        let of = world.store.campaign_of(version).await.expect("no fault");
        assert_eq!(of.as_ref(), Some(&campaign));
        assert_eq!(campaign.because.layer, LayerOwner::Nation);
        assert_eq!(campaign.because.decision, Some(decision()));
        to_the_end(world).await;

        let lines = noted(world, &campaign, true).await;
        let moved = lines.iter().map(|line| (line.was_due, line.fate));
        assert!(moved.eq([(THURSDAY, Fate::Moved(FRIDAY)); 2]));
        let kept = noted(world, &campaign, false).await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].code, codes[0].to_string());
        assert_eq!(kept[0].fate, Fate::Kept(WhyKept::ClockPaused));

        let loaded = world.load(&codes[1]).await;
        let last = loaded.history.last().expect("events");
        assert_eq!((last.actor.as_str(), last.official), ("system", None));
        let Event::PromiseMoved(event) = &last.recorded.event else {
            panic!("{:?}", last.recorded.event);
        };
        assert_eq!(event.campaign, campaign.id);
        assert_eq!((event.from, event.promise.due), (THURSDAY, FRIDAY));
        let jobs = world.store.jobs_of(loaded.id).await.expect("no fault");
        let told = jobs
            .iter()
            .filter(|line| line.key.purpose == "tell_promise_moved");
        assert_eq!(told.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_day_given_back_moves_nothing_earlier() {
    on_each_engine(async |world| {
        let codes = received(world, 4).await;
        change(world, true).await.expect("it changes");
        // One change after the other.
        let refused = change(world, false).await;
        assert_eq!(refused, Err(CalendarRefusal::CampaignUnderWay));
        to_the_end(world).await;
        change(world, false).await.expect("it changes");
        let campaign = under_way(world).await;
        to_the_end(world).await;
        for (_, due, moves) in ends(world, &codes).await {
            assert_eq!((due, moves), (FRIDAY, 1));
        }
        let kept = noted(world, &campaign, false).await;
        let fates = kept.iter().map(|line| (line.was_due, line.fate));
        let stays = Fate::Kept(WhyKept::WouldBeEarlier(THURSDAY));
        assert!(fates.eq([(FRIDAY, stays); 4]));
    })
    .await;
}

#[tokio::test]
async fn nobody_concerned_is_no_campaign() {
    on_sqlite(async |world| {
        change(world, true).await.expect("it changes");
        assert_eq!(world.store.open_campaign().await.expect("no fault"), None);
        // What is received afterwards is promised by the new calendar.
        let codes = received(world, 1).await;
        assert_eq!(ends(world, &codes).await[0].1, FRIDAY);
    })
    .await;
}

async fn preview(world: &World, is_shut: bool) -> CampaignPreview {
    let rules = world.store.rulebook().await.expect("no fault");
    let owner = LayerOwner::Nation;
    let content = nation(is_shut);
    let preview = world
        .store
        .preview_calendar(&rules, &owner, &content, now())
        .await;
    preview.expect("no fault")
}

#[tokio::test]
async fn a_preview_says_what_will_be_and_writes_nothing() {
    on_each_engine(async |world| {
        let codes = received(world, 3).await;
        world.does("desk", &codes[2], hand::ask()).await;
        assert_eq!(preview(world, false).await, CampaignPreview::default());
        let before = world.store.lists_as_text().await.expect("no fault");
        let shown = preview(world, true).await;
        assert_eq!((shown.seen, shown.moved, shown.kept), (3, 2, 1));
        assert!(!shown.has_more);
        let named: Vec<&str> = shown.named.iter().map(|line| line.code.as_str()).collect();
        let expected: Vec<String> = codes.iter().map(ToString::to_string).collect();
        assert_eq!(named, expected);
        assert_eq!(shown.named[0].fate, Fate::Moved(FRIDAY));
        assert_eq!(shown.named[2].fate, Fate::Kept(WhyKept::ClockPaused));
        let after = world.store.lists_as_text().await.expect("no fault");
        assert_eq!(before, after);
    })
    .await;
}
