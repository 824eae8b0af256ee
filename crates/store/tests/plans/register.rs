//! The register of a period is read from its own place.

use store::{RegisterOf, RegisterPeriod};

use crate::reading::{fill, flaw, leave, planner};
use crate::world::{at, on_each_engine, province};

#[tokio::test]
async fn a_register_goes_straight_to_its_period() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        for (of, index) in [
            (
                RegisterOf::Desk(province::desk(0)),
                "listing_by_desk_received_at_dossier",
            ),
            (
                RegisterOf::Agency(province::unit("03001")),
                "listing_by_competent_received_at_dossier",
            ),
        ] {
            let period = RegisterPeriod {
                of,
                from: at("2026-03-01T00:00"),
                until: at("2026-04-01T00:00"),
            };
            let page = store.register(&period, None, 5).await.expect("no fault");
            assert!(page.next.is_some());
            for after in [None, page.next] {
                let statement = store.register_statement(&period, after);
                let plan = store.explain(&statement).await.expect("a plan");
                assert_eq!(flaw(&plan), None, "{after:?}\n{plan}");
                assert!(plan.contains(index), "{after:?}\n{plan}");
                let seeks = plan.contains("(received_at,dossier)>(?,?) AND received_at<?")
                    || plan.contains("ROW(received_at, dossier) >");
                assert_eq!(seeks, after.is_some(), "{plan}");
            }
        }
        leave(world, store).await;
    })
    .await;
}
