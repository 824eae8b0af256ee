//! Which agency is competent for a child: a place that somebody wrote, found in the organisation.

use jiff::civil::Date;

use crate::bundle::kind::{BundleKind, ChildKind, Responsible, SettledBy};
use crate::people::agency::{Agency, AgencyId, AgencyKind, Level, Organisation};
use crate::procedure::declaration::{Answers, DeclarationForm, FieldKind, FormField};
use crate::rulebook::Rulebook;
use crate::vietnamese::{capitalised, fold};

/// What stands before the name of the place in the name of its committee.
const COMMITTEE: &str = "Ủy ban nhân dân ";

/// The words that people leave out before the name of a commune.
const PREFIXES: [&str; 4] = ["xa ", "phuong ", "thi tran ", "dac khu "];

/// The communes (xã, phường) of a day, as people write them, in the order of their keys.
pub fn communes(organisation: &Organisation, day: Date) -> impl Iterator<Item = &Agency> {
    let is_commune = move |agency: &&Agency| {
        agency.level == Level::Commune
            && agency.kind == AgencyKind::PeopleCommittee
            && agency.is_valid_on(day)
    };
    organisation.all().filter(is_commune)
}

/// The place of a commune's committee: `Xã Bum Nưa`.
pub fn place_name(commune: &Agency) -> String {
    let name = commune.name.strip_prefix(COMMITTEE);
    capitalised(name.unwrap_or(&commune.name))
}

/// The commune that somebody meant: by its code, its name, or its name without `xã`; none when
/// there is no such commune that day, or more than one.
pub fn commune_called<'a>(
    organisation: &'a Organisation,
    said: &str,
    day: Date,
) -> Option<&'a Agency> {
    let said = said.split(',').next().unwrap_or_default().trim();
    let exactly = |commune: &&Agency| {
        commune.code == said || place_name(commune).to_lowercase() == said.to_lowercase()
    };
    let folded = short(said);
    let about = |commune: &&Agency| !folded.is_empty() && short(&place_name(commune)) == folded;
    let exact = only(communes(organisation, day).filter(exactly));
    exact.or_else(|| only(communes(organisation, day).filter(about)))
}

fn only<'a>(mut found: impl Iterator<Item = &'a Agency>) -> Option<&'a Agency> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn short(name: &str) -> String {
    let name = fold(name);
    let name = name.strip_prefix("uy ban nhan dan ").unwrap_or(&name);
    let prefix = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
    prefix.unwrap_or(name).trim().to_owned()
}

/// The name of the agency that is competent at this place: `Công an xã Bum Nưa`.
pub fn agency_name(agency: Responsible, place: &str) -> String {
    let mut letters = place.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let place: String = first.chain(letters).collect();
    match agency {
        Responsible::Commune => format!("{COMMITTEE}{place}"),
        Responsible::CommunePolice => format!("Công an {place}"),
        Responsible::SocialInsurance => format!("Bảo hiểm xã hội phụ trách {place}"),
    }
}

impl ChildKind {
    /// The commune on whose territory the child is settled by these answers.
    pub fn commune<'a>(
        &self,
        organisation: &'a Organisation,
        parent: &Answers,
        day: Date,
    ) -> Option<&'a Agency> {
        commune_called(organisation, self.place_for(parent)?, day)
    }

    /// The desk of that commune that receives the child, where it is a dossier of ours.
    pub fn desk(&self, rules: &Rulebook, parent: &Answers, day: Date) -> Option<AgencyId> {
        let commune = self.commune(&rules.organisation, parent, day)?;
        let code = self.procedure.as_ref()?;
        let below = rules.organisation.children_on(&commune.id, day);
        let mut desks = below.filter(|desk| desk.kind.is_desk());
        let receives = |desk: &&Agency| rules.competent_for(code, &desk.id, day).is_ok();
        desks.find(receives).map(|desk| desk.id.clone())
    }
}

impl BundleKind {
    /// The desk at which the whole is looked after: that of its first child of ours.
    pub fn desk(&self, rules: &Rulebook, parent: &Answers, day: Date) -> Option<AgencyId> {
        let mut ours = self.children.iter();
        let first = ours.find(|child| child.settled_by == SettledBy::Ours)?;
        first.desk(rules, parent, day)
    }

    /// The common declaration, with the communes to choose from wherever it asks for one.
    pub fn form_with_communes(
        &self,
        form: &DeclarationForm,
        organisation: &Organisation,
        day: Date,
    ) -> DeclarationForm {
        let mut names: Vec<String> = communes(organisation, day).map(place_name).collect();
        names.sort_by_key(|name| crate::vietnamese::collation_key(name));
        let says_where = |field: &FormField| {
            let mut children = self.children.iter();
            children.any(|child| child.place.field == field.key)
        };
        let chosen = |field: &FormField| FormField {
            kind: if says_where(field) {
                FieldKind::Choice(names.clone())
            } else {
                field.kind.clone()
            },
            ..field.clone()
        };
        DeclarationForm {
            fields: form.fields.iter().map(chosen).collect(),
            ..form.clone()
        }
    }
}
