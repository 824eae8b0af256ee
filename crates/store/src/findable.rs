//! By what a dossier is found: keyed hashes of the applicant's identity, phone and name.
//!
//! Of a name the words are kept, and each two that stand side by side, once for every agency whose
//! officials may look for it: so the newest of an agency's many Nguyễn Văn are one run of the key.

use std::collections::BTreeSet;

use domain::dossier::Dossier;
use domain::people::Applicant;
use domain::people::agency::{AgencyId, AgencyKind, Organisation};
use domain::vietnamese;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::keys::Keys;
use crate::rows::lookup;

/// Words of a name that count; people have fewer, organisations may have more.
const WORDS_MAX: usize = 12;

/// Rows that one statement writes.
const ROWS_MAX: usize = 2_000;

/// The agencies whose officials find a dossier by its applicant's name: that of the desk, and the
/// competent one with all its units.
pub(crate) fn places(organisation: &Organisation, dossier: &Dossier) -> BTreeSet<String> {
    [&dossier.desk, &dossier.competent]
        .into_iter()
        .map(|unit| place(organisation, unit))
        .collect()
}

/// The agency to which a unit or desk belongs: the highest one below the province's own, or that
/// one for its own divisions. By its code, which stays when the agency is renewed.
pub(crate) fn place(organisation: &Organisation, unit: &AgencyId) -> String {
    use AgencyKind::{Division, Office};
    let mut home = organisation.find(unit);
    for above in organisation.ancestors(unit) {
        let is_part = home.is_some_and(|agency| matches!(agency.kind, Division | Office));
        if above.parent.is_none() && !is_part {
            break;
        }
        home = Some(above);
    }
    home.map_or_else(|| unit.code(), |agency| agency.code.as_str())
        .to_owned()
}

/// The words of a name as they are kept and looked for: no tones, no hats, lower case.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vietnamese::words(name);
    words.truncate(WORDS_MAX);
    words
}

/// Each two words that stand side by side.
pub(crate) fn pairs(words: &[String]) -> Vec<String> {
    words.windows(2).map(|pair| pair.join(" ")).collect()
}

/// The hash under which a place finds a word or a pair of words of a name.
pub(crate) fn name_hash(keys: &Keys, place: &str, words: &str) -> Vec<u8> {
    keys.lookup_hash("name", &format!("{place}\n{words}"))
}

/// The rows that let a dossier be found.
pub(crate) fn rows(
    keys: &Keys,
    dossier: Uuid,
    applicant: &Applicant,
    places: &BTreeSet<String>,
) -> Vec<lookup::ActiveModel> {
    let mut hashes: BTreeSet<Vec<u8>> = numbers(applicant)
        .into_iter()
        .map(|(kind, value)| keys.lookup_hash(kind, &value))
        .collect();
    let words = words(&applicant.name);
    let pairs = pairs(&words);
    for place in places {
        let of_name = words.iter().chain(&pairs);
        hashes.extend(of_name.map(|words| name_hash(keys, place, words)));
    }
    hashes
        .into_iter()
        .map(|hash| lookup::Model { hash, dossier }.into_active_model())
        .collect()
}

/// Identity, phone, and the phone's last four digits: found everywhere, as they are rare.
fn numbers(applicant: &Applicant) -> Vec<(&'static str, String)> {
    let mut values = Vec::with_capacity(3);
    if let Some(identity) = &applicant.identity {
        values.push(("identity", identity.clone()));
    }
    if let Some(phone) = &applicant.phone {
        values.push(("phone", phone.clone()));
        let last: Vec<char> = phone.chars().rev().take(4).collect();
        values.push(("phone_end", last.into_iter().rev().collect()));
    }
    values
}

/// Lets dossiers be found by these rows.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    rows: &[lookup::ActiveModel],
) -> Result<(), Fault> {
    let key = [lookup::Column::Hash, lookup::Column::Dossier];
    for some in rows.chunks(ROWS_MAX) {
        lookup::Entity::insert_many(some.iter().cloned())
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(conn)
            .await
            .doing("writing look-up hashes")?;
    }
    Ok(())
}

/// Forgets how dossiers were found, before they are made findable anew or erased.
pub(crate) async fn forget(conn: &impl ConnectionTrait, dossiers: &[Uuid]) -> Result<(), Fault> {
    lookup::Entity::delete_many()
        .filter(lookup::Column::Dossier.is_in(dossiers.iter().copied()))
        .exec(conn)
        .await
        .doing("forgetting look-up hashes")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::people::agency::{Agency, Level};
    use jiff::civil::{Date, date};

    use super::*;

    const FROM: Date = date(2025, 7, 1);

    fn agency(code: &str, kind: AgencyKind, parent: Option<&str>) -> Agency {
        Agency {
            id: AgencyId::new(code, FROM),
            code: code.to_owned(),
            name: code.to_owned(),
            level: Level::Province,
            kind,
            parent: parent.map(|code| AgencyId::new(code, FROM)),
            valid_from: FROM,
            valid_to: None,
            agency_code: None,
            agency_code_invented: true,
            source: String::new(),
            certainty: String::new(),
            note: String::new(),
        }
    }

    #[test]
    fn units_look_where_their_agency_looks() {
        use AgencyKind::{Department, Division, Office, PeopleCommittee, ServiceCentre};
        let agencies = vec![
            agency("12", PeopleCommittee, None),
            agency("12-VP", Office, Some("12")),
            agency("12-TT", ServiceCentre, Some("12")),
            agency("SNV", Department, Some("12")),
            agency("SNV-TCCC", Division, Some("SNV")),
            agency("03388", PeopleCommittee, Some("12")),
            agency("03388-TT", ServiceCentre, Some("03388")),
            agency("03388-KT", Division, Some("03388")),
        ];
        let organisation = Organisation::new(agencies, Vec::new());
        let home = |code: &str| place(&organisation, &AgencyId::new(code, FROM));
        for (unit, agency) in [
            ("12", "12"),
            ("12-VP", "12"),
            ("12-TT", "12-TT"),
            ("SNV", "SNV"),
            ("SNV-TCCC", "SNV"),
            ("03388", "03388"),
            ("03388-TT", "03388"),
            ("03388-KT", "03388"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(home(unit), agency, "{unit}");
        }
    }

    #[test]
    fn a_name_of_three_words_is_five_tokens() {
        let words = words("NGUYỄN  Văn Hoà");
        assert_eq!(words, ["nguyen", "van", "hoa"]);
        assert_eq!(pairs(&words), ["nguyen van", "van hoa"]);
        assert!(pairs(&words[..1]).is_empty());
    }
}
