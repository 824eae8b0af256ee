//! An account as it is typed: read, and drawn again with its units and roles to choose from.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::people::agency::{Agency, AgencyId};
use domain::people::identity::PersonName;
use domain::people::login::{LOGIN_MAX, LOGIN_MIN, is_login};
use store::Account;

use crate::admin::{Admin, Typed, typed};
use crate::form::{Choice, FormErrors};
use crate::wording::{field, people};

/// What was typed about an account, kept as typed.
#[derive(Default)]
pub(super) struct TypedAccount {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) roles: BTreeSet<Role>,
}

/// An account as it was typed, read.
pub(super) struct ReadAccount {
    pub(super) name: String,
    pub(super) unit: AgencyId,
    pub(super) roles: BTreeSet<Role>,
}

impl TypedAccount {
    /// What a form sent.
    pub(super) fn of(form: &Typed) -> Self {
        let field = |name| {
            domain::vietnamese::clean(typed(form, name))
                .trim()
                .to_owned()
        };
        Self {
            login: field("login"),
            name: field("name"),
            unit: field("unit"),
            roles: form
                .keys()
                .filter_map(|name| Role::from_name(name))
                .collect(),
        }
    }

    /// What is stored.
    pub(super) fn stored(account: &Account) -> Self {
        Self {
            login: account.login.clone(),
            name: account.name.clone(),
            unit: account.official.unit.as_str().to_owned(),
            roles: account.official.roles.clone(),
        }
    }

    /// Reads the account; a new one with its name to log in with.
    pub(super) fn read(&self, admin: &Admin, is_new: bool) -> Result<ReadAccount, FormErrors> {
        let mut errors = FormErrors::new();
        let name = self.name.parse::<PersonName>();
        if let Err(why) = &name {
            errors.add("name", field::name(why));
        }
        if is_new && !is_login(&self.login) {
            let sentence = format!(
                "Tên đăng nhập có từ {LOGIN_MIN} đến {LOGIN_MAX} ký tự: chữ thường không dấu, chữ \
                 số, dấu chấm hoặc gạch. Ví dụ mai.lo"
            );
            errors.add("login", sentence);
        }
        let unit = AgencyId::from_stored(self.unit.clone());
        let known = admin.rules.organisation.find(&unit);
        if !known.is_some_and(|unit| unit.is_valid_on(admin.today)) {
            errors.add("unit", "Chọn đơn vị nơi cán bộ đang làm việc");
        }
        if self.roles.is_empty() {
            errors.add("roles", "Chọn ít nhất một vai trò");
        }
        let Ok(name) = name else {
            return Err(errors);
        };
        let (name, roles) = (name.show(), self.roles.clone());
        errors.or(ReadAccount { name, unit, roles })
    }
}

/// The units of today, each with the unit it is chosen by.
pub(super) fn units(admin: &Admin, chosen: &str) -> Vec<Choice> {
    let organisation = &admin.rules.organisation;
    let mut units: Vec<&Agency> = organisation
        .all()
        .filter(|unit| unit.is_valid_on(admin.today))
        .collect();
    units.sort_by_cached_key(|unit| (unit.level, domain::vietnamese::collation_key(&unit.name)));
    let none = Choice::new("", "Chọn đơn vị");
    let mut all: Vec<Choice> = std::iter::once(none)
        .chain(
            units
                .iter()
                .map(|unit| Choice::new(unit.id.as_str(), unit.name.clone())),
        )
        .collect();
    // An account of a unit that ended keeps showing it, until another is chosen.
    let old = AgencyId::from_stored(chosen);
    if let Some(old) = organisation
        .find(&old)
        .filter(|unit| !unit.is_valid_on(admin.today))
    {
        all.push(Choice::new(
            old.id.as_str(),
            format!("{} (đã kết thúc)", old.name),
        ));
    }
    Choice::pick(all, chosen)
}

/// Every role, those of the account chosen.
pub(super) fn roles(chosen: &BTreeSet<Role>) -> Vec<Choice> {
    Role::ALL
        .map(|role| {
            let mut choice = Choice::new(role.name(), people::role(role)).hint(role_hint(role));
            choice.chosen = chosen.contains(&role);
            choice
        })
        .into()
}

fn role_hint(role: Role) -> &'static str {
    match role {
        Role::DeskOfficer => "Tiếp nhận, yêu cầu bổ sung, trả kết quả tại một nơi tiếp nhận",
        Role::CaseOfficer => "Thẩm định và trình",
        Role::Leader => "Phê duyệt, từ chối, phân công, dừng giải quyết",
        Role::RecordsClerk => "Vào sổ, phát hành kết quả",
        Role::Cashier => "Lập khoản thu, thu tiền, ghi miễn giảm",
        Role::Administrator => "Tài khoản, tổ chức, danh mục; không xem hồ sơ bằng vai trò này",
    }
}
