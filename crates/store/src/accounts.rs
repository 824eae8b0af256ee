//! Changes of accounts, sessions and tokens, inside the write path's transaction.

use std::collections::BTreeSet;

use domain::dossier::Now;
use domain::people::{OfficialId, Role};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, SqlErr,
};

use crate::fault::{Doing as _, Fault};
use crate::people::{Account, AccountRefusal, AccountWrite, hash};
use crate::record::micros;
use crate::rows::{admin_act, invitation, official, session, token};

type Answer = Result<Result<(), AccountRefusal>, Fault>;

/// Carries one change out.
pub(crate) async fn apply(conn: &impl ConnectionTrait, write: &AccountWrite) -> Answer {
    match write {
        AccountWrite::Create {
            account,
            password_hash,
            by,
            at,
        } => create(conn, account, password_hash.as_ref(), *by, *at).await,
        AccountWrite::Change { account, by, at } => change(conn, account, *by, *at).await,
        AccountWrite::SetActive { id, active, by, at } => {
            set_active(conn, *id, *active, *by, *at).await
        }
        AccountWrite::SetPassword {
            id,
            password_hash,
            invitation,
            at,
        } => set_password(conn, *id, password_hash, invitation.as_deref(), *at).await,
        AccountWrite::Invite {
            id,
            secret,
            expires_at,
            by,
            at,
        } => {
            let row = invitation::Model {
                hash: hash(secret),
                official: id.0,
                expires_at: micros(*expires_at),
                used_at: None,
            };
            invite(conn, row).await?;
            note(conn, *by, "invite", &id.0.to_string(), *at).await?;
            Ok(Ok(()))
        }
        AccountWrite::LogIn { id, secret, at } => {
            let at = micros(*at);
            let row = session::Model {
                hash: hash(secret),
                official: id.0,
                created_at: at,
                seen_at: at,
            };
            session::Entity::insert(row.into_active_model())
                .exec_without_returning(conn)
                .await
                .doing("beginning a session")?;
            Ok(Ok(()))
        }
        AccountWrite::LogOut { secret } => {
            session::Entity::delete_by_id(hash(secret))
                .exec(conn)
                .await
                .doing("ending a session")?;
            Ok(Ok(()))
        }
        AccountWrite::LogOutEverywhere { id } => end_sessions(conn, *id).await.map(Ok),
        AccountWrite::CreateToken {
            id,
            name,
            secret,
            at,
        } => {
            let row = token::Model {
                hash: hash(secret),
                official: id.0,
                name: name.clone(),
                created_at: micros(*at),
                revoked_at: None,
            };
            token::Entity::insert(row.into_active_model())
                .exec_without_returning(conn)
                .await
                .doing("creating a token")?;
            note(conn, Some(*id), "create_token", name, *at).await?;
            Ok(Ok(()))
        }
    }
}

async fn create(
    conn: &impl ConnectionTrait,
    account: &Account,
    password_hash: Option<&String>,
    by: Option<OfficialId>,
    at: Now,
) -> Answer {
    let mut row = row_of(account, micros(at));
    row.password_hash = password_hash.cloned();
    let inserted = official::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await;
    match inserted {
        Err(error) if is_taken(&error) => return Ok(Err(AccountRefusal::LoginTaken)),
        other => other.doing("creating an account")?,
    };
    note(conn, by, "create_account", &account.login, at).await?;
    Ok(Ok(()))
}

async fn change(conn: &impl ConnectionTrait, account: &Account, by: OfficialId, at: Now) -> Answer {
    if !account.official.is(Role::Administrator)
        && is_last_administrator(conn, account.official.id).await?
    {
        return Ok(Err(AccountRefusal::LastAdministrator));
    }
    let row = official::ActiveModel {
        id: Unchanged(account.official.id.0),
        name: Set(account.name.clone()),
        unit: Set(account.official.unit.as_str().to_owned()),
        roles: Set(roles_text(&account.official.roles)),
        ..Default::default()
    };
    if !update(conn, row).await? {
        return Ok(Err(AccountRefusal::Unknown));
    }
    note(conn, Some(by), "change_account", &account.login, at).await?;
    Ok(Ok(()))
}

async fn set_active(
    conn: &impl ConnectionTrait,
    id: OfficialId,
    active: bool,
    by: OfficialId,
    at: Now,
) -> Answer {
    if !active && is_last_administrator(conn, id).await? {
        return Ok(Err(AccountRefusal::LastAdministrator));
    }
    let row = official::ActiveModel {
        id: Unchanged(id.0),
        active: Set(active),
        ..Default::default()
    };
    if !update(conn, row).await? {
        return Ok(Err(AccountRefusal::Unknown));
    }
    if !active {
        end_sessions(conn, id).await?;
        token::Entity::delete_many()
            .filter(token::Column::Official.eq(id.0))
            .exec(conn)
            .await
            .doing("ending tokens")?;
    }
    let what = if active {
        "enable_account"
    } else {
        "disable_account"
    };
    note(conn, Some(by), what, &id.0.to_string(), at).await?;
    Ok(Ok(()))
}

async fn set_password(
    conn: &impl ConnectionTrait,
    id: OfficialId,
    password_hash: &str,
    invitation: Option<&str>,
    at: Now,
) -> Answer {
    if let Some(secret) = invitation
        && !use_invitation(conn, id, secret, at).await?
    {
        return Ok(Err(AccountRefusal::InvitationUsedUp));
    }
    let row = official::ActiveModel {
        id: Unchanged(id.0),
        password_hash: Set(Some(password_hash.to_owned())),
        ..Default::default()
    };
    if !update(conn, row).await? {
        return Ok(Err(AccountRefusal::Unknown));
    }
    end_sessions(conn, id).await?;
    note(conn, Some(id), "set_password", &id.0.to_string(), at).await?;
    Ok(Ok(()))
}

/// A new invitation replaces the one before.
async fn invite(conn: &impl ConnectionTrait, row: invitation::Model) -> Result<(), Fault> {
    invitation::Entity::delete_many()
        .filter(invitation::Column::Official.eq(row.official))
        .exec(conn)
        .await
        .doing("replacing an invitation")?;
    invitation::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("inviting")?;
    Ok(())
}

fn is_taken(error: &sea_orm::DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

async fn update(conn: &impl ConnectionTrait, row: official::ActiveModel) -> Result<bool, Fault> {
    match official::Entity::update(row).exec(conn).await {
        Ok(_) => Ok(true),
        Err(sea_orm::DbErr::RecordNotUpdated) => Ok(false),
        Err(other) => Err(other).doing("changing an account"),
    }
}

async fn end_sessions(conn: &impl ConnectionTrait, id: OfficialId) -> Result<(), Fault> {
    session::Entity::delete_many()
        .filter(session::Column::Official.eq(id.0))
        .exec(conn)
        .await
        .doing("ending sessions")?;
    Ok(())
}

async fn is_last_administrator(conn: &impl ConnectionTrait, id: OfficialId) -> Result<bool, Fault> {
    let administrators: Vec<_> = official::Entity::find()
        .filter(official::Column::Active.eq(true))
        .filter(official::Column::Roles.contains(Role::Administrator.name()))
        .order_by_asc(official::Column::Id)
        // Two administrators must not switch each other off at the same time.
        .lock_exclusive()
        .all(conn)
        .await
        .doing("reading accounts")?;
    Ok(administrators.len() == 1 && administrators[0].id == id.0)
}

async fn use_invitation(
    conn: &impl ConnectionTrait,
    id: OfficialId,
    secret: &str,
    at: Now,
) -> Result<bool, Fault> {
    let row = invitation::Entity::find_by_id(hash(secret))
        .one(conn)
        .await
        .doing("reading an invitation")?;
    let usable = row.is_some_and(|row| {
        row.official == id.0 && row.used_at.is_none() && row.expires_at > micros(at)
    });
    if usable {
        let row = invitation::ActiveModel {
            hash: Unchanged(hash(secret)),
            used_at: Set(Some(micros(at))),
            ..Default::default()
        };
        invitation::Entity::update(row)
            .exec(conn)
            .await
            .doing("using an invitation")?;
    }
    Ok(usable)
}

pub(crate) async fn note(
    conn: &impl ConnectionTrait,
    by: Option<OfficialId>,
    what: &str,
    subject: &str,
    at: Now,
) -> Result<(), Fault> {
    let row = admin_act::Model {
        id: crate::keys::fresh_id(),
        official: by.map(|by| by.0),
        what: what.to_owned(),
        subject: subject.to_owned(),
        at: micros(at),
    };
    admin_act::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("noting an administrator's act")?;
    Ok(())
}

fn row_of(account: &Account, created_at: i64) -> official::Model {
    official::Model {
        id: account.official.id.0,
        login: account.login.clone(),
        name: account.name.clone(),
        unit: account.official.unit.as_str().to_owned(),
        roles: roles_text(&account.official.roles),
        password_hash: None,
        active: account.active,
        created_at,
    }
}

fn roles_text(roles: &BTreeSet<Role>) -> String {
    roles
        .iter()
        .map(|role| role.name())
        .collect::<Vec<_>>()
        .join(",")
}
