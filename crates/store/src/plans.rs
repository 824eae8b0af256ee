//! The statements of every page and the columns of every table, for tests that compare them with
//! what the database makes of them.

use domain::dossier::Now;
use domain::dossier::consultation::OpinionStanding;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use sea_orm::{
    EntityTrait, IdenStatic as _, Iterable as _, QuerySelect as _, QueryTrait as _, Statement,
};
use uuid::Uuid;

use crate::alarms::Way;
use crate::campaign::reach::Reach;
use crate::rows::{
    absence, admin_act, alarm, asked_again as again, assignment_rule, assignment_turn,
    assisted_filing, beside, bundle, bundle_event, bundle_kind, bundle_listing, bundle_message,
    campaign, campaign_dossier, delegation, digest, dossier, draft, event, file, follow,
    forwarding, idempotency, invitation, job, lateness as late, listing, lookup, official, opinion,
    pace, payment, personal as personal_row, procedure, rulebook, rulebook_part, running_number,
    session, settlement as settled, tally, token, viewing,
};
use crate::write::Once;
use crate::{
    AgencyPeriod, AlarmFilter, AlarmsOf, Store, alarms, asked_again, assistance, bundles, desk_day,
    digests, dossiers, duties, follows, frequent, jobs, lateness, listings, once, opinions,
    personal, record, routing, search, settlement,
};

impl Store {
    /// Every statement besides lists that pages and acts wait for, with its name.
    #[doc(hidden)]
    pub fn page_statements(
        &self,
        unit: &AgencyId,
        dossier: Uuid,
    ) -> Vec<(&'static str, Statement)> {
        let backend = self.reader().get_database_backend();
        let once = Once {
            scope: "s".to_owned(),
            key: "k".to_owned(),
            digest: [0; 32],
        };
        let epoch = Now(jiff::Timestamp::UNIX_EPOCH);
        let day = epoch.today();
        let twenty = || (0..20).map(Uuid::from_u128);
        let ids: Vec<Uuid> = twenty().collect();
        let many: Vec<Uuid> = (0..400).map(Uuid::from_u128).collect();
        let period = AgencyPeriod {
            agency: unit.clone(),
            from: day,
            to: day,
        };
        let months = settlement::Months {
            first: day,
            last: day,
        };
        let agencies = vec![unit.clone(); 20];
        let told_of = |of| AlarmFilter {
            of,
            days: (day, day),
            kind: None,
        };
        let codes = (1..=20).map(|number| format!("H35-260101-{number:04}"));
        vec![
            (
                "find by code",
                dossiers::by_code("H35-260101-0001").build(backend),
            ),
            ("look-up", dossiers::by_hash(vec![0; 16]).build(backend)),
            (
                "the newest under a hash",
                search::newest(vec![0; 16]).build(backend),
            ),
            (
                "those under a hash",
                search::those_under(vec![0; 16], &ids).build(backend),
            ),
            (
                "those of a common name under a hash",
                search::those_under(vec![0; 16], &many).build(backend),
            ),
            ("list rows found", search::rows_of(&ids).build(backend)),
            ("find by codes", search::with_codes(codes).build(backend)),
            ("history", record::of(dossier).build(backend)),
            (
                "events of a register's page",
                record::of_all(twenty()).build(backend),
            ),
            ("personal rows", personal::of(dossier).build(backend)),
            (
                "what a desk receives",
                frequent::received_at(unit).build(backend),
            ),
            ("counts", listings::counts_of(unit).build(backend)),
            (
                "money of a desk's day",
                desk_day::payments_of(unit, day).build(backend),
            ),
            (
                "what left a desk on a day",
                desk_day::forwardings_of(unit, day).build(backend),
            ),
            (
                "help of a desk's day",
                assistance::count_of(unit, day).build(backend),
            ),
            (
                "what was late in a period",
                lateness::of_period(&period).build(backend),
            ),
            (
                "apologies among those of a page",
                lateness::apologies_among(&ids).build(backend),
            ),
            (
                "further requests of a period",
                asked_again::of_period(&period).build(backend),
            ),
            (
                "what agencies settled in some months",
                settlement::of_months(months).build(backend),
            ),
            (
                "further requests of several agencies",
                asked_again::of_agencies(&agencies, day, day).build(backend),
            ),
            (
                "applicants of a page",
                listings::applicants(twenty()).build(backend),
            ),
            ("heads of a page", listings::heads(twenty()).build(backend)),
            ("idempotency key", once::by_key(&once).build(backend)),
            (
                "session",
                session::Entity::find_by_id(vec![0; 32]).build(backend),
            ),
            ("file", file::Entity::find_by_id(dossier).build(backend)),
            (
                "whether a dossier is followed",
                follows::one(OfficialId(dossier), dossier).build(backend),
            ),
            (
                "what may be nearly due",
                alarms::candidates(Way::ByDue, epoch, epoch, None).build(backend),
            ),
            (
                "what may stand still",
                alarms::candidates(Way::ByLast, epoch, epoch, Some((7, dossier))).build(backend),
            ),
            (
                "the next dossiers of a campaign",
                Reach::sample(unit, dossier).build(backend),
            ),
            ("alarms of a page", alarms::of_all(&ids).build(backend)),
            (
                "what an official is told",
                digests::first_standing(
                    &told_of(AlarmsOf::Officer(OfficialId(dossier))),
                    epoch,
                    20,
                )
                .build(backend),
            ),
            (
                "what an agency is told",
                digests::first_standing(&told_of(AlarmsOf::Agency(unit.clone())), epoch, 20)
                    .build(backend),
            ),
            (
                "how much an agency is told",
                digests::counts_standing(&told_of(AlarmsOf::Agency(unit.clone())), epoch)
                    .build(backend),
            ),
            (
                "whom nobody has told",
                digests::untold(day).limit(20).build(backend),
            ),
            (
                "for whom an official stands in",
                duties::stood_in_by(OfficialId(dossier), day).build(backend),
            ),
            (
                "what was delegated to an official",
                duties::delegated_to(OfficialId(dossier), day).build(backend),
            ),
            (
                "who is away of some",
                duties::away_among(&[OfficialId(dossier)], day).build(backend),
            ),
            (
                "delegations of agencies",
                duties::delegations_of(&agencies).build(backend),
            ),
            (
                "absences of units",
                duties::absences_of(&agencies).build(backend),
            ),
            (
                "assignment rules of units",
                duties::rules_of(&agencies).build(backend),
            ),
            ("turns of a rule", routing::turns_of(dossier).build(backend)),
            (
                "open dossiers of some",
                routing::open_of(&[OfficialId(dossier)]).build(backend),
            ),
            (
                "what a unit is to answer",
                opinions::of_units(
                    std::slice::from_ref(unit),
                    OpinionStanding::Waiting,
                    sea_orm::Order::Asc,
                )
                .limit(20)
                .build(backend),
            ),
            (
                "what a unit answered",
                opinions::of_units(
                    std::slice::from_ref(unit),
                    OpinionStanding::Answered,
                    sea_orm::Order::Desc,
                )
                .limit(20)
                .build(backend),
            ),
            (
                "who is silent",
                opinions::due(epoch, Some((7, dossier, 1)))
                    .limit(20)
                    .build(backend),
            ),
            (
                "how units answer in a period",
                opinions::figures_of(day, day).build(backend),
            ),
            (
                "find a bundle by code",
                bundles::by_code("H35-260101-0001").build(backend),
            ),
            (
                "history of a bundle",
                bundles::events_of(dossier).build(backend),
            ),
            (
                "bundles of a desk",
                bundles::of_desks(std::slice::from_ref(unit))
                    .limit(20)
                    .build(backend),
            ),
            (
                "bundles that ask",
                bundles::asking(std::slice::from_ref(unit))
                    .limit(20)
                    .build(backend),
            ),
            (
                "bundles of which an answer is due",
                bundles::silent(epoch).limit(20).build(backend),
            ),
            (
                "messages of bundles that are due",
                bundles::due(epoch).limit(20).build(backend),
            ),
            (
                "messages of a bundle",
                bundles::messages_of(dossier).build(backend),
            ),
            ("due jobs", jobs::due(epoch).limit(20).build(backend)),
            ("jobs of a dossier", jobs::of(dossier).build(backend)),
        ]
    }

    /// Every table with the columns that this program reads and writes.
    #[doc(hidden)]
    pub fn expected_columns() -> Vec<(String, Vec<String>)> {
        vec![
            columns::<absence::Entity>(),
            columns::<admin_act::Entity>(),
            columns::<alarm::Entity>(),
            columns::<again::Entity>(),
            columns::<assignment_rule::Entity>(),
            columns::<assignment_turn::Entity>(),
            columns::<assisted_filing::Entity>(),
            columns::<beside::Entity>(),
            columns::<bundle::Entity>(),
            columns::<bundle_event::Entity>(),
            columns::<bundle_kind::Entity>(),
            columns::<bundle_listing::Entity>(),
            columns::<bundle_message::Entity>(),
            columns::<campaign::Entity>(),
            columns::<campaign_dossier::Entity>(),
            columns::<delegation::Entity>(),
            columns::<digest::Entity>(),
            columns::<dossier::Entity>(),
            columns::<draft::Entity>(),
            columns::<event::Entity>(),
            columns::<file::Entity>(),
            columns::<follow::Entity>(),
            columns::<forwarding::Entity>(),
            columns::<idempotency::Entity>(),
            columns::<invitation::Entity>(),
            columns::<job::Entity>(),
            columns::<late::Entity>(),
            columns::<listing::Entity>(),
            columns::<lookup::Entity>(),
            columns::<official::Entity>(),
            columns::<opinion::Entity>(),
            columns::<pace::Entity>(),
            columns::<payment::Entity>(),
            columns::<personal_row::Entity>(),
            columns::<procedure::Entity>(),
            columns::<rulebook::Entity>(),
            columns::<rulebook_part::Entity>(),
            columns::<running_number::Entity>(),
            columns::<session::Entity>(),
            columns::<settled::Entity>(),
            columns::<tally::Entity>(),
            columns::<token::Entity>(),
            columns::<viewing::Entity>(),
        ]
    }
}

fn columns<E: EntityTrait>() -> (String, Vec<String>) {
    let columns = E::Column::iter()
        .map(|column| column.as_str().to_owned())
        .collect();
    (E::default().table_name().to_owned(), columns)
}
