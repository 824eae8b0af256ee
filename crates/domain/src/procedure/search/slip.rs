//! Slips of the finger: one letter more, less or other, or two neighbours swapped.

/// Whether one slip makes one word of the other.
pub(super) fn is_one_slip_apart(one: &str, other: &str) -> bool {
    let (short, long) = rests(one.as_bytes(), other.as_bytes());
    match long.len() - short.len() {
        0 => short.get(1..) == long.get(1..) || is_swapped(short, long),
        1 => short == &long[1..],
        _ => false,
    }
}

/// Whether two neighbours changed places, and nothing else: all that a short word may bear.
pub(super) fn are_neighbours_swapped(one: &str, other: &str) -> bool {
    let (short, long) = rests(one.as_bytes(), other.as_bytes());
    is_swapped(short, long)
}

/// Both without their common beginning, the shorter first.
fn rests<'a>(one: &'a [u8], other: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    (&short[same..], &long[same..])
}

/// Whether only the first two letters changed places.
fn is_swapped(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([a, b, rest @ ..], [c, d, end @ ..]) => a == d && b == c && rest == end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{are_neighbours_swapped, is_one_slip_apart};

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        assert!(is_one_slip_apart("khai", "khia"));
        assert!(is_one_slip_apart("sinh", "sin"));
        assert!(is_one_slip_apart("sinh", "sihnh"));
        assert!(is_one_slip_apart("hon", "hom"));
        assert!(!is_one_slip_apart("khai", "kai x"));
        assert!(!is_one_slip_apart("sinh", "tinhs"));
    }

    #[test]
    fn a_short_word_bears_a_swap_only() {
        assert!(are_neighbours_swapped("hno", "hon"));
        assert!(!are_neighbours_swapped("hom", "hon"));
        assert!(!are_neighbours_swapped("ho", "hon"));
        assert!(!are_neighbours_swapped("hon", "hon"));
    }
}
