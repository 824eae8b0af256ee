//! In which capacity a paper was signed, and why a dossier went where it went.

use domain::dossier::routed::RoutedBy;
use domain::people::delegation::SignedAs;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// In which capacity a paper was signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignedAsShown {
    /// `for_head` (KT.), `by_order` (TL.), `by_authority` (TUQ.) or `acting` (Q.).
    pub capacity: &'static str,
    /// The post for which was signed.
    pub for_post: String,
    /// The signer's own post.
    pub post: String,
    /// Number of the paper that it rests on.
    pub paper_number: String,
    /// Date of that paper.
    pub paper_dated_on: String,
}

impl From<&SignedAs> for SignedAsShown {
    fn from(signed: &SignedAs) -> Self {
        Self {
            capacity: signed.capacity.name(),
            for_post: signed.for_post.clone(),
            post: signed.post.clone(),
            paper_number: signed.number.clone(),
            paper_dated_on: signed.dated_on.to_string(),
        }
    }
}

/// Why a dossier went to somebody, or to the unit's list, without anybody choosing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutedByShown {
    /// `rule`, `stand_in` or `nobody_there`.
    pub why: &'static str,
    /// The rule, when it went by one.
    pub rule: Option<Uuid>,
    /// How the rule chooses: `round_robin` or `least_load`.
    pub way: Option<&'static str>,
    /// Who is away or not there any more.
    pub absent: Option<Uuid>,
}

impl From<&RoutedBy> for RoutedByShown {
    fn from(by: &RoutedBy) -> Self {
        match by {
            RoutedBy::Rule { rule, way } => Self {
                why: "rule",
                rule: Some(*rule),
                way: Some(way.name()),
                absent: None,
            },
            RoutedBy::StandIn { absent } => Self {
                why: "stand_in",
                rule: None,
                way: None,
                absent: Some(absent.0),
            },
            RoutedBy::NobodyThere { absent } => Self {
                why: "nobody_there",
                rule: None,
                way: None,
                absent: Some(absent.0),
            },
        }
    }
}
