//! Sessions, tokens and invitations: how people come in, and what ends that.

use domain::people::{OfficialId, Role};
use store::{AccountRefusal, AccountWrite};

use crate::people::{administrator, creates, refused};
use crate::world::{World, at, now, official, on_each_engine};

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
