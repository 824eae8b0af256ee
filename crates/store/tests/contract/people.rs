//! Accounts, sessions, tokens and invitations.

use std::collections::BTreeSet;

use domain::people::{Official, OfficialId, Role};
use store::{Account, AccountRefusal, AccountWrite};
use uuid::Uuid;

use crate::world::{World, at, now, official, on_each_engine, province};

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

async fn creates(world: &World, login: &str, role: Role) -> Account {
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

async fn refused(world: &World, write: AccountWrite) -> AccountRefusal {
    world
        .store
        .change_account(write)
        .await
        .expect("no fault")
        .expect_err("it must be refused")
}

fn administrator() -> OfficialId {
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

async fn logs_in(world: &World, id: OfficialId, secret: &str) {
    let secret = secret.to_owned();
    world
        .changes(AccountWrite::LogIn {
            id,
            secret,
            at: now(),
        })
        .await;
}

async fn is_in(world: &World, secret: &str, since: &str) -> bool {
    let account = world.store.account_by_session(secret, at(since)).await;
    account
        .expect("no fault")
        .is_some_and(|account| account.login == "may")
}

const EARLY: &str = "2026-03-02T08:00";

#[tokio::test]
async fn a_session_ends_with_log_out_age_and_password() {
    on_each_engine(async |world| {
        let id = creates(world, "may", Role::DeskOfficer).await.official.id;
        logs_in(world, id, "một").await;
        logs_in(world, id, "hai").await;
        assert!(is_in(world, "một", EARLY).await && is_in(world, "hai", EARLY).await);
        assert!(!is_in(world, "ba", EARLY).await);
        assert!(is_in(world, "một", "2026-03-02T09:00").await);
        assert!(!is_in(world, "một", "2026-03-02T09:01").await, "too old");

        world
            .changes(AccountWrite::LogOut {
                secret: "một".to_owned(),
            })
            .await;
        assert!(!is_in(world, "một", EARLY).await && is_in(world, "hai", EARLY).await);
        logs_in(world, id, "một").await;
        world.changes(AccountWrite::LogOutEverywhere { id }).await;
        assert!(!is_in(world, "một", EARLY).await && !is_in(world, "hai", EARLY).await);

        logs_in(world, id, "một").await;
        let password_hash = "băm".to_owned();
        let set = AccountWrite::SetPassword {
            id,
            password_hash,
            invitation: None,
            at: now(),
        };
        world.changes(set).await;
        assert!(!is_in(world, "một", EARLY).await);
        let by_login = world.store.account_by_login("may").await.expect("no fault");
        let (account, hash) = by_login.expect("known");
        assert_eq!((account.has_password, hash.as_deref()), (true, Some("băm")));
    })
    .await;
}

#[tokio::test]
async fn switching_off_ends_sessions_and_tokens_for_good() {
    on_each_engine(async |world| {
        let id = creates(world, "may", Role::DeskOfficer).await.official.id;
        logs_in(world, id, "một").await;
        let name = "máy quét".to_owned();
        let secret = "thẻ".to_owned();
        world
            .changes(AccountWrite::CreateToken {
                id,
                name,
                secret,
                at: now(),
            })
            .await;
        let by_token = async |secret: &str| {
            let account = world
                .store
                .account_by_token(secret)
                .await
                .expect("no fault");
            account.map(|account| account.official.id)
        };
        assert_eq!(by_token("thẻ").await, Some(id));
        assert_eq!(by_token("thẻ khác").await, None);
        let (by, at) = (administrator(), now());
        for active in [false, true] {
            world
                .changes(AccountWrite::SetActive { id, active, by, at })
                .await;
            assert!(!is_in(world, "một", EARLY).await);
            assert_eq!(by_token("thẻ").await, None);
        }
        logs_in(world, id, "hai").await;
        assert!(is_in(world, "hai", EARLY).await);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_used_once_in_time_and_only_the_latest() {
    on_each_engine(async |world| {
        let id = creates(world, "may", Role::DeskOfficer).await.official.id;
        let invite = async |secret: &str| {
            let write = AccountWrite::Invite {
                id,
                secret: secret.to_owned(),
                expires_at: at("2026-03-03T09:00"),
                by: None,
                at: now(),
            };
            world.changes(write).await;
        };
        let usable = async |secret: &str, now: &str| {
            let account = world.store.account_by_invitation(secret, at(now)).await;
            account.expect("no fault").is_some()
        };
        let using = |secret: &str, id, when: &str| AccountWrite::SetPassword {
            id,
            password_hash: "băm".to_owned(),
            invitation: Some(secret.to_owned()),
            at: at(when),
        };
        let monday = "2026-03-02T10:00";
        invite("một").await;
        invite("hai").await;
        assert!(!usable("một", monday).await && usable("hai", monday).await);
        assert!(!usable("hai", "2026-03-03T09:00").await);

        let used_up = AccountRefusal::InvitationUsedUp;
        assert_eq!(refused(world, using("một", id, monday)).await, used_up);
        let late = using("hai", id, "2026-03-03T09:00");
        assert_eq!(refused(world, late).await, used_up);
        let foreign = using("hai", official("desk").id, monday);
        assert_eq!(refused(world, foreign).await, used_up);
        world.changes(using("hai", id, monday)).await;
        assert!(!usable("hai", monday).await);
        assert_eq!(refused(world, using("hai", id, monday)).await, used_up);
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

#[tokio::test]
async fn secrets_are_kept_only_as_hashes_and_acts_are_noted() {
    on_each_engine(async |world| {
        let id = creates(world, "may", Role::DeskOfficer).await.official.id;
        let secrets = ["bí-mật-phiên", "bí-mật-thẻ", "bí-mật-thư-mời"];
        let [session, token, invitation] = secrets.map(str::to_owned);
        world
            .changes(AccountWrite::LogIn {
                id,
                secret: session,
                at: now(),
            })
            .await;
        let name = "máy quét".to_owned();
        world
            .changes(AccountWrite::CreateToken {
                id,
                name,
                secret: token,
                at: now(),
            })
            .await;
        let expires_at = at("2026-03-03T09:00");
        let by = Some(administrator());
        let invite = AccountWrite::Invite {
            id,
            secret: invitation,
            expires_at,
            by,
            at: now(),
        };
        world.changes(invite).await;
        let dump = world.database.dump().await;
        assert!(crate::world::database::found(&dump, &secrets).is_empty());
        for act in ["create_account", "create_token", "invite"] {
            let noted = |row: &&String| row.starts_with("admin_act ") && row.contains(act);
            assert!(dump.iter().any(|row| noted(&row)), "{act}");
        }
    })
    .await;
}
