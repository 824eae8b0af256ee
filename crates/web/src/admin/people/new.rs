//! `/quan-tri/nguoi-dung/moi`: a new account.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use domain::people::{Official, OfficialId};
use store::{Account, AccountRefusal, AccountWrite};

use super::account::{TypedAccount, roles, units};
use super::link::link;
use super::{HOME, mend};
use crate::admin::{Admin, Typed};
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::refusal;

#[derive(Template)]
#[template(path = "admin/people/new.html")]
struct New {
    frame: Frame,
    typed: TypedAccount,
    units: Vec<Choice>,
    roles: Vec<Choice>,
}

pub(super) async fn ask(admin: Admin) -> Response {
    draw(&page(&admin, TypedAccount::default(), FormErrors::new()))
}

fn page(admin: &Admin, typed: TypedAccount, errors: FormErrors) -> New {
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

pub(super) async fn create(admin: Admin, Form(form): Form<Typed>) -> Result<Response, Broken> {
    let typed = TypedAccount::of(&form);
    let read = match typed.read(&admin, true) {
        Ok(read) => read,
        Err(errors) => return Ok(mend(&page(&admin, typed, errors))),
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
            Ok(mend(&page(&admin, typed, errors)))
        }
        Err(why) => {
            let mut page = page(&admin, typed, FormErrors::new());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::account(why).to_owned()));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}
