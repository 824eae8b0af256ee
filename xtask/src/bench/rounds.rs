//! Rounds: everything is measured several times, and the round in the middle counts.

use anyhow::{Context, Result};

use super::drive::Driven;
use super::report::Figure;

/// The share of the cores above which somebody else is at work.
pub const OTHERS_MAX: f64 = 0.1;

/// How often a round is taken again while others are at work.
const ATTEMPTS: u16 = 4;

/// Run a loop as often as was wished, and hand back the run with the middle rate; wrong answers of
/// every run count.
pub fn middle(runs: u8, one: impl Fn(u8) -> Result<Driven>) -> Result<Driven> {
    let mut all = (0..runs).map(one).collect::<Result<Vec<_>>>()?;
    let wrong = all.iter().map(|driven| driven.wrong).sum();
    let first_wrong = all.iter_mut().find_map(|driven| driven.first_wrong.take());
    all.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    let driven = in_the_middle(all).context("nothing was run")?;
    Ok(Driven {
        wrong,
        first_wrong,
        ..driven
    })
}

/// A workload and its floor by turns, so that a slow minute of the machine slows both: the round
/// with the middle ratio counts, and wrong answers of every round. A round beside others is taken
/// again, and counts only where quiet ones stayed too few.
pub fn in_turns(
    runs: u8,
    work: impl Fn() -> Result<Figure>,
    floor: impl Fn() -> Result<Figure>,
) -> Result<(Figure, Figure)> {
    let mut rounds = Vec::new();
    for _ in 0..u16::from(runs) * ATTEMPTS {
        rounds.push((work()?, floor()?));
        if rounds.iter().filter(|(work, _)| is_quiet(work)).count() >= usize::from(runs) {
            break;
        }
    }
    let works = sum_of_wrong(rounds.iter_mut().map(|(work, _)| work));
    let floors = sum_of_wrong(rounds.iter_mut().map(|(_, floor)| floor));
    let ratio = |(work, floor): &(Figure, Figure)| work.rate / floor.rate;
    rounds.sort_by_key(|(work, _)| !is_quiet(work));
    rounds.truncate(usize::from(runs));
    rounds.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    let (mut work, mut floor) = in_the_middle(rounds).context("nothing was run")?;
    (work.wrong, work.first_wrong) = works;
    (floor.wrong, floor.first_wrong) = floors;
    Ok((work, floor))
}

/// Whether others left the machine to us, as far as that is known.
fn is_quiet(figure: &Figure) -> bool {
    figure.others.is_none_or(|others| others <= OTHERS_MAX)
}

/// How many answers were wrong, and the first of them.
fn sum_of_wrong<'a>(figures: impl Iterator<Item = &'a mut Figure>) -> (u64, Option<String>) {
    figures.fold((0, None), |(wrong, first), figure| {
        (wrong + figure.wrong, first.or(figure.first_wrong.take()))
    })
}

/// The one in the middle of a sorted list, the lower of two.
fn in_the_middle<T>(sorted: Vec<T>) -> Option<T> {
    let middle = (sorted.len().max(1) - 1) / 2;
    sorted.into_iter().nth(middle)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn figure(rate: f64, wrong: u64) -> Figure {
        let told = (wrong > 0).then(|| format!("{wrong} wrong"));
        Figure {
            wrong,
            first_wrong: told,
            ..Figure::of_floor("a", rate, 1.0, 2.0)
        }
    }

    #[test]
    fn the_round_with_the_middle_ratio_counts_and_wrong_answers_of_all() {
        let (works, floors) = ([50.0, 10.0, 30.0], [100.0, 100.0, 40.0]);
        let (work, floor) = (Cell::new(0), Cell::new(0));
        let (of_work, of_floor) = in_turns(
            3,
            || {
                let at = work.replace(work.get() + 1);
                Ok(figure(works[at], u64::from(at == 2)))
            },
            || {
                assert_eq!(
                    floor.get() + 1,
                    work.get(),
                    "the floor comes after its work"
                );
                Ok(figure(floors[floor.replace(work.get())], 0))
            },
        )
        .expect("three rounds");
        assert!((of_work.rate - 50.0).abs() < 1e-9 && (of_floor.rate - 100.0).abs() < 1e-9);
        assert_eq!(
            (of_work.wrong, of_work.first_wrong.as_deref()),
            (1, Some("1 wrong"))
        );
        assert_eq!((of_floor.wrong, of_floor.first_wrong), (0, None));
    }

    #[test]
    fn a_round_beside_others_is_taken_again() {
        let nth = Cell::new(0);
        let beside = |rate: f64, others: f64| Figure {
            others: Some(others),
            ..figure(rate, 0)
        };
        let (work, _) = in_turns(
            1,
            || {
                let at = nth.replace(nth.get() + 1);
                Ok(if at == 0 {
                    beside(10.0, 0.3)
                } else {
                    beside(90.0, 0.0)
                })
            },
            || Ok(figure(100.0, 0)),
        )
        .expect("the second is quiet");
        assert!((work.rate - 90.0).abs() < 1e-9 && nth.get() == 2);
        let always = in_turns(1, || Ok(beside(10.0, 0.3)), || Ok(figure(100.0, 0)));
        let (work, _) = always.expect("a loud round is better than none");
        assert!((work.rate - 10.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_run_is_no_figure() {
        assert!(in_turns(0, || Ok(figure(1.0, 0)), || Ok(figure(1.0, 0))).is_err());
    }
}
