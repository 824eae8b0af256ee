//! Outside systems that nobody reached in one round: they are passed over until the next one, so
//! that whoever is away keeps no other waiting.

use std::collections::BTreeSet;

use domain::bundle::kind::{ChildKind, SettledBy};

use super::Went;
use super::client::NotTaken;

/// Who was not reached in this round.
#[derive(Default)]
pub(super) struct Away(BTreeSet<String>);

impl Away {
    /// Whether the outside system that settles this child was not reached before.
    pub(super) fn is_away(&self, child: &ChildKind) -> bool {
        partner_of(child).is_some_and(|name| self.0.contains(name))
    }

    /// Keeps in mind whom a try did not reach, and hands on how it went.
    pub(super) fn heard(&mut self, child: &ChildKind, went: Went) -> Went {
        if let (Some(name), Err(why)) = (partner_of(child), went)
            && why == NotTaken::Unreachable.word()
        {
            self.0.insert(name.to_owned());
        }
        went
    }
}

fn partner_of(child: &ChildKind) -> Option<&str> {
    match &child.settled_by {
        SettledBy::Partner(name) => Some(name),
        SettledBy::Ours => None,
    }
}

#[cfg(test)]
mod tests {
    use integrations::built_in;
    use store::MessageEnd;

    use super::*;

    #[test]
    fn whoever_is_away_is_passed_over_and_nobody_else_is() {
        let kind = built_in::bundle_kind("birth").expect("a kind");
        let child = |key: &str| {
            let key = key.parse().expect("a sound key");
            kind.child(&key).expect("a child")
        };
        let (own, police, insurance) = (child("khai-sinh"), child("thuong-tru"), child("the-bhyt"));
        let mut away = Away::default();
        // Who says no is there.
        assert_eq!(away.heard(insurance, Err("refused")), Err("refused"));
        assert_eq!(
            away.heard(police, Ok(MessageEnd::Done)),
            Ok(MessageEnd::Done)
        );
        assert!(!away.is_away(police) && !away.is_away(insurance));
        let unreached = Err(NotTaken::Unreachable.word());
        assert_eq!(away.heard(police, unreached), unreached);
        assert!(away.is_away(police));
        assert!(!away.is_away(insurance) && !away.is_away(own));
    }
}
