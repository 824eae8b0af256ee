//! The name with which an official logs in.

/// Shortest name, in characters. Short enough for initials.
pub const LOGIN_MIN: usize = 2;

/// Longest name, in characters. Fits one line of a list.
pub const LOGIN_MAX: usize = 40;

/// Whether a text can be a name to log in with: small letters without marks, digits, `.`, `-`, `_`.
pub fn is_login(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    (LOGIN_MIN..=LOGIN_MAX).contains(&text.len()) && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_to_log_in_with_is_typed_on_any_keyboard() {
        for good in ["mai", "lo.mai", "quay-2", "a_1"] {
            assert!(is_login(good), "{good}");
        }
        let long = "a".repeat(LOGIN_MAX + 1);
        for bad in ["", "a", "mai 3", "Mai", "lò", long.as_str()] {
            assert!(!is_login(bad), "{bad}");
        }
    }
}
