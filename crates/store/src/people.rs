//! Accounts, sessions and tokens, as they are asked for and read. Secrets are kept only as hashes.

use domain::dossier::Now;
use domain::people::agency::AgencyId;
use domain::people::{Official, OfficialId, Role};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use sha2::{Digest as _, Sha256};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::{invitation, official, session, token};
use crate::write::{Reply, Write};

/// An account as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who, where, in which roles.
    pub official: Official,
    /// The name to log in with.
    pub login: String,
    /// The official's name.
    pub name: String,
    /// Whether the account may be used.
    pub active: bool,
    /// Whether a password is set.
    pub has_password: bool,
}

/// A write to accounts, sessions or tokens.
#[derive(Clone, Debug)]
pub enum AccountWrite {
    /// A new account; without a password until its invitation is used.
    Create {
        /// The account.
        account: Account,
        /// An argon2id hash.
        password_hash: Option<String>,
        /// Who does it.
        by: Option<OfficialId>,
        /// When.
        at: Now,
    },
    /// Name, unit and roles.
    Change {
        /// The account as it shall be.
        account: Account,
        /// Who does it.
        by: OfficialId,
        /// When.
        at: Now,
    },
    /// Switches an account on or off; off ends its sessions and tokens.
    SetActive {
        /// Whose.
        id: OfficialId,
        /// On or off.
        active: bool,
        /// Who does it.
        by: OfficialId,
        /// When.
        at: Now,
    },
    /// A password, set by its owner; ends every session of the account.
    SetPassword {
        /// Whose.
        id: OfficialId,
        /// An argon2id hash.
        password_hash: String,
        /// The invitation that allows it; used up.
        invitation: Option<String>,
        /// When.
        at: Now,
    },
    /// A one-time link to set a password.
    Invite {
        /// Whose.
        id: OfficialId,
        /// The link's secret.
        secret: String,
        /// Until when it works.
        expires_at: Now,
        /// Who does it.
        by: Option<OfficialId>,
        /// When.
        at: Now,
    },
    /// Begins a session.
    LogIn {
        /// Whose.
        id: OfficialId,
        /// The cookie's secret.
        secret: String,
        /// When.
        at: Now,
    },
    /// Ends one session.
    LogOut {
        /// The cookie's secret.
        secret: String,
    },
    /// Ends every session of an account.
    LogOutEverywhere {
        /// Whose.
        id: OfficialId,
    },
    /// A bearer token.
    CreateToken {
        /// Whose.
        id: OfficialId,
        /// What it is for.
        name: String,
        /// The token.
        secret: String,
        /// When.
        at: Now,
    },
}

/// Why an account was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    /// The log-in name is taken.
    LoginTaken,
    /// No such account.
    Unknown,
    /// The link was used, replaced, or is too old.
    InvitationUsedUp,
    /// It would leave nobody who can administer.
    LastAdministrator,
}

/// SHA-256 of a secret that has at least 128 random bits: it needs no slow hash.
pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn account_of(row: &official::Model) -> Account {
    Account {
        official: Official {
            id: OfficialId(row.id),
            unit: AgencyId::from_stored(row.unit.clone()),
            roles: row.roles.split(',').filter_map(Role::from_name).collect(),
        },
        login: row.login.clone(),
        name: row.name.clone(),
        active: row.active,
        has_password: row.password_hash.is_some(),
    }
}

pub(crate) async fn active_official(
    conn: &impl ConnectionTrait,
    id: OfficialId,
) -> Result<Option<Official>, Fault> {
    let row = official::Entity::find_by_id(id.0)
        .one(conn)
        .await
        .doing("reading an account")?;
    Ok(row
        .filter(|row| row.active)
        .map(|row| account_of(&row).official))
}

/// Everybody of a unit who may log in.
pub(crate) async fn active_in(
    conn: &impl ConnectionTrait,
    unit: &AgencyId,
) -> Result<Vec<Official>, Fault> {
    let rows = official::Entity::find()
        .filter(official::Column::Unit.eq(unit.as_str()))
        .filter(official::Column::Active.eq(true))
        .all(conn)
        .await
        .doing("reading the accounts of a unit")?;
    Ok(rows.iter().map(|row| account_of(row).official).collect())
}

/// The units and roles of everybody who may log in.
pub(crate) async fn staff(conn: &impl ConnectionTrait) -> Result<Vec<(AgencyId, Role)>, Fault> {
    let rows = official::Entity::find()
        .filter(official::Column::Active.eq(true))
        .all(conn)
        .await
        .doing("reading accounts")?;
    let officials = rows.iter().map(|row| account_of(row).official);
    let staff = officials.flat_map(|official| {
        let roles = official.roles.into_iter();
        roles.map(move |role| (official.unit.clone(), role))
    });
    Ok(staff.collect())
}

impl Store {
    /// Changes accounts, sessions or tokens.
    pub async fn change_account(
        &self,
        write: AccountWrite,
    ) -> Result<Result<(), AccountRefusal>, Fault> {
        match self.write(Write::Account(write)).await? {
            Reply::Account(answer) => Ok(answer),
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// Every account, by log-in name.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        let rows = official::Entity::find()
            .order_by_asc(official::Column::Login)
            .all(self.reader())
            .await
            .doing("reading accounts")?;
        Ok(rows.iter().map(account_of).collect())
    }

    /// The accounts of one unit, by log-in name.
    pub async fn accounts_in(&self, unit: &AgencyId) -> Result<Vec<Account>, Fault> {
        let rows = official::Entity::find()
            .filter(official::Column::Unit.eq(unit.as_str()))
            .order_by_asc(official::Column::Login)
            .all(self.reader())
            .await
            .doing("reading accounts")?;
        Ok(rows.iter().map(account_of).collect())
    }

    /// One account.
    pub async fn account(&self, id: OfficialId) -> Result<Option<Account>, Fault> {
        let row = official::Entity::find_by_id(id.0)
            .one(self.reader())
            .await
            .doing("reading an account")?;
        Ok(row.as_ref().map(account_of))
    }

    /// The account with this log-in name, and its password hash.
    pub async fn account_by_login(
        &self,
        login: &str,
    ) -> Result<Option<(Account, Option<String>)>, Fault> {
        let row = official::Entity::find()
            .filter(official::Column::Login.eq(login))
            .one(self.reader())
            .await
            .doing("reading an account")?;
        Ok(row.map(|row| (account_of(&row), row.password_hash)))
    }

    /// The active account behind a session's cookie, when the session is not older than `since`.
    pub async fn account_by_session(
        &self,
        secret: &str,
        since: Now,
    ) -> Result<Option<Account>, Fault> {
        let row = session::Entity::find_by_id(hash(secret))
            .one(self.reader())
            .await
            .doing("reading a session")?;
        let Some(row) = row.filter(|row| row.created_at >= micros(since)) else {
            return Ok(None);
        };
        Ok(self
            .account(OfficialId(row.official))
            .await?
            .filter(|account| account.active))
    }

    /// The active account behind a bearer token.
    pub async fn account_by_token(&self, secret: &str) -> Result<Option<Account>, Fault> {
        let row = token::Entity::find_by_id(hash(secret))
            .one(self.reader())
            .await
            .doing("reading a token")?;
        let Some(row) = row.filter(|row| row.revoked_at.is_none()) else {
            return Ok(None);
        };
        Ok(self
            .account(OfficialId(row.official))
            .await?
            .filter(|account| account.active))
    }

    /// The account that an invitation is for, while it can be used.
    pub async fn account_by_invitation(
        &self,
        secret: &str,
        now: Now,
    ) -> Result<Option<Account>, Fault> {
        let row = invitation::Entity::find_by_id(hash(secret))
            .one(self.reader())
            .await
            .doing("reading an invitation")?;
        let usable = row
            .filter(|row| row.used_at.is_none())
            .filter(|row| now_from(row.expires_at).is_some_and(|until| until > now));
        match usable {
            Some(row) => self.account(OfficialId(row.official)).await,
            None => Ok(None),
        }
    }
}
