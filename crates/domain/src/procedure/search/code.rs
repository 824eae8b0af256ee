//! Codes in a question: whole, begun, without the dot, with a local suffix.

/// The shortest part of a code that is taken for one.
const BEGUN_MIN: usize = 3;
/// The same for a code without its dot, which might be any number.
const WITHOUT_DOT_MIN: usize = 5;

/// A code in lower case with its dots: people write `1,011441` and `1.011441-H35` too.
pub(super) fn as_written(text: &str) -> String {
    text.to_lowercase().replace([',', '-', '_'], ".")
}

/// Whether this may be a procedure's code, or the beginning of one.
pub(super) fn is_like_a_code(text: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((group, _)) => group.len() == 1 && is_digits(group) && text.len() >= BEGUN_MIN,
        None => is_digits(text) && text.len() >= WITHOUT_DOT_MIN,
    }
}

/// Whether what was asked for leads to the procedure with this code; both in lower case.
pub(super) fn leads_to(asked: &str, own: &str) -> bool {
    if asked.contains('.') {
        return own.starts_with(asked) || is_local(asked, own);
    }
    own.split_once('.').is_some_and(|(group, number)| {
        let after_group = asked.strip_prefix(group);
        number.starts_with(asked) || after_group.is_some_and(|rest| number.starts_with(rest))
    })
}

/// Whether `code` is the national `own`, or that with a local suffix.
pub(super) fn is_or_is_local(code: &str, own: &str) -> bool {
    code == own || is_local(code, own)
}

/// Whether `code` is the national `own` with a local suffix: `1.001193.H35`.
fn is_local(code: &str, own: &str) -> bool {
    let suffix = code.strip_prefix(own);
    suffix.is_some_and(|suffix| suffix.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{is_like_a_code, leads_to};

    #[test]
    fn codes_are_told_from_numbers() {
        for code in ["1.001193", "1.0", "001193", "1001193", "1.001193.h35"] {
            assert!(is_like_a_code(code), "{code}");
        }
        for other in ["khai", "1.", "2025", "01.01.2025", "a.001193", ""] {
            assert!(!is_like_a_code(other), "{other}");
        }
    }

    #[test]
    fn a_code_leads_to_its_procedure_however_it_is_written() {
        for asked in ["1.001193", "1.0011", "001193", "1001193", "1.001193.h35"] {
            assert!(leads_to(asked, "1.001193"), "{asked}");
        }
        assert!(leads_to("1.001193", "1.001193.h35"));
        for asked in ["1.001194", "2.001193", "11.001193", "193001"] {
            assert!(!leads_to(asked, "1.001193"), "{asked}");
        }
    }
}
