//! How much room blocks need at each side of their middle, before anything is placed.

use crate::process::draft::{Block, all_blocks};
use crate::process::naming::Naming;
use crate::process::picture::Shape;
use crate::process::picture::place::{
    BELOW_HALF, BESIDE_HALF, BOX_WIDTH, EMPTY_HALF, SIDE, to_u32,
};
use crate::process::picture::split::{Arm, Inside, Split, split_of};

/// The widest of these blocks.
pub(super) fn half_of(names: &Naming, body: &[Block]) -> u32 {
    let halves = body.iter().map(|block| half(names, block));
    halves.max().unwrap_or(0).max(EMPTY_HALF)
}

fn half(names: &Naming, block: &Block) -> u32 {
    match block {
        Block::Step(_) | Block::Consult(_) => BOX_WIDTH / 2,
        Block::Again(_) | Block::End(_) => BELOW_HALF,
        Block::Loop(around) => half_of(names, &around.body) + SIDE,
        Block::Choice(_) | Block::Parallel(_) | Block::Wait(_) => {
            split_of(names, block).map_or(EMPTY_HALF, |split| half_of_split(names, &split))
        }
    }
}

/// All ways beside each other.
pub(super) fn half_of_split(names: &Naming, split: &Split<'_>) -> u32 {
    let arms = split.arms.iter().map(|arm| half_of_arm(names, arm));
    let half = arms.sum::<u32>().max(BESIDE_HALF);
    if split.meet == Shape::FirstThrough {
        return half.max(half_below(split)) + SIDE;
    }
    half
}

/// What may leave a frame stands beside each other below it.
fn half_below(split: &Split<'_>) -> u32 {
    let bodies = split.arms.iter().filter_map(|arm| match &arm.inside {
        Inside::Body(body) => Some(all_blocks(body)),
        Inside::Asked(_) => None,
    });
    let leaving = bodies.flatten().filter(|(_, block)| match block {
        Block::End(_) | Block::Again(_) => true,
        Block::Step(_)
        | Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Consult(_)
        | Block::Wait(_) => false,
    });
    to_u32(leaving.count()) * BESIDE_HALF + EMPTY_HALF
}

/// Half of a way, with free room at its side.
pub(super) fn half_of_arm(names: &Naming, arm: &Arm<'_>) -> u32 {
    let event = if arm.event.is_some() { BESIDE_HALF } else { 0 };
    let inside = match &arm.inside {
        Inside::Body(body) => half_of(names, body),
        Inside::Asked(split) => half_of_split(names, split),
    };
    inside.max(event) + SIDE
}
