//! The one story of the citizen: parent and children under one code.

use domain::bundle::answer::Verdict;
use domain::bundle::event::BundleEnd;
use domain::bundle::running::next::Standing;
use domain::bundle::story::{ChildPlace, Duty, OwnChild, Told, tell};
use domain::dossier::event::Event;

use crate::given::hand::{ask_for, submit};
use crate::given::people::{APPLICANT, the};
use crate::given::province::REGISTER;
use crate::given::{MONDAY_MORNING, Play};
use crate::scene::{Scene, child, key_of, kind_of};

#[test]
fn the_story_names_who_has_what_and_what_comes_next() {
    let mut scene = Scene::opens(
        kind_of(vec![child("mot", &[]), child("hai", &["mot"])]),
        &[],
    );
    scene.minutes_pass(30);
    let bundle = scene.bundle();
    let story = tell(&scene.running(), &bundle, &scene.history, &[]);
    assert_eq!(story.code.as_str(), "H35.1-260302-0007");
    assert!(matches!(story.children[0].place, ChildPlace::With { .. }));
    let first = key_of("mot");
    assert_eq!(story.children[1].place, ChildPlace::Waits(vec![&first]));
    let told: Vec<&Told<'_>> = story.lines.iter().map(|line| &line.told).collect();
    assert!(matches!(
        told.as_slice(),
        [Told::Opened, Told::Started(Some(_))]
    ));
    assert!(story.to_do.is_empty());

    scene.grants("mot").grants("hai");
    let bundle = scene.bundle();
    let story = tell(&scene.running(), &bundle, &scene.history, &[]);
    assert_eq!(story.standing, Standing::Over(BundleEnd::Granted));
    let last = story.lines.last().map(|line| &line.told);
    assert_eq!(last, Some(&Told::Closed(BundleEnd::Granted)));
    let answers = story
        .lines
        .iter()
        .filter(|line| line.told == Told::Answered(Verdict::Granted));
    assert_eq!(answers.count(), 2);
}

#[test]
fn what_a_dossier_of_ours_asks_for_stands_in_the_same_story() {
    let scene = Scene::opens(kind_of(vec![child("mot", &[])]), &[]);
    let mut play = Play::new();
    play.at(MONDAY_MORNING)
        .does(&APPLICANT, submit(REGISTER, "03001-TT"))
        .does(&the("desk"), ask_for(&["certificate"]));
    let dossier = play.dossier.clone().expect("it was filed");
    let (bundle, key) = (scene.bundle(), key_of("mot"));
    let own = OwnChild {
        child: &key,
        dossier: &dossier,
        history: &play.history,
    };
    let story = tell(&scene.running(), &bundle, &scene.history, &[own]);
    let duties: Vec<Duty> = story.to_do.iter().map(|to_do| to_do.what).collect();
    assert_eq!(duties.first(), Some(&Duty::Supplement));
    let asked = story
        .lines
        .iter()
        .any(|line| matches!(line.told, Told::InDossier(Event::SupplementAsked { .. })));
    assert!(asked);
    let filed = |told: &Told<'_>| matches!(told, Told::InDossier(Event::Submitted(_)));
    assert!(!story.lines.iter().any(|line| filed(&line.told)));
}
