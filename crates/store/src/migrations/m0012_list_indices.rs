//! Indices for the lists that screens show: each page is one run of an index or a few, however much
//! a unit has.
//!
//! First comes whose list it is and whether it is open, then the stage where stages are asked for,
//! then the order of the list with the dossier, so that the next page goes straight to its place.
//! Behind these stands what a list passes over: it is passed over inside the index, and no row is
//! read for it.
//!
//! | Index | Screens |
//! |---|---|
//! | unit by start | inbox: everything that can be worked on, one procedure |
//! | unit at stage by start | inbox: one stage, not taken, paused, waiting for a number |
//! | unit at stage by due | inbox: due soon, overdue; desk: today, results; leader: to decide |
//! | desk by due | desk: everything, one procedure, what it receives most |
//! | desk at stage by due | desk: one stage, due soon, overdue, waiting for the applicant |
//! | competent by due | leader: everything, one procedure; inbox: what another unit holds |
//! | competent at stage by due | leader: the morning's figures, overdue, due soon, not taken |
//! | officer by start | what an official has to do, or hands on before an absence |
//!
//! `listing_by_unit_open_due_at_dossier` stays for the API, which lists a unit by its deadlines
//! whatever the stage. Three older indices are beginnings of new ones, and go. An intake writes
//! three entries more than before: nobody holds what was just received, so it has none by officer.

use sea_orm_migration::prelude::{
    Alias, ConditionalStatement as _, DbErr, DeriveMigrationName, Expr, ExprTrait as _, Index,
    IndexCreateStatement, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::key;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Names of their own: made of all their columns, they would be longer than PostgreSQL takes.
const NEW: [(&str, &[&str]); 7] = [
    (
        "listing_of_unit_by_start",
        &["unit", "open", "start_by", "dossier", "stage", "procedure"],
    ),
    (
        "listing_of_unit_at_stage_by_start",
        &[
            "unit",
            "open",
            "stage",
            "start_by",
            "dossier",
            "procedure",
            "officer",
        ],
    ),
    (
        "listing_of_unit_at_stage_by_due",
        &["unit", "open", "stage", "due_at", "dossier", "procedure"],
    ),
    (
        "listing_of_desk_by_due",
        &["desk", "open", "due_at", "dossier", "procedure"],
    ),
    (
        "listing_of_desk_at_stage_by_due",
        &["desk", "open", "stage", "due_at", "dossier", "procedure"],
    ),
    (
        "listing_of_competent_by_due",
        &[
            "competent",
            "open",
            "due_at",
            "dossier",
            "unit",
            "stage",
            "procedure",
        ],
    ),
    (
        "listing_of_competent_at_stage_by_due",
        &[
            "competent",
            "open",
            "stage",
            "due_at",
            "dossier",
            "procedure",
            "officer",
        ],
    ),
];

/// Beginnings of new ones.
const OLD: [&str; 3] = [
    "listing_by_unit_open_start_by_dossier",
    "listing_by_desk_open_due_at_dossier",
    "listing_by_competent_open_due_at_dossier",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in OLD {
            let old = Index::drop()
                .name(name)
                .table(Alias::new("listing"))
                .to_owned();
            manager.drop_index(old).await?;
        }
        for (name, columns) in NEW {
            manager.create_index(of_listing(name, columns)).await?;
        }
        // What nobody holds is found by its stage.
        let columns = ["officer", "start_by", "dossier"];
        let by_officer = of_listing("listing_of_officer_by_start", &columns)
            .and_where(Expr::col(Alias::new("officer")).is_not_null())
            .to_owned();
        manager.create_index(by_officer).await
    }
}

fn of_listing(name: &str, columns: &[&str]) -> IndexCreateStatement {
    key(columns)
        .name(name)
        .table(Alias::new("listing"))
        .to_owned()
}
