//! `/quan-tri/quy-trinh/{mã}`: the process of one procedure, version by version.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::procedure::{Procedure, ProcedureCode, Terms};
use domain::process::Process;
use domain::process::called::Called;
use domain::process::check::Strictness;
use domain::process::difference::ProcessChange;
use domain::process::naming::Naming;
use domain::process::published::PublishedProcess;

use super::shown::{self, Shown};
use super::{HERE, address, publish_address};
use crate::admin::{Admin, Typed, missing, typed};
use crate::components::{Fact, View};
use crate::fault::Broken;
use crate::page::{Frame, draw};
use crate::process_sheet::{of_procedure, sheet};
use crate::wording::ground;
use crate::wording::process::decision;
use crate::{outgoing, show};

/// How the process from the template is named in addresses.
const TEMPLATE: &str = "mau";

/// Findings that are shown.
const FINDINGS_SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "admin/processes/one.html")]
struct One {
    frame: Frame,
    /// Where the next version is published.
    publish: String,
    /// The process that is shown, on paper.
    paper: String,
    versions: Vec<View>,
    cases: Vec<View>,
    facts: Vec<Fact>,
    shown: Shown,
    findings: Vec<[String; 3]>,
    /// How many findings there are.
    found: usize,
    compared: String,
    changes: Vec<ProcessChange>,
}

/// The page that is open: which process of the procedure.
struct Open<'a> {
    admin: &'a Admin,
    procedure: &'a Arc<Procedure>,
    /// None where it is the template's.
    published: Option<&'a Arc<PublishedProcess>>,
    /// Places of the case and of its terms, for the template.
    terms: (usize, usize),
}

pub(super) async fn show(
    admin: Admin,
    Path(code): Path<String>,
    Query(query): Query<Typed>,
) -> Result<Response, Broken> {
    let Some(procedure) = procedure(&admin, &code) else {
        return Ok(unknown(&admin));
    };
    let Some(open) = open(&admin, procedure, &query) else {
        return Ok(unknown(&admin));
    };
    let Some(process) = open.process() else {
        return Ok(unknown(&admin));
    };
    // People and units change after a process was published: it is looked at as of today.
    let store = &admin.app.store;
    let around = store
        .surroundings(&admin.rules, &procedure.code, admin.today)
        .await?;
    let mut found = process.draft().findings(&around, Strictness::Publishing);
    found.extend(process.draft().act_findings());
    let count = found.len();
    found.truncate(FINDINGS_SHOWN);
    let called = Called::of(procedure).at(&around);
    let naming = Naming::with(process.draft(), &called);
    let (compared, changes) = open.changes(&called);
    let frame = admin
        .frame(format!("Quy trình: {}", procedure.name))
        .below("Quy trình nội bộ", HERE);
    Ok(draw(&One {
        frame,
        publish: publish_address(&procedure.code),
        paper: open.paper(),
        versions: open.versions(),
        cases: open.cases(),
        facts: open.facts(&process),
        shown: Shown::of(&process, &called),
        findings: shown::findings(&found, &naming),
        found: count,
        compared,
        changes,
    }))
}

/// The process that the page shows, on paper.
pub(super) async fn print(
    admin: Admin,
    Path(code): Path<String>,
    Query(query): Query<Typed>,
) -> Result<Response, Broken> {
    let Some(procedure) = procedure(&admin, &code) else {
        return Ok(unknown(&admin));
    };
    let Some(open) = open(&admin, procedure, &query) else {
        return Ok(unknown(&admin));
    };
    let Some(process) = open.process() else {
        return Ok(unknown(&admin));
    };
    let store = &admin.app.store;
    let around = store
        .surroundings(&admin.rules, &procedure.code, admin.today)
        .await?;
    let called = Called::of(procedure).at(&around);
    let now = admin.app.now().local();
    let printed = sheet(process.draft(), Some(&process), &called, now);
    let source = shown::template(&admin.rules, procedure);
    let published = open.published.map(Arc::as_ref);
    let data = of_procedure(printed, procedure, published, source);
    let press = Arc::clone(&admin.app.press);
    let pdf = tokio::task::spawn_blocking(move || documents::process_sheet(&press, &data));
    let name = format!("quy-trinh-{}.pdf", procedure.code);
    Ok(outgoing::inline("pdf", &name, pdf.await??))
}

fn unknown(admin: &Admin) -> Response {
    let fact = "Không có thủ tục hoặc phiên bản quy trình này. Kiểm tra lại mã, ví dụ 1.001193.";
    missing(admin, fact, HERE)
}

/// The version of a procedure in force today, or else the newest.
pub(super) fn procedure<'a>(admin: &'a Admin, code: &str) -> Option<&'a Arc<Procedure>> {
    let code: ProcedureCode = code.parse().ok()?;
    admin.rules.procedure_on(&code, admin.today).or_else(|| {
        let versions = admin.rules.procedures.iter();
        let versions = versions.filter(|procedure| procedure.code == code);
        versions.max_by_key(|procedure| procedure.version)
    })
}

/// What the query asks for; without it what counts today.
fn open<'a>(admin: &'a Admin, procedure: &'a Arc<Procedure>, query: &Typed) -> Option<Open<'a>> {
    let processes = &admin.rules.processes;
    let published = match typed(query, "ban") {
        "" => processes.in_force(&procedure.code, admin.today),
        TEMPLATE => None,
        number => Some(processes.version(&procedure.code, number.parse().ok()?)?),
    };
    let terms = match typed(query, "truong-hop") {
        "" => (0, 0),
        asked => {
            let (case, terms) = asked.split_once('.')?;
            (case.parse().ok()?, terms.parse().ok()?)
        }
    };
    Some(Open {
        admin,
        procedure,
        published,
        terms,
    })
}

impl Open<'_> {
    fn process(&self) -> Option<Arc<Process>> {
        match self.published {
            Some(published) => published.process(),
            None => self.fitted(self.terms()?),
        }
    }

    fn terms(&self) -> Option<&Terms> {
        let (case, terms) = self.terms;
        self.procedure.cases.get(case)?.terms.get(terms)
    }

    /// The process that the template gives, also where another is published.
    fn fitted(&self, terms: &Terms) -> Option<Arc<Process>> {
        self.admin.rules.process_by_template(self.procedure, terms)
    }

    fn link(&self, which: &str) -> String {
        format!("{}?ban={which}", address(&self.procedure.code))
    }

    /// Where the same is on paper.
    fn paper(&self) -> String {
        let version = self.published.map(|one| one.version.to_string());
        let (case, terms) = self.terms;
        format!(
            "{}/quy-trinh.pdf?ban={}&truong-hop={case}.{terms}",
            address(&self.procedure.code),
            version.as_deref().unwrap_or(TEMPLATE)
        )
    }

    fn versions(&self) -> Vec<View> {
        let published = self.admin.rules.processes.of(&self.procedure.code);
        let here = self.published.map(|one| one.version);
        let version = |one: &Arc<PublishedProcess>| View {
            text: format!("Phiên bản {}, từ {}", one.version, show::date(one.from)),
            href: self.link(&one.version.to_string()),
            here: here == Some(one.version),
            count: None,
        };
        let mut views: Vec<View> = published.iter().rev().map(version).collect();
        views.push(View {
            text: "Quy trình mẫu".to_owned(),
            href: self.link(TEMPLATE),
            here: here.is_none(),
            count: None,
        });
        views
    }

    /// Every case with its own limit; none where one process is for all.
    fn cases(&self) -> Vec<View> {
        if self.published.is_some() {
            return Vec::new();
        }
        let mut views = Vec::new();
        for (at, case) in self.procedure.cases.iter().enumerate() {
            for (place, terms) in case.terms.iter().enumerate() {
                let channels = terms.channels.iter().map(|c| ground::channel(*c));
                let channels: Vec<&str> = channels.collect();
                let limit = terms.promised().show();
                views.push(View {
                    text: format!("{} ({}): {limit}", case.name, channels.join(", ")),
                    href: format!("{}&truong-hop={at}.{place}", self.link(TEMPLATE)),
                    here: self.terms == (at, place),
                    count: None,
                });
            }
        }
        views
    }

    fn facts(&self, process: &Process) -> Vec<Fact> {
        let rules = &self.admin.rules;
        let mut facts = vec![
            Fact::new("Mã thủ tục", self.procedure.code.to_string()),
            Fact::new("Thời hạn trong quy trình", process.draft().limit.show()),
        ];
        match self.published {
            Some(one) => facts.extend([
                Fact::new("Tên quy trình", one.draft.name.clone()),
                Fact::new("Phiên bản", one.version.to_string()),
                Fact::new("Áp dụng từ", show::date(one.from)),
                Fact::new("Quyết định phê duyệt", decision(&one.decision)),
            ]),
            None => facts.push(Fact::new("Nguồn", shown::template(rules, self.procedure))),
        }
        facts
    }

    /// What is different from the version before, or from the template.
    fn changes(&self, called: &Called) -> (String, Vec<ProcessChange>) {
        let Some(published) = self.published else {
            return (String::new(), Vec::new());
        };
        let versions = self.admin.rules.processes.of(&self.procedure.code).iter();
        let before = versions.rev().find(|one| one.version < published.version);
        if let Some(before) = before {
            let changes = before.draft.difference_called(&published.draft, called);
            return (format!("So với phiên bản {}", before.version), changes);
        }
        let template = self.terms().and_then(|terms| self.fitted(terms));
        template.map_or_else(
            || (String::new(), Vec::new()),
            |process| {
                let changes = process.draft().difference_called(&published.draft, called);
                ("So với quy trình mẫu".to_owned(), changes)
            },
        )
    }
}
