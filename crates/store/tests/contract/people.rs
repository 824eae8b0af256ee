//! Accounts and their administrators.

use std::collections::BTreeSet;

use domain::people::{Official, OfficialId, Role};
use store::{Account, AccountRefusal, AccountWrite};
use uuid::Uuid;

use crate::world::{World, now, official, on_each_engine, province};

fn account(login: &str, role: Role) -> Account {
    Account {
        official: Official {
            id: OfficialId(Uuid::now_v7()),
            unit: province::unit("03002-TT"),
            roles: BTreeSet::from([role, Role::Cashier]),
        },
        login: login.to_owned(),
        name: "Giàng Thị Mảy".to_owned(),
        active: true,
        has_password: false,
    }
}

pub async fn creates(world: &World, login: &str, role: Role) -> Account {
    let account = account(login, role);
    let write = AccountWrite::Create {
        account: account.clone(),
        password_hash: None,
        by: None,
        at: now(),
    };
    world.changes(write).await;
    account
}

pub async fn refused(world: &World, write: AccountWrite) -> AccountRefusal {
    world
        .store
        .change_account(write)
        .await
        .expect("no fault")
        .expect_err("it must be refused")
}

pub fn administrator() -> OfficialId {
    official("administrator").id
}

#[tokio::test]
async fn an_account_is_found_by_name_unit_and_id() {
    on_each_engine(async |world| {
        let created = creates(world, "may", Role::DeskOfficer).await;
        let id = created.official.id;
        assert_eq!(
            world.store.account(id).await.expect("no fault"),
            Some(created.clone())
        );
        let by_login = world.store.account_by_login("may").await.expect("no fault");
        assert_eq!(by_login, Some((created.clone(), None)));
        assert_eq!(
            world.store.account_by_login("mảy").await.expect("no fault"),
            None
        );
        let here = world
            .store
            .accounts_in(&province::unit("03002-TT"))
            .await
            .expect("no fault");
        assert_eq!(here, std::slice::from_ref(&created));
        let all = world.store.accounts().await.expect("no fault");
        assert_eq!(all.len(), province::officials().len() + 1);
        assert!(all.is_sorted_by_key(|account| account.login.clone()));

        let mut changed = created;
        changed.name = "Giàng Thị Máy".to_owned();
        changed.official.roles = BTreeSet::from([Role::Leader]);
        changed.official.unit = province::unit("03003");
        let write = AccountWrite::Change {
            account: changed.clone(),
            by: administrator(),
            at: now(),
        };
        world.changes(write).await;
        assert_eq!(
            world.store.account(id).await.expect("no fault"),
            Some(changed)
        );
    })
    .await;
}

#[tokio::test]
async fn a_taken_name_and_an_unknown_account_are_refused() {
    on_each_engine(async |world| {
        let first = creates(world, "may", Role::DeskOfficer).await;
        let second = AccountWrite::Create {
            account: account("may", Role::Leader),
            password_hash: None,
            by: Some(administrator()),
            at: now(),
        };
        assert_eq!(refused(world, second).await, AccountRefusal::LoginTaken);
        let by_login = world.store.account_by_login("may").await.expect("no fault");
        assert_eq!(by_login.map(|(account, _)| account), Some(first));

        let nobody = account("khac", Role::Leader);
        let id = nobody.official.id;
        let (by, at) = (administrator(), now());
        let change = AccountWrite::Change {
            account: nobody,
            by,
            at,
        };
        assert_eq!(refused(world, change).await, AccountRefusal::Unknown);
        let off = AccountWrite::SetActive {
            id,
            active: false,
            by,
            at,
        };
        assert_eq!(refused(world, off).await, AccountRefusal::Unknown);
        let password = AccountWrite::SetPassword {
            id,
            password_hash: "x".to_owned(),
            invitation: None,
            at,
        };
        assert_eq!(refused(world, password).await, AccountRefusal::Unknown);
        // The writer goes on after refusals.
        creates(world, "khac", Role::Leader).await;
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    on_each_engine(async |world| {
        let (by, at) = (administrator(), now());
        let off = |id| AccountWrite::SetActive {
            id,
            active: false,
            by,
            at,
        };
        assert_eq!(
            refused(world, off(by)).await,
            AccountRefusal::LastAdministrator
        );
        let mut demoted = world
            .store
            .account(by)
            .await
            .expect("no fault")
            .expect("known");
        demoted.official.roles = BTreeSet::from([Role::Leader]);
        let demote = AccountWrite::Change {
            account: demoted,
            by,
            at,
        };
        assert_eq!(
            refused(world, demote.clone()).await,
            AccountRefusal::LastAdministrator
        );

        let second = creates(world, "hai", Role::Administrator).await.official.id;
        world.changes(off(second)).await;
        assert_eq!(
            refused(world, off(by)).await,
            AccountRefusal::LastAdministrator
        );
        world
            .changes(AccountWrite::SetActive {
                id: second,
                active: true,
                by,
                at,
            })
            .await;
        world.changes(demote).await;
        assert_eq!(
            refused(world, off(second)).await,
            AccountRefusal::LastAdministrator
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn administrators_who_switch_each_other_off_at_once_leave_one() {
    on_each_engine(async |world| {
        let mut all = vec![administrator()];
        for n in 0..7 {
            let login = format!("quản trị {n}");
            all.push(
                creates(world, &login, Role::Administrator)
                    .await
                    .official
                    .id,
            );
        }
        let offs: Vec<_> = all
            .iter()
            .map(|id| AccountWrite::SetActive {
                id: *id,
                active: false,
                by: all[0],
                at: now(),
            })
            .map(|write| {
                let store = world.store.clone();
                tokio::spawn(async move { store.change_account(write).await })
            })
            .collect();
        let mut done = 0;
        for off in offs {
            done += usize::from(off.await.expect("no panic").expect("no fault").is_ok());
        }
        assert_eq!(done, 7);
        let accounts = world.store.accounts().await.expect("no fault");
        let left = accounts
            .iter()
            .filter(|a| a.active && a.official.is(Role::Administrator));
        assert_eq!(left.count(), 1);
    })
    .await;
}
