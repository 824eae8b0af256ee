//! A small province by the command line, and dossiers handed in at its desk.

use std::collections::{BTreeMap, BTreeSet};

use domain::dossier::Now;
use domain::dossier::ReturnVia;
use domain::dossier::command::{Application, Command, HandedIn};
use domain::dossier::event::HandedForm;
use domain::dossier::personal::{Personal, Secret};
use domain::people::{Actor, Applicant, ApplicantKind, Official, OfficialId, Role};
use domain::procedure::Channel;
use store::{DossierWrite, Store};
use uuid::Uuid;

use super::{NOW, Place, root, word};

/// The desk of the tests.
pub const DESK: &str = "03388-TT";
/// What people want there: copies certified while they wait.
pub const PROCEDURE: &str = "2.000815";

/// Loads the built-in province by the commands that an administrator uses.
pub fn load(place: &Place) {
    let data = root().join("data");
    for (what, path) in [
        ("procedures", "procedures"),
        ("organisation", "org/lai-chau.csv"),
        ("receptions", "receptions.toml"),
        ("calendar", "calendar/viet-nam.csv"),
    ] {
        place
            .run(&["import", what, word(&data.join(path))])
            .ended(0);
    }
}

/// The moment at which every test begins.
pub fn now() -> Now {
    Now::from_local(NOW.parse().expect("a moment"))
}

/// Hands in dossiers at the desk, one after the other, and answers their codes.
pub async fn hand_in(store: &Store, count: usize) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for _ in 0..count {
        let write = reception(store).await;
        let done = store.carry_out(write).await.expect("no fault");
        codes.insert(done.expect("received").code.to_string());
    }
    codes
}

async fn reception(store: &Store) -> DossierWrite {
    let rules = store.rulebook().await.expect("no fault");
    let today = now().today();
    let desk = rules
        .organisation
        .find_by_code(DESK, today)
        .expect("the desk");
    let procedure = rules
        .procedure_on(&PROCEDURE.parse().expect("a code"), today)
        .expect("the procedure");
    let case = &procedure.cases[0];
    let papers = case
        .papers
        .iter()
        .filter(|paper| paper.must_be_there())
        .map(|paper| HandedIn {
            paper: paper.key.clone(),
            form: HandedForm::OnPaper {
                originals: 1,
                copies: 0,
            },
            file_name: None,
        })
        .collect();
    let application = Application {
        procedure: procedure.code.clone(),
        case: case.key.clone(),
        desk: desk.id.clone(),
        channel: Channel::Desk,
        applicant: personal(applicant()),
        representative: None,
        answers: personal(BTreeMap::new()),
        papers,
        return_via: ReturnVia::Desk,
        assisted: None,
        part_of: None,
        secret: personal(Secret {
            typed: "K7M3P9QX".to_owned(),
            long: Uuid::now_v7().simple().to_string(),
        }),
    };
    DossierWrite {
        once: None,
        actor: Actor::Official(Official {
            id: OfficialId(Uuid::now_v7()),
            unit: desk.id.clone(),
            roles: BTreeSet::from([Role::DeskOfficer]),
        }),
        now: now(),
        code: None,
        seen: None,
        id: Uuid::now_v7(),
        command: Command::ReceiveInPerson(Box::new(application)),
    }
}

fn applicant() -> Applicant {
    Applicant {
        kind: ApplicantKind::Person,
        name: "Lò Thị Pản".to_owned(),
        identity: Some("012190001234".to_owned()),
        birth: Some("1990".to_owned()),
        sex: None,
        phone: Some("0912000123".to_owned()),
        email: None,
        address: "Bản Nà Khương".to_owned(),
    }
}

fn personal<T>(value: T) -> Personal<T> {
    let id = Uuid::now_v7();
    Personal {
        id,
        salt: id.into_bytes(),
        value,
    }
}
