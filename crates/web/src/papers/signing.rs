//! Who signs a paper, and in which capacity.

use documents::Signature;
use domain::people::delegation::SignedAs;

/// The signature of whoever signed: with the power to sign where it was delegated.
///
/// Accounts know no posts: of a leader who signs in their own right only that is said.
pub(super) fn signature(signed: Option<&SignedAs>, name: &str) -> Signature {
    let (power, post) =
        signed.map_or_else(|| (None, "LÃNH ĐẠO CƠ QUAN".to_owned()), SignedAs::lines);
    Signature {
        on_behalf: power.into_iter().collect(),
        post,
        name: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::people::delegation::{Capacity, SignedAs};
    use jiff::civil::date;
    use uuid::Uuid;

    use super::signature;

    #[test]
    fn a_deputy_signs_for_the_chair() {
        let signed = SignedAs {
            delegation: Uuid::nil(),
            capacity: Capacity::ForHead,
            for_post: "Chủ tịch".to_owned(),
            post: "Phó Chủ tịch".to_owned(),
            number: "12/QĐ-UBND".to_owned(),
            dated_on: date(2026, 1, 5),
        };
        let shown = signature(Some(&signed), "Lò Văn Ký");
        assert_eq!(shown.on_behalf, ["KT. CHỦ TỊCH"]);
        assert_eq!(shown.post, "PHÓ CHỦ TỊCH");
        assert_eq!(signature(None, "Lò Văn Ký").post, "LÃNH ĐẠO CƠ QUAN");
    }
}
