//! Accounts of the demonstration: ten with fresh passwords, the others without any.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context as _;
use domain::dossier::Now;
use domain::people::agency::{AgencyId, AgencyKind, Level};
use domain::people::{Official, OfficialId, Role};
use domain::rulebook::Rulebook;
use serde::{Deserialize, Serialize};
use store::{Account, AccountWrite, Store};

use crate::config::write_for_owner;
use crate::demo::people::{self, Chance};
use crate::output::Refused;

/// The ten: log-in, name, unit, roles.
const TEN: [(&str, &str, &str, &[Role]); 10] = [
    (
        "quay",
        "Lò Thị Mai",
        "03388-TT",
        &[Role::DeskOfficer, Role::Cashier],
    ),
    ("quay2", "Nguyễn Văn Sơn", "03388-TT", &[Role::DeskOfficer]),
    ("thuly", "Giàng A Phềnh", "03388-VHXH", &[Role::CaseOfficer]),
    (
        "thuly-kt",
        "Hoàng Đức Dũng",
        "03388-KT",
        &[Role::CaseOfficer],
    ),
    ("thuly2", "Vàng Thị Súa", "03388-VP", &[Role::CaseOfficer]),
    ("lanhdao", "Trần Minh Khánh", "03388", &[Role::Leader]),
    ("vanthu", "Phạm Thị Loan", "03388", &[Role::RecordsClerk]),
    (
        "quay-tinh",
        "Lý Quốc Thắng",
        "LC-TTPVHCC",
        &[Role::DeskOfficer, Role::Cashier],
    ),
    (
        "tuphap",
        "Đèo Ngọc Ngân",
        "LC-STP",
        &[Role::CaseOfficer, Role::Leader, Role::RecordsClerk],
    ),
    (
        "quantri",
        "Nguyễn Thị Thảo",
        "LC-VPUB",
        &[Role::Administrator],
    ),
];

/// Beside the ten, without a password: the colleague to whom `thuly` hands dossiers on.
const COLLEAGUE: (&str, &str, &str, &[Role]) = (
    "thuly-xh",
    "Tao Thị Hạnh",
    "03388-VHXH",
    &[Role::CaseOfficer],
);

/// Somebody who can log in at the demonstration, as the file of log-ins tells it.
#[derive(Serialize, Deserialize)]
pub struct LogIn {
    login: String,
    password: String,
    name: String,
    unit: String,
    roles: Vec<Role>,
}

/// The ten log-ins: those in the file, or fresh ones, written before anything else is done. So the
/// file marks the demonstration, and a start that was cut off is made up for by the next.
pub fn log_ins(path: &Path, now: Now) -> anyhow::Result<Vec<LogIn>> {
    if path.exists() {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        return serde_json::from_str(&text).map_err(|error| {
            Refused::because(format!(
                "Không đọc được {}: {error}. Xóa cả thư mục dữ liệu minh họa rồi chạy lại.",
                path.display()
            ))
        });
    }
    let organisation = integrations::organisation_file::built_in();
    let logins: Vec<LogIn> = TEN
        .iter()
        .map(|(login, name, unit, roles)| {
            let unit = organisation
                .find_by_code(unit, now.today())
                .with_context(|| format!("no unit {unit} in the demonstration"))?;
            Ok(LogIn {
                login: (*login).to_owned(),
                password: web::fresh::key()[..16].to_owned(),
                name: (*name).to_owned(),
                unit: unit.name.clone(),
                roles: roles.to_vec(),
            })
        })
        .collect::<anyhow::Result<_>>()?;
    write_for_owner(path, &serde_json::to_string_pretty(&logins)?)
        .with_context(|| format!("writing {}", path.display()))?;
    Ok(logins)
}

/// Creates the accounts that are not there yet; those of the file have its passwords.
pub async fn create(store: &Store, logins: &[LogIn], now: Now) -> anyhow::Result<()> {
    let rules = store.rulebook().await?;
    let there = store.accounts().await?;
    let there: BTreeSet<&str> = there.iter().map(|account| account.login.as_str()).collect();
    for (login, name, unit, roles) in TEN {
        if there.contains(login) {
            continue;
        }
        let unit = rules
            .organisation
            .find_by_code(unit, now.today())
            .with_context(|| format!("no unit {unit} in the demonstration"))?;
        let password = logins
            .iter()
            .find(|known| known.login == login)
            .map(|known| known.password.clone())
            .with_context(|| format!("no password for {login} in the file of log-ins"))?;
        let hash = tokio::task::spawn_blocking(move || store::hash_password(&password)).await??;
        let account = account(login, name, unit.id.clone(), roles);
        add(store, account, Some(hash), now).await?;
    }
    let (login, name, unit, roles) = COLLEAGUE;
    if !there.contains(login) {
        let unit = rules
            .organisation
            .find_by_code(unit, now.today())
            .with_context(|| format!("no unit {unit} in the demonstration"))?;
        let account = account(login, name, unit.id.clone(), roles);
        add(store, account, None, now).await?;
    }
    others(store, &rules, &there, now).await
}

/// A desk officer, a case officer of each office and a leader in every other commune, without
/// passwords.
async fn others(
    store: &Store,
    rules: &Rulebook,
    there: &BTreeSet<&str>,
    now: Now,
) -> anyhow::Result<()> {
    let mut chance = Chance::new(20_260_301);
    let communes: Vec<_> = rules
        .organisation
        .all()
        .filter(|unit| unit.level == Level::Commune && unit.kind == AgencyKind::PeopleCommittee)
        .filter(|unit| unit.is_valid_on(now.today()) && unit.code != "03388")
        .collect();
    for commune in communes {
        let below = |suffix: &str| {
            let code = format!("{}-{suffix}", commune.code);
            rules
                .organisation
                .find_by_code(&code, now.today())
                .map(|unit| unit.id.clone())
        };
        let posts: [(&str, Option<AgencyId>, &[Role]); 5] = [
            ("quay", below("TT"), &[Role::DeskOfficer, Role::Cashier]),
            ("thuly", below("VHXH"), &[Role::CaseOfficer]),
            ("thuly-vp", below("VP"), &[Role::CaseOfficer]),
            (
                "lanhdao",
                Some(commune.id.clone()),
                &[Role::Leader, Role::RecordsClerk],
            ),
            ("thuly-kt", below("KT"), &[Role::CaseOfficer]),
        ];
        for (post, unit, roles) in posts {
            let Some(unit) = unit else { continue };
            let login = format!("{post}-{}", commune.code);
            let name = people::name(&mut chance);
            if !there.contains(login.as_str()) {
                add(store, account(&login, &name, unit, roles), None, now).await?;
            }
        }
    }
    Ok(())
}

fn account(login: &str, name: &str, unit: AgencyId, roles: &[Role]) -> Account {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    Account {
        official: Official {
            id: OfficialId(web::fresh::id()),
            unit,
            roles,
        },
        login: login.to_owned(),
        name: name.to_owned(),
        active: true,
        has_password: false,
    }
}

async fn add(
    store: &Store,
    account: Account,
    password_hash: Option<String>,
    now: Now,
) -> anyhow::Result<()> {
    store
        .change_account(AccountWrite::Create {
            account,
            password_hash,
            by: None,
            at: now,
        })
        .await?
        .map_err(|why| anyhow::anyhow!("{}", web::wording::refusal::account(why)))
}
