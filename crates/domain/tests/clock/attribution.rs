//! Every working minute belongs to exactly one holder.

use domain::calendar::clock::attribution::{Hand, HolderKind, NotAttributed, attribute};
use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases::{at, our_calendar};
use crate::random::{any_moment, any_world, cases};

/// Hands in their order, and the end: what lies between is up to a week each time.
fn any_way() -> impl Strategy<Value = (Vec<Hand>, DateTime)> {
    let step = (select(HolderKind::ALL.to_vec()), 0..7 * 24 * 3600_i64);
    (any_moment(), prop::collection::vec(step, 1..12)).prop_map(|(begin, steps)| {
        let mut from = begin;
        let mut hands = Vec::new();
        for (holder, seconds) in steps {
            hands.push(Hand { from, holder });
            from += seconds.seconds();
        }
        (hands, from)
    })
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_shares_add_up_to_the_elapsed_working_time(
        world in any_world(),
        (hands, end) in any_way(),
    ) {
        let calendar = world.calendar();
        let told = attribute(&calendar, &hands, end).unwrap();
        prop_assert_eq!(told.shares.values().sum::<u32>(), told.elapsed);
        let whole = world.open_between(hands[0].from, end);
        prop_assert_eq!(usize::try_from(told.elapsed).unwrap(), whole);
        for holder in HolderKind::ALL {
            let mut counted = 0;
            for (place, hand) in hands.iter().enumerate() {
                let until = hands.get(place + 1).map_or(end, |next| next.from);
                if hand.holder == holder {
                    counted += world.open_between(hand.from, until);
                }
            }
            let share = told.shares.get(&holder).copied().unwrap_or_default();
            prop_assert_eq!(usize::try_from(share).unwrap(), counted);
        }
    }
}

#[test]
fn a_week_of_a_dossier_is_divided() {
    let hand = |from, holder| Hand {
        from: at(from),
        holder,
    };
    let hands = [
        hand("2024-03-04T09:00", HolderKind::Desk),
        hand("2024-03-04T10:30", HolderKind::ExaminingUnit),
        hand("2024-03-05T08:00", HolderKind::Citizen),
        hand("2024-03-06T13:30", HolderKind::ExaminingUnit),
        hand("2024-03-06T16:00", HolderKind::Signer),
        hand("2024-03-06T18:00", HolderKind::Desk),
    ];
    let told = attribute(&our_calendar(), &hands, at("2024-03-07T08:00")).unwrap();
    let shares: Vec<(HolderKind, u32)> = told.shares.into_iter().collect();
    assert_eq!(
        shares,
        [
            // 09:00 to 10:30, and 07:30 to 08:00.
            (HolderKind::Desk, 120),
            // 10:30 to 11:30, 13:00 to 17:00, 07:30 to 08:00; then 13:30 to 16:00.
            (HolderKind::ExaminingUnit, 330 + 150),
            (HolderKind::Signer, 60),
            // 08:00 to 17:00 without noon, then 07:30 to 13:30 without noon.
            (HolderKind::Citizen, 450 + 270),
        ]
    );
    assert_eq!(told.elapsed, 120 + 480 + 60 + 720);
}

#[test]
fn time_that_runs_backwards_is_not_attributed() {
    let hands = [
        Hand {
            from: at("2024-03-04T09:00"),
            holder: HolderKind::Desk,
        },
        Hand {
            from: at("2024-03-04T08:59"),
            holder: HolderKind::Signer,
        },
    ];
    let calendar = our_calendar();
    let refused = attribute(&calendar, &hands, at("2024-03-07T08:00"));
    let out_of_order = at("2024-03-04T08:59");
    assert_eq!(refused, Err(NotAttributed::OutOfOrder { at: out_of_order }));
    let refused = attribute(&calendar, &hands[..1], at("2031-03-07T08:00"));
    assert!(matches!(refused, Err(NotAttributed::YearMissing(_))));
    assert_eq!(attribute(&calendar, &[], out_of_order).unwrap().elapsed, 0);
}
