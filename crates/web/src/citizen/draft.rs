//! An application on its way: what was filled in so far, kept and opened again.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::bundle::check::SoundKind;
use domain::calendar::WorkingCalendar;
use domain::dossier::event::FileFacts;
use domain::dossier::personal::Secret;
use domain::people::agency::AgencyId;
use domain::procedure::paper::{Handing, PaperKey, RequiredPaper};
use domain::procedure::{Case, CaseKey, Channel, Procedure};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Loaded, NewDraft};
use uuid::Uuid;

use super::journey::Page;
use super::{Way, access, below_procedure, bundle, elsewhere, frame_in_both, told};
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::components::ReceivedFile;
use crate::fault::Broken;
use crate::look::Look;

/// What was filled in, as typed: a page that is left half done loses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    /// The case's key.
    pub case: String,
    /// The desk's id.
    pub desk: String,
    /// Who applies.
    pub applicant: TypedApplicant,
    /// Whether somebody else acts for the applicant.
    pub represented: bool,
    /// Who.
    pub representative: TypedRepresentative,
    /// The declaration, by field.
    pub answers: BTreeMap<String, String>,
    /// The papers that arrived.
    pub files: Vec<KeptFile>,
    /// Where the result shall go: `desk`, `post` or `electronic`.
    pub return_via: String,
    /// A word from the applicant; only with a supplement.
    pub note: String,
    /// The optional parts that are wanted; only with linked procedures.
    pub chosen: Vec<String>,
}

/// Who acts for the applicant, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TypedRepresentative {
    /// Full name.
    pub name: String,
    /// 12-digit personal number.
    pub identity: String,
    /// Phone; empty for none.
    pub phone: String,
    /// The paper that gives the authority.
    pub authority: String,
}

/// A file that arrived for a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFile {
    /// Which required paper it is.
    pub paper: PaperKey,
    /// What it is.
    pub facts: FileFacts,
    /// The name it came under.
    pub name: String,
}

impl KeptFile {
    /// The proof that it arrived.
    pub fn received(&self, paper: &str) -> ReceivedFile {
        ReceivedFile {
            paper: paper.to_owned(),
            name: self.name.clone(),
            pages: Some(self.facts.pages),
            bytes: self.facts.size,
            sha256: self.facts.sha256.clone(),
            fault: String::new(),
        }
    }
}

/// A draft that is open, with the procedure as it is in force today.
pub(super) struct Opened {
    /// The id of the dossier to be.
    pub id: Uuid,
    /// Opens the draft.
    pub secret: String,
    /// What was filled in.
    pub filled: Filled,
    /// The procedure.
    pub procedure: Arc<Procedure>,
    /// The chosen case.
    pub case: Case,
    /// The rules in force.
    pub rules: Arc<Rulebook>,
    /// The kind of bundle that is applied for; none for a procedure of its own.
    pub bundle: Option<&'static SoundKind>,
}

impl Opened {
    /// Keeps what was filled in.
    pub async fn keep(&self, app: &App) -> Result<(), Broken> {
        keep(app, self.id, &self.secret, &self.filled).await
    }

    /// The desk.
    pub fn desk(&self) -> AgencyId {
        AgencyId::from_stored(self.filled.desk.clone())
    }

    /// The calendar it would be promised by.
    pub fn calendar(&self, today: Date) -> &WorkingCalendar {
        let code = &self.procedure.code;
        self.rules.calendar_at(code, &self.desk(), today)
    }

    /// The files that belong to the chosen case; one may have changed the case meanwhile.
    pub fn files(&self) -> impl Iterator<Item = (&KeptFile, &RequiredPaper)> {
        let files = self.filled.files.iter();
        files.filter_map(|file| Some((file, self.case.paper(&file.paper)?)))
    }
}

/// Keeps what was filled in under a secret.
pub(super) async fn keep(app: &App, id: Uuid, secret: &str, filled: &Filled) -> Result<(), Broken> {
    let content = serde_json::to_string(filled).expect("texts and lists of texts are always JSON");
    let new = NewDraft {
        id,
        secret,
        content: &content,
        at: app.now(),
    };
    Ok(app.store.keep_draft(new).await?)
}

/// Why a draft does not open.
enum Closed {
    /// It became the dossier with this id.
    Submitted(Uuid),
    /// The page that says it.
    Told(Response),
}

/// Opens the draft of the request's cookie; or answers with the page that says why not. A draft
/// that was submitted leads to its dossier without opening it: the draft's cookie outlives a
/// dossier that was closed on a machine that others use.
pub(super) async fn open(
    app: &App,
    look: &Look,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<Opened, Response>, Broken> {
    match find(app, look, headers, code).await? {
        Ok(opened) => Ok(Ok(opened)),
        Err(Closed::Told(page)) => Ok(Err(page)),
        Err(Closed::Submitted(id)) => match became(app, id).await? {
            Some((loaded, _)) => {
                let to = Redirect::to(&format!("/tra-cuu/{}", loaded.dossier.code));
                Ok(Err(to.into_response()))
            }
            None => {
                let linked = bundle::submitted(app, id).await?;
                Ok(Err(linked.unwrap_or_else(|| already_submitted(app, look))))
            }
        },
    }
}

/// Opens the draft that is about to be submitted: one that was submitted already shows again what
/// the first time gave.
pub(super) async fn open_to_submit(
    app: &App,
    look: &Look,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<Opened, Response>, Broken> {
    match find(app, look, headers, code).await? {
        Ok(opened) => Ok(Ok(opened)),
        Err(Closed::Told(page)) => Ok(Err(page)),
        Err(Closed::Submitted(id)) => submitted(app, look, id).await.map(Err),
    }
}

async fn find(
    app: &App,
    look: &Look,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<Opened, Closed>, Broken> {
    let rules = app.rules().await?;
    let procedure = match bundle::find(app, look, &rules, code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(Err(Closed::Told(*page))),
    };
    let nothing = || Closed::Told(nothing_begun(app, look, &procedure));
    let Some(secret) = access::draft_secret(headers) else {
        return Ok(Err(nothing()));
    };
    let Some(draft) = app.store.find_draft(&secret, app.now()).await? else {
        return Ok(Err(nothing()));
    };
    let Some(content) = draft.content else {
        return Ok(Err(Closed::Submitted(draft.id)));
    };
    let filled: Filled = serde_json::from_str(&content).unwrap_or_default();
    let case = procedure
        .case(&CaseKey(filled.case.clone()))
        .filter(|case| case.terms_for(Channel::Online).is_some())
        .cloned();
    let Some(case) = case else {
        let start = Redirect::to(&Page::Start.address(&procedure));
        return Ok(Err(Closed::Told(start.into_response())));
    };
    Ok(Ok(Opened {
        id: draft.id,
        secret,
        bundle: bundle::kind_of(&procedure.code),
        filled,
        procedure,
        case,
        rules,
    }))
}

/// The way to the dossier that a draft became: submitting twice shows what the first time gave, as
/// long as a dossier stays open on a machine that others may use.
pub(super) async fn submitted(app: &App, look: &Look, id: Uuid) -> Result<Response, Broken> {
    let Some((loaded, secret)) = became(app, id).await? else {
        let linked = bundle::submitted(app, id).await?;
        return Ok(linked.unwrap_or_else(|| already_submitted(app, look)));
    };
    let code = &loaded.dossier.code;
    if !access::is_just_submitted(loaded.dossier.submitted_at, app.now()) {
        return Ok(Redirect::to(&format!("/tra-cuu/{code}")).into_response());
    }
    let cookie = access::dossier_cookie(app, code, &access::proof_of(&secret));
    let to = Redirect::to(&format!("/tra-cuu/{code}/da-nop"));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

/// The dossier that a draft became; none when its personal data were erased.
async fn became(app: &App, id: Uuid) -> Result<Option<(Loaded, Secret)>, Broken> {
    let Some(code) = app.store.code_opened_as(id).await? else {
        return Ok(None);
    };
    let Some(loaded) = app.store.find(&code).await? else {
        return Ok(None);
    };
    let secret = loaded.personal.secret(loaded.dossier.secret.id);
    Ok(secret.map(|secret| (loaded, secret)))
}

fn already_submitted(app: &App, look: &Look) -> Response {
    let language = look.language;
    let title = language.say("Hồ sơ này đã nộp", "This was submitted already");
    let frame = frame_in_both(app, look.clone(), title).below_home();
    let said = language.say(
        "Không cần nộp lại. Xem hồ sơ bằng mã hồ sơ và mã bí mật đã ghi lại khi nộp.",
        "You need not submit it again. See it with the application code and the secret code that \
         you wrote down.",
    );
    let track = language.say("Tra cứu hồ sơ", "Track an application");
    let ways = vec![Way::new(track, "/tra-cuu")];
    told(StatusCode::OK, frame, &[said], ways)
}

fn nothing_begun(app: &App, look: &Look, procedure: &Procedure) -> Response {
    if !app.site.portal.takes_applications() {
        return elsewhere::filed_elsewhere(app, look.clone(), procedure);
    }
    let language = look.language;
    let title = language.say("Chưa có hồ sơ đang làm", "Nothing begun here");
    let frame = below_procedure(app, look.clone(), procedure, title);
    let sentences = [
        language.say(
            "Trên máy này chưa có hồ sơ nào đang điền cho thủ tục này, hoặc đã quá 30 ngày nên \
             không còn được giữ.",
            "On this machine no application was begun for this procedure, or it was more than 30 \
             days ago and is no longer kept.",
        ),
        language.say(
            "Nếu vừa điền xong một trang mà thấy thông báo này, trình duyệt đang chặn cookie của \
             trang. Cho phép cookie rồi làm lại, hoặc nộp tại quầy.",
            "If you just filled in a page, your browser refuses the cookies of this site. Allow \
             them and try again, or apply at a desk.",
        ),
    ];
    let begin = language.say("Bắt đầu hồ sơ mới", "Begin an application");
    let track = language.say("Tra cứu hồ sơ đã nộp", "Track an application");
    let ways = vec![
        Way::new(begin, Page::Start.address(procedure)),
        Way::new(track, "/tra-cuu"),
    ];
    told(StatusCode::NOT_FOUND, frame, &sentences, ways)
}

/// The papers that are sent as files, in the order of the list.
pub(super) fn sent_papers(case: &Case) -> impl Iterator<Item = &RequiredPaper> {
    case.papers.iter().filter(|paper| {
        paper.handing == Handing::Submit && paper.replaceable_by.is_none() && !paper.is_declaration
    })
}
