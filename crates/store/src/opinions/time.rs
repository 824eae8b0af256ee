//! What time claims of opinions: found by the moment at which it does, decided on each dossier as it
//! stands, and given as the program's own commands. Twice is harmless: the rules refuse the second.

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::people::Actor;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::keys::fresh_id;
use crate::record::micros;
use crate::rows::opinion;
use crate::write::DossierWrite;

/// Opinions that are looked at together.
const PAGE: u64 = 100;

/// Where the next page begins: moment, dossier and number of the last one.
type Place = (i64, Uuid, i64);

impl Store {
    /// Puts silence before the heads of units, and records it where they were silent too. Answers
    /// how many commands were carried out here.
    pub async fn claim_opinions(&self, now: Now) -> Result<u64, Fault> {
        let mut carried_out = 0;
        let mut after = None;
        loop {
            let rows = due(now, after).limit(PAGE).all(self.reader()).await;
            let rows = rows.doing("looking who is silent")?;
            let Some(last) = rows.last() else {
                return Ok(carried_out);
            };
            after = last
                .claim_at
                .map(|claim_at| (claim_at, last.dossier, last.number));
            let mut codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
            codes.dedup();
            for code in codes {
                let damaged = || Fault::damaged(format!("opinion of {code}"));
                let code: DossierCode = code.parse().map_err(|_| damaged())?;
                carried_out += self.claim_opinions_of(&code, now).await?;
            }
        }
    }

    /// What time claims of the opinions of one dossier.
    async fn claim_opinions_of(&self, code: &DossierCode, now: Now) -> Result<u64, Fault> {
        let Some(loaded) = self.find(code).await? else {
            return Ok(0);
        };
        let mut carried_out = 0;
        for command in loaded.dossier.claims_on_opinions(now) {
            let write = DossierWrite {
                once: None,
                actor: Actor::System,
                now,
                code: Some(code.clone()),
                seen: None,
                id: fresh_id(),
                command,
            };
            // Somebody answered meanwhile, or another server was first.
            carried_out += u64::from(self.carry_out(write).await?.is_ok());
        }
        Ok(carried_out)
    }
}

/// Of which time claims something up to now, behind a place.
pub(crate) fn due(now: Now, after: Option<Place>) -> Select<opinion::Entity> {
    use opinion::Column as C;
    opinion::Entity::find()
        .filter(C::ClaimAt.lt(micros(now)))
        .apply_if(after, |query, (at, dossier, number)| {
            let place = Expr::tuple([
                C::ClaimAt.into_expr(),
                C::Dossier.into_expr(),
                C::Number.into_expr(),
            ]);
            let after = Expr::tuple([Expr::value(at), Expr::value(dossier), Expr::value(number)]);
            query.filter(place.gt(after))
        })
        .order_by_asc(C::ClaimAt)
        .order_by_asc(C::Dossier)
        .order_by_asc(C::Number)
}
