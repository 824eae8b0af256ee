//! What a picture holds: everything that can be come to, nothing over anything else.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::process::draft::{Block, Draft, Ending, Join};
use domain::process::picture::{Area, Edge, Picture, Point, Shape};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::blocks::{
    again, choice, chosen, consult, deciding, draft, end, granted, looping, parallel, step, steps,
    wait,
};
use crate::random::{named, shapes};

fn drawn(draft: &Draft) -> Picture {
    Picture::of(draft, Role::name).unwrap()
}

fn declined() -> Vec<Block> {
    vec![end("declined", Ending::Declined)]
}

/// `from -> to`, in words.
fn ways(picture: &Picture) -> BTreeSet<String> {
    let id = |index: usize| picture.nodes[index].id.as_str();
    picture
        .edges
        .iter()
        .map(|edge| match edge.name.as_str() {
            "" => format!("{} -> {}", id(edge.from), id(edge.to)),
            name => format!("{} -{name}-> {}", id(edge.from), id(edge.to)),
        })
        .collect()
}

fn expect(draft: &Draft, wanted: &[&str]) {
    let picture = drawn(draft);
    let wanted: BTreeSet<String> = wanted.iter().map(|way| (*way).to_owned()).collect();
    assert_eq!(ways(&picture), wanted);
    assert_tidy(&picture);
}

fn overlap(one: Area, other: Area) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

/// What a piece of a line runs through, a line having no width.
fn runs_through(from: Point, to: Point, area: Area) -> bool {
    from.x.min(to.x) < area.right()
        && from.x.max(to.x) > area.x
        && from.y.min(to.y) < area.bottom()
        && from.y.max(to.y) > area.y
}

fn is_on_the_side(point: Point, area: Area) -> bool {
    let is_within =
        (area.x..=area.right()).contains(&point.x) && (area.y..=area.bottom()).contains(&point.y);
    let is_at_a_side = point.x == area.x
        || point.x == area.right()
        || point.y == area.y
        || point.y == area.bottom();
    is_within && is_at_a_side
}

/// Whether a thing is a frame around another, or has it on its side.
fn is_around(picture: &Picture, frame: usize, inner: usize) -> bool {
    let mut at = Some(inner);
    while let Some(here) = at {
        let node = &picture.nodes[here];
        if node.on == Some(frame) || node.within == Some(frame) {
            return true;
        }
        at = node.within;
    }
    false
}

fn assert_line(picture: &Picture, edge: &Edge) {
    let (from, to) = (&picture.nodes[edge.from], &picture.nodes[edge.to]);
    let first = *edge.points.first().unwrap();
    let last = *edge.points.last().unwrap();
    assert!(is_on_the_side(first, from.area), "{edge:?} {from:?}");
    assert!(is_on_the_side(last, to.area), "{edge:?} {to:?}");
    for piece in edge.points.windows(2) {
        let is_straight = piece[0].x == piece[1].x || piece[0].y == piece[1].y;
        assert!(is_straight && piece[0] != piece[1], "{edge:?}");
        for (index, node) in picture.nodes.iter().enumerate() {
            if is_around(picture, index, edge.from) || is_around(picture, index, edge.to) {
                continue;
            }
            let is_through = runs_through(piece[0], piece[1], node.area);
            assert!(!is_through, "{edge:?} through {node:?}");
        }
    }
}

fn assert_tidy(picture: &Picture) {
    let ids: BTreeSet<&str> = picture.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids.len(), picture.nodes.len(), "two things of one name");
    let lines: BTreeSet<(usize, usize)> = picture
        .edges
        .iter()
        .map(|edge| (edge.from, edge.to))
        .collect();
    assert_eq!(
        lines.len(),
        picture.edges.len(),
        "two lines between two things"
    );
    for (index, node) in picture.nodes.iter().enumerate() {
        let is_inside = node.area.right() < picture.width && node.area.bottom() < picture.height;
        assert!(is_inside, "{node:?}");
        for (at, other) in picture.nodes.iter().enumerate().skip(index + 1) {
            if is_around(picture, index, at) {
                let is_held =
                    node.area.x <= other.area.x && other.area.right() <= node.area.right();
                assert!(is_held, "{node:?} {other:?}");
            } else {
                assert!(!overlap(node.area, other.area), "{node:?} {other:?}");
            }
        }
        let comes = picture.edges.iter().any(|edge| edge.to == index);
        let is_first = matches!(node.shape, Shape::Begin | Shape::Left);
        assert_eq!(comes, !is_first, "{node:?}");
    }
    for edge in &picture.edges {
        assert_line(picture, edge);
    }
}

#[test]
fn steps_follow_each_other() {
    let sequence = draft([steps("a b"), vec![granted()]].concat());
    expect(&sequence, &["process.begin -> a", "a -> b", "b -> granted"]);
}

#[test]
fn ways_part_by_a_word_and_meet_again() {
    let chosen = draft(vec![
        deciding("a", "yes|no|later"),
        choice(
            "c",
            "a",
            vec![
                ("yes", steps("b")),
                ("no", declined()),
                ("later", Vec::new()),
            ],
        ),
        granted(),
    ]);
    expect(
        &chosen,
        &[
            "process.begin -> a",
            "a -> c",
            "c -later-> c.meet",
            "c -có-> b",
            "c -không-> declined",
            "b -> c.meet",
            "c.meet -> granted",
        ],
    );
}

#[test]
fn what_leads_back_comes_to_the_beginning_of_its_own_loop() {
    let inner = looping(
        "inner",
        vec![
            deciding("a", "on|inside|outside"),
            choice(
                "c",
                "a",
                vec![
                    ("on", Vec::new()),
                    ("inside", vec![again("near", "inner", Some(1))]),
                    ("outside", vec![again("far", "outer", Some(2))]),
                ],
            ),
        ],
    );
    let twice = draft(vec![
        looping("outer", vec![step("first"), inner, step("last")]),
        granted(),
    ]);
    expect(
        &twice,
        &[
            "process.begin -> outer",
            "outer -> first",
            "first -> inner",
            "inner -> a",
            "a -> c",
            "c -inside-> near",
            "c -outside-> far",
            "near -> inner",
            "far -> outer",
            "c -on-> last",
            "last -> granted",
        ],
    );
}

#[test]
fn a_wait_is_a_race_between_the_applicant_and_the_days() {
    let waiting = draft(vec![
        wait("w", Some(vec![end("stopped", Ending::Stopped)])),
        wait("v", None),
        granted(),
    ]);
    expect(
        &waiting,
        &[
            "process.begin -> w.wait",
            "w.wait -> w",
            "w.wait -> w.silence",
            "w.silence -> stopped",
            "w -> v",
            "v -> granted",
        ],
    );
}

#[test]
fn each_way_of_those_chosen_is_asked_for() {
    let some = draft(vec![
        chosen("p", "f", vec![("x", steps("a")), ("y|z", steps("b"))]),
        granted(),
    ]);
    expect(
        &some,
        &[
            "process.begin -> p",
            "p -> p.1",
            "p.1 -khác-> p.1.meet",
            "p.1 -x-> a",
            "a -> p.1.meet",
            "p -> p.2",
            "p.2 -khác-> p.2.meet",
            "p.2 -y, z-> b",
            "b -> p.2.meet",
            "p.1.meet -> p.meet",
            "p.2.meet -> p.meet",
            "p.meet -> granted",
        ],
    );
}

#[test]
fn every_join_has_its_own_shape() {
    let shapes_of = |join: Join| {
        let ways = vec![steps("a"), vec![consult("b")]];
        let picture = drawn(&draft(vec![parallel("p", join, ways), granted()]));
        assert_tidy(&picture);
        let shape = |id: &str| {
            picture
                .nodes
                .iter()
                .find(|node| node.id == id)
                .unwrap()
                .shape
        };
        (shape("p"), shape("p.meet"))
    };
    assert_eq!(shapes_of(Join::All), (Shape::Part, Shape::Join));
    assert_eq!(shapes_of(Join::FirstBegun), (Shape::Race, Shape::Meet));
}

#[test]
fn ways_of_which_the_first_goes_on_lie_in_a_frame() {
    let back = vec![step("c"), again("back", "round", Some(1))];
    let over = vec![step("b"), end("cancelled", Ending::Withdrawn)];
    let race = parallel("p", Join::FirstDone, vec![steps("a"), over, back]);
    expect(
        &draft(vec![looping("round", vec![race]), granted()]),
        &[
            "process.begin -> round",
            "round -> p",
            "p.begin -> p.part",
            "p.part -> a",
            "p.part -> b",
            "p.part -> c",
            "a -> p.1.through",
            "b -> cancelled.out",
            "c -> back.out",
            "cancelled.left -> cancelled",
            "back.left -> back",
            "back -> round",
            "p -> granted",
        ],
    );
}

#[test]
fn an_end_within_parallel_ways_stops_the_others() {
    let ways = vec![
        steps("a"),
        [steps("b"), vec![end("cancelled", Ending::Withdrawn)]].concat(),
    ];
    let picture = drawn(&draft(vec![parallel("p", Join::All, ways), granted()]));
    let stops = |id: &str| {
        let node = picture.nodes.iter().find(|node| node.id == id).unwrap();
        matches!(
            node.shape,
            Shape::End {
                stops_others: true,
                ..
            }
        )
    };
    assert!(stops("cancelled") && !stops("granted"));
}

#[test]
fn what_is_too_much_to_look_at_is_not_drawn() {
    let mut body = steps("a");
    for depth in 0..20 {
        body = vec![looping(&format!("l{depth}"), body)];
    }
    assert_eq!(Picture::of(&draft(body), Role::name), None);
    let many: Vec<String> = (0..2_001).map(|number| format!("s{number}")).collect();
    let many = draft(steps(&many.join(" ")));
    assert_eq!(Picture::of(&many, Role::name), None);
}

#[test]
fn keys_that_repeat_or_cannot_be_names_are_drawn_all_the_same() {
    let picture = drawn(&draft(vec![
        step("a"),
        step("a"),
        step("bước 1"),
        granted(),
    ]));
    assert_tidy(&picture);
    let ids: Vec<&str> = picture.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(
        ids,
        ["process.begin", "a", "a.again-2", "b__c_1", "granted"]
    );
}

/// Whatever somebody writes, sound or not: nothing lies over anything, and it is drawn the same.
#[test]
fn random_drafts_are_drawn_tidily() {
    let mut runner = TestRunner::deterministic();
    let strategy = shapes();
    for _ in 0..300 {
        let draft = named(&strategy.new_tree(&mut runner).unwrap().current());
        let picture = drawn(&draft);
        assert_tidy(&picture);
        assert_eq!(picture, drawn(&draft));
    }
}
