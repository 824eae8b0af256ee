//! Searching: names with and without marks, numbers, codes, and never more than a page is worth.

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::{Actor, Applicant};
use domain::procedure::Channel;
use store::{Done, Found, LookupKind, Sought};
use uuid::Uuid;

use crate::world::{World, hand, on_each_engine, province, write};

/// Somebody of this name applies at the desk of a commune.
async fn applies(world: &World, desk: usize, name: &str, phone: &str) -> Done {
    let mut application = hand::application(province::REGISTER, desk, Channel::Desk);
    application.applicant = hand::personal(named(name, phone));
    let actor = Actor::Official(province::desk_officer(desk));
    let command = Command::ReceiveInPerson(Box::new(application));
    let answer = world.tries(write(&actor, None, None, command)).await;
    answer.expect("an application without a flaw")
}

fn named(name: &str, phone: &str) -> Applicant {
    Applicant {
        name: name.to_owned(),
        ..hand::applicant("012090001234", phone)
    }
}

fn by_name(name: &str) -> Sought {
    Sought {
        name: name.to_owned(),
        ..Sought::default()
    }
}

async fn search(world: &World, unit: &str, sought: &Sought) -> Found {
    let unit = province::unit(unit);
    world.store.search(&unit, sought).await.expect("no fault")
}

/// The running numbers of what a desk finds by a name, as they are listed.
async fn finds(world: &World, unit: &str, name: &str) -> Vec<String> {
    let found = search(world, unit, &by_name(name)).await;
    let number = |line: &store::Line| line.code.running_number().to_owned();
    found.lines.iter().map(number).collect()
}

const DESK: &str = "03001-TT";

#[tokio::test]
async fn a_name_is_found_with_and_without_marks_the_newest_first() {
    on_each_engine(async |world| {
        for name in [
            "Nguyễn Văn Hòa",
            "Nguyễn Thị Hoa",
            "NGUYỄN VĂN HOÀ",
            "H'Uyn Đèo",
        ] {
            applies(world, 0, name, "0912000123").await;
        }
        for (typed, numbers) in [
            ("nguyen van hoa", &["0003", "0001"][..]),
            ("Nguyễn Văn Hoà", &["0003", "0001"]),
            ("  Văn   hòa ", &["0003", "0001"]),
            ("Nguyễn Văn", &["0003", "0001"]),
            ("hoa", &["0003", "0002", "0001"]),
            ("HOA nguyễn", &["0003", "0002", "0001"]),
            ("Nguyễn Hoa", &["0003", "0002", "0001"]),
            ("huyn deo", &["0004"]),
            ("Nguyễn Văn Thị", &[]),
            ("Ng", &[]),
            ("", &[]),
            (" - ", &[]),
        ] {
            assert_eq!(finds(world, DESK, typed).await, numbers, "{typed}");
        }
    })
    .await;
}

#[tokio::test]
async fn officials_find_what_their_unit_received_holds_or_answers_for() {
    on_each_engine(async |world| {
        let here = applies(world, 0, "Giàng A Páo", "0912000123").await;
        applies(world, 1, "Giàng A Páo", "0912000123").await;
        assert_eq!(finds(world, DESK, "giang a pao").await.len(), 1);
        assert_eq!(finds(world, "03001", "giang a pao").await.len(), 1);
        assert!(finds(world, "03001-VHXH", "giang a pao").await.is_empty());
        assert!(finds(world, "12", "giang a pao").await.is_empty());
        world.does("desk", &here.code, Command::Forward).await;
        let held = search(world, "03001-VHXH", &by_name("pao")).await;
        assert_eq!(held.lines.len(), 1);
        assert_eq!(held.lines[0].id, here.dossier);
        assert_eq!(held.lines[0].applicant.as_deref(), Some("Giàng A Páo"));
        // Numbers are kept once for all, and shown to the same officials only.
        let sought = Sought {
            number: Some((LookupKind::PhoneEnd, "0123".to_owned())),
            ..Sought::default()
        };
        assert_eq!(search(world, DESK, &sought).await.lines.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn all_that_is_known_must_fit() {
    on_each_engine(async |world| {
        let first = applies(world, 0, "Lò Văn Ún", "0912000111").await;
        let second = applies(world, 0, "Lò Văn Ún", "0912000222").await;
        let ids = async |sought: &Sought| {
            let found = search(world, DESK, sought).await;
            assert!(!found.more);
            let ids = found.lines.into_iter().map(|line| line.id);
            ids.collect::<Vec<Uuid>>()
        };
        let end = |end: &str| Some((LookupKind::PhoneEnd, end.to_owned()));
        let by_end = Sought {
            number: end("0111"),
            ..by_name("lo van")
        };
        assert_eq!(ids(&by_end).await, [first.dossier]);
        let other = Sought {
            number: end("0111"),
            ..by_name("tao van")
        };
        assert!(ids(&other).await.is_empty());
        let unknown: DossierCode = "H35.1-260302-0009".parse().expect("a sound code");
        let codes = Some(vec![second.code.clone(), unknown]);
        let by_code = Sought {
            codes: codes.clone(),
            ..Sought::default()
        };
        assert_eq!(ids(&by_code).await, [second.dossier]);
        let by_both = Sought {
            codes,
            ..by_name("ún")
        };
        assert_eq!(ids(&by_both).await, [second.dossier]);
        let none = Sought {
            codes: Some(Vec::new()),
            ..by_name("ún")
        };
        assert!(ids(&none).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn corrections_move_a_name_erasure_ends_it_and_a_rebuild_brings_it_back() {
    on_each_engine(async |world| {
        let wrong = applies(world, 0, "Tẩn Mý Lai", "0912000123").await;
        let erased = applies(world, 0, "Tẩn Mý Lai", "0912000123").await;
        let right = named("Chẻo Mý Lai", "0912000123");
        world.does("desk", &wrong.code, hand::correct(right)).await;
        world
            .store
            .erase_personal(&erased.code)
            .await
            .expect("erased");
        let all = async || {
            let mut all = Vec::new();
            for name in ["tan my lai", "tan", "cheo my", "lai"] {
                all.push(finds(world, DESK, name).await);
            }
            all
        };
        let before = all().await;
        let one = vec!["0001".to_owned()];
        assert_eq!(before, [vec![], vec![], one.clone(), one]);
        world.database.run("DELETE FROM lookup").await;
        assert!(finds(world, DESK, "cheo my").await.is_empty());
        assert_eq!(world.store.rebuild().await.expect("no fault"), 2);
        assert_eq!(all().await, before);
        let sought = world.store.find_by(LookupKind::Phone, "0912000123").await;
        assert_eq!(sought.expect("no fault"), [wrong.dossier]);
    })
    .await;
}

#[tokio::test]
async fn of_many_of_one_name_the_newest_come_and_it_is_said() {
    on_each_engine(async |world| {
        for _ in 0..51 {
            applies(world, 0, "Nguyễn Văn Tám", "0912000123").await;
        }
        let found = search(world, DESK, &by_name("nguyễn văn")).await;
        assert!(found.more);
        assert_eq!(found.lines.len(), 50);
        assert_eq!(found.lines[0].code.running_number(), "0051");
        assert_eq!(found.lines[49].code.running_number(), "0002");
    })
    .await;
}
