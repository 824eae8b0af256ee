//! `/quan-tri/nguoi-dung`: accounts. Passwords are never seen here: a one-time link lets the owner
//! set one.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::dossier::Now;
use domain::people::agency::{Agency, AgencyId};
use domain::people::identity::PersonName;
use domain::people::login::{LOGIN_MAX, LOGIN_MIN, is_login};
use domain::people::{Official, OfficialId, Role};
use domain::vietnamese::fold;
use jiff::SignedDuration;
use store::{Account, AccountRefusal, AccountWrite};
use uuid::Uuid;

use super::{Admin, Typed, missing, typed};
use crate::components::View;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::percent;
use crate::show;
use crate::wording::{field, people, refusal};

/// Rows a page.
const ROWS: usize = 50;

/// How long a link to set a password works.
///
/// Not law: the design's sixty minutes for a one-time link.
const LINK_MINUTES: i64 = 60;

const HOME: &str = "/quan-tri/nguoi-dung";

#[derive(Template)]
#[template(path = "admin/people.html")]
struct People {
    frame: Frame,
    views: Vec<View>,
    state: String,
    q: String,
    roles: Vec<Choice>,
    rows: Vec<Row>,
    found: String,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    login: String,
    unit: String,
    roles: String,
    state: &'static str,
    colour: &'static str,
}

const VIEWS: [(&str, &str); 4] = [
    ("", "Tất cả"),
    ("khoa", "Đã khóa"),
    ("chua-mat-khau", "Chưa đặt mật khẩu"),
    ("don-vi-cu", "Ở đơn vị đã kết thúc"),
];

pub(super) async fn list(admin: Admin, Query(query): Query<Typed>) -> Result<Response, Broken> {
    let accounts = admin.app.store.accounts().await?;
    let (state, q) = (
        typed(&query, "trang-thai").to_owned(),
        typed(&query, "q").to_owned(),
    );
    let role = typed(&query, "vai-tro").to_owned();
    let page: usize = typed(&query, "trang").parse().unwrap_or(1).clamp(1, 10_000);
    let address = |state: &str, page: usize| {
        format!(
            "{HOME}?trang-thai={state}&vai-tro={role}&q={}&trang={page}",
            percent(&q)
        )
    };
    let views = VIEWS.map(|(name, text)| View {
        text: text.to_owned(),
        href: address(name, 1),
        here: name == state,
        count: Some(
            accounts
                .iter()
                .filter(|account| is_in(&admin, name, account))
                .count() as u64,
        ),
    });
    let words = fold(&q);
    let wanted = Role::from_name(&role);
    let found: Vec<_> = accounts
        .iter()
        .filter(|account| is_in(&admin, &state, account))
        .filter(|account| wanted.is_none_or(|role| account.official.is(role)))
        .filter(|account| {
            let unit = admin.unit_name(&account.official.unit);
            let all = format!(
                "{} {} {unit} {}",
                account.name, account.login, account.official.unit
            );
            fold(&all).contains(&words)
        })
        .collect();
    let rows = found
        .iter()
        .skip((page - 1) * ROWS)
        .take(ROWS)
        .map(|a| row(&admin, a))
        .collect();
    let previous = if page > 1 {
        address(&state, page - 1)
    } else {
        String::new()
    };
    let next = if found.len() > page * ROWS {
        address(&state, page + 1)
    } else {
        String::new()
    };
    let any = Choice::new("", "Mọi vai trò");
    let all = Role::ALL.map(|role| Choice::new(role.name(), people::role(role)));
    Ok(draw(&People {
        frame: admin.frame("Người dùng"),
        views: views.into(),
        roles: Choice::pick(std::iter::once(any).chain(all).collect(), &role),
        found: show::number(found.len() as u64),
        state,
        q,
        rows,
        previous,
        next,
    }))
}

fn is_in(admin: &Admin, state: &str, account: &Account) -> bool {
    match state {
        "khoa" => !account.active,
        "chua-mat-khau" => account.active && !account.has_password,
        "don-vi-cu" => {
            let unit = admin.rules.organisation.find(&account.official.unit);
            account.active && !unit.is_some_and(|unit| unit.is_valid_on(admin.today))
        }
        _ => true,
    }
}

fn row(admin: &Admin, account: &Account) -> Row {
    let (state, colour) = state(account);
    Row {
        href: format!("{HOME}/{}", account.official.id.0),
        name: account.name.clone(),
        login: account.login.clone(),
        unit: admin.unit_name(&account.official.unit),
        roles: role_names(&account.official.roles),
        state,
        colour,
    }
}

fn state(account: &Account) -> (&'static str, &'static str) {
    match (account.active, account.has_password) {
        (false, _) => ("Đã khóa", "grey"),
        (true, false) => ("Chưa đặt mật khẩu", "yellow"),
        (true, true) => ("Đang dùng", "green"),
    }
}

fn role_names(roles: &BTreeSet<Role>) -> String {
    roles
        .iter()
        .map(|role| people::role(*role))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What was typed about an account, kept as typed.
#[derive(Default)]
struct TypedAccount {
    login: String,
    name: String,
    unit: String,
    roles: BTreeSet<Role>,
}

/// An account as it was typed, read.
struct ReadAccount {
    name: String,
    unit: AgencyId,
    roles: BTreeSet<Role>,
}

impl TypedAccount {
    fn of(form: &Typed) -> Self {
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

    fn stored(account: &Account) -> Self {
        Self {
            login: account.login.clone(),
            name: account.name.clone(),
            unit: account.official.unit.as_str().to_owned(),
            roles: account.official.roles.clone(),
        }
    }

    /// Reads the account; a new one with its name to log in with.
    fn read(&self, admin: &Admin, is_new: bool) -> Result<ReadAccount, FormErrors> {
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

#[derive(Template)]
#[template(path = "admin/people_new.html")]
struct New {
    frame: Frame,
    typed: TypedAccount,
    units: Vec<Choice>,
    roles: Vec<Choice>,
}

pub(super) async fn ask_new(admin: Admin) -> Response {
    draw(&new_page(
        &admin,
        TypedAccount::default(),
        FormErrors::new(),
    ))
}

fn new_page(admin: &Admin, typed: TypedAccount, errors: FormErrors) -> New {
    New {
        frame: admin
            .frame("Tạo tài khoản")
            .below("Người dùng", HOME)
            .errors(errors),
        units: units(admin, &typed.unit),
        roles: roles(&typed.roles),
        typed,
    }
}

/// The units of today, each with the unit it is chosen by.
fn units(admin: &Admin, chosen: &str) -> Vec<Choice> {
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

fn roles(chosen: &BTreeSet<Role>) -> Vec<Choice> {
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

#[derive(Template)]
#[template(path = "admin/people_link.html")]
struct Link {
    frame: Frame,
    name: String,
    login: String,
    link: String,
    until: String,
    back: String,
}

pub(super) async fn create(admin: Admin, Form(form): Form<Typed>) -> Result<Response, Broken> {
    let typed = TypedAccount::of(&form);
    let read = match typed.read(&admin, true) {
        Ok(read) => read,
        Err(errors) => return Ok(mend(&new_page(&admin, typed, errors))),
    };
    let id = OfficialId(fresh::id());
    let account = Account {
        official: Official {
            id,
            unit: read.unit,
            roles: read.roles,
        },
        login: typed.login.clone(),
        name: read.name,
        active: true,
        has_password: false,
    };
    let by = Some(admin.officer.official().id);
    let write = AccountWrite::Create {
        account: account.clone(),
        password_hash: None,
        by,
        at: admin.app.now(),
    };
    match admin.app.store.change_account(write).await? {
        // Nothing is lost when the second write fails: the account's page makes another link.
        Ok(()) => link(&admin, &account, "Đã tạo tài khoản").await,
        Err(AccountRefusal::LoginTaken) => {
            let mut errors = FormErrors::new();
            errors.add("login", refusal::account(AccountRefusal::LoginTaken));
            Ok(mend(&new_page(&admin, typed, errors)))
        }
        Err(why) => {
            let mut page = new_page(&admin, typed, FormErrors::new());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::account(why).to_owned()));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn mend(page: &impl Template) -> Response {
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// Makes a new one-time link and shows it once: it is kept nowhere.
async fn link(admin: &Admin, account: &Account, done: &str) -> Result<Response, Broken> {
    let (secret, at) = (fresh::key(), admin.app.now());
    let hour = SignedDuration::from_mins(LINK_MINUTES);
    let expires_at = Now(at.0.checked_add(hour).unwrap_or(at.0));
    let id = account.official.id;
    let write = AccountWrite::Invite {
        id,
        secret: secret.clone(),
        expires_at,
        by: Some(admin.officer.official().id),
        at,
    };
    let back = format!("{HOME}/{}", id.0);
    if let Err(why) = admin.app.store.change_account(write).await? {
        return one_page(
            admin,
            account,
            Note::Refused(refusal::account(why).to_owned()),
        );
    }
    let frame = admin
        .frame("Đường dẫn đặt mật khẩu")
        .below("Người dùng", HOME)
        .below(account.name.clone(), back.clone())
        .note(Note::Done(done.to_owned()));
    Ok(draw(&Link {
        frame,
        name: account.name.clone(),
        login: account.login.clone(),
        link: format!("{}/dat-mat-khau/{secret}", admin.app.public_url),
        until: show::date_time(expires_at.local()),
        back,
    }))
}

#[derive(Template)]
#[template(path = "admin/people_one.html")]
struct One {
    frame: Frame,
    account: Account,
    address: String,
    state: &'static str,
    colour: &'static str,
    typed: TypedAccount,
    units: Vec<Choice>,
    roles: Vec<Choice>,
    is_self: bool,
}

/// The account at this address, and the page that says there is none.
async fn find(admin: &Admin, id: &str) -> Result<Result<Account, Response>, Broken> {
    let account = match id.parse::<Uuid>() {
        Ok(id) => admin.app.store.account(OfficialId(id)).await?,
        Err(_) => None,
    };
    Ok(account.ok_or_else(|| {
        missing(
            admin,
            "Không có tài khoản này. Tìm lại trong danh sách.",
            HOME,
        )
    }))
}

pub(super) async fn one(
    admin: Admin,
    Path(id): Path<String>,
    Query(query): Query<Typed>,
) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let mut page = page_of(
        &admin,
        &account,
        TypedAccount::stored(&account),
        FormErrors::new(),
    );
    let said = match typed(&query, "da") {
        "luu" => "Đã lưu thay đổi.",
        "khoa" => "Đã khóa tài khoản. Mọi phiên đăng nhập và mã truy cập của tài khoản đã hết.",
        "mo" => "Đã mở lại tài khoản.",
        _ => "",
    };
    if !said.is_empty() {
        page.frame = page.frame.note(Note::Done(said.to_owned()));
    }
    Ok(draw(&page))
}

/// Somebody came back to the address of a button: the account's page is meant.
pub(super) async fn one_again(_: Admin, Path(id): Path<String>) -> Response {
    Redirect::to(&format!("{HOME}/{}", percent(&id))).into_response()
}

fn page_of(admin: &Admin, account: &Account, typed: TypedAccount, errors: FormErrors) -> One {
    let (state, colour) = state(account);
    One {
        frame: admin
            .frame(account.name.clone())
            .below("Người dùng", HOME)
            .errors(errors),
        address: format!("{HOME}/{}", account.official.id.0),
        state,
        colour,
        units: units(admin, &typed.unit),
        roles: roles(&typed.roles),
        typed,
        is_self: account.official.id == admin.officer.official().id,
        account: account.clone(),
    }
}

fn one_page(admin: &Admin, account: &Account, note: Note) -> Result<Response, Broken> {
    let mut page = page_of(
        admin,
        account,
        TypedAccount::stored(account),
        FormErrors::new(),
    );
    page.frame = page.frame.note(note);
    Ok(draw_as(StatusCode::CONFLICT, &page))
}

pub(super) async fn change(
    admin: Admin,
    Path(id): Path<String>,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let typed = TypedAccount {
        login: account.login.clone(),
        ..TypedAccount::of(&form)
    };
    let read = match typed.read(&admin, false) {
        Ok(read) => read,
        Err(errors) => return Ok(mend(&page_of(&admin, &account, typed, errors))),
    };
    let changed = Account {
        official: Official {
            id: account.official.id,
            unit: read.unit,
            roles: read.roles,
        },
        name: read.name,
        ..account.clone()
    };
    let by = admin.officer.official().id;
    let write = AccountWrite::Change {
        account: changed,
        by,
        at: admin.app.now(),
    };
    match admin.app.store.change_account(write).await? {
        Ok(()) => Ok(Redirect::to(&format!("{HOME}/{id}?da=luu")).into_response()),
        Err(why) => {
            let mut page = page_of(&admin, &account, typed, FormErrors::new());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::account(why).to_owned()));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

pub(super) async fn switch_off(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    switch(admin, id, false).await
}

pub(super) async fn switch_on(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    switch(admin, id, true).await
}

async fn switch(admin: Admin, id: String, active: bool) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let write = AccountWrite::SetActive {
        id: account.official.id,
        active,
        by: admin.officer.official().id,
        at: admin.app.now(),
    };
    match admin.app.store.change_account(write).await? {
        Ok(()) => {
            let done = if active { "mo" } else { "khoa" };
            Ok(Redirect::to(&format!("{HOME}/{id}?da={done}")).into_response())
        }
        Err(why) => one_page(
            &admin,
            &account,
            Note::Refused(refusal::account(why).to_owned()),
        ),
    }
}

pub(super) async fn invite(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    match find(&admin, &id).await? {
        Ok(account) if account.active => {
            link(
                &admin,
                &account,
                "Đã tạo đường dẫn mới. Đường dẫn cũ, nếu có, hết dùng được.",
            )
            .await
        }
        Ok(account) => {
            let why = "Tài khoản đang khóa. Mở lại tài khoản trước khi tạo đường dẫn.";
            one_page(&admin, &account, Note::Refused(why.to_owned()))
        }
        Err(missing) => Ok(missing),
    }
}
