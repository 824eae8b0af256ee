//! `GET /api/v1/openapi.json`: the whole API, described for programs.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::dossier::command::Act;
use domain::dossier::consultation::command::ConsultationAct;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, OpenApi as Document, PathItem, Ref, RefOr, Required, Response as Described,
    ResponseBuilder,
};
use utoipa::{Modify, OpenApi, ToResponse, ToSchema};

use super::model::{asked, catalogue, names, opinion, shown};
use super::problem::{FieldError, ProblemShown};
use crate::wording::act::{address, button};

/// A file as the whole body.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it only describes what clients send")]
pub(super) struct FileBody(Vec<u8>);

/// A file in a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes what browsers and clients send")]
pub(super) struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The request cannot be carried out as it is.
#[derive(ToResponse)]
#[response(
    description = "The request cannot be carried out as it is; `type` says why",
    content_type = "application/problem+json"
)]
#[expect(dead_code, reason = "it only describes the answer")]
pub(super) struct Refused(#[to_schema] ProblemShown);

/// Something broke on our side.
#[derive(ToResponse)]
#[response(
    description = "Something broke on our side; the same request may be sent again with the same key",
    content_type = "application/problem+json"
)]
#[expect(dead_code, reason = "it only describes the answer")]
pub(super) struct Broke(#[to_schema] ProblemShown);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Một Cửa",
        version = "1",
        description = "Hồ sơ thủ tục hành chính: cùng luật với các trang, trả lời bằng JSON. Every write needs an `Idempotency-Key`; every refusal is a problem of RFC 9457 whose `type` leads to a page that explains it.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    paths(
        super::procedures::list,
        super::procedures::one,
        super::list::get,
        super::open::post,
        super::dossier::get,
        super::dossier::events,
        super::clock::get,
        super::files::post,
        super::bundles::post,
        super::bundles::get,
        super::bundles::withdraw,
    ),
    components(
        schemas(
            asked::Receive, asked::AskSupplement, asked::Supplement, asked::Refuse, asked::Plain,
            asked::Assign, asked::Examine, asked::Propose, asked::Reasoned, asked::RecordResult,
            asked::HandOver, asked::Stop, asked::Correct, asked::ChargeFees, asked::RecordPayment,
            asked::Waive, asked::AnswerFeedback, asked::Pause, asked::Apologise,
            asked::CompleteStep, asked::CompleteBeside, asked::SettleAtOnce,
            opinion::AskOpinions, opinion::HandOnOpinion, opinion::AnswerOpinion,
            opinion::ReturnOpinion, opinion::ConcludeConsultation, names::AnswerForm, names::Stance,
            shown::Acted,
            ProblemShown, FieldError, names::PauseGround, names::LatenessCause,
            names::Channel, names::ApplicantKind, names::Sex, names::ReturnVia, names::Outcome,
            names::RefusalGround, names::StopGround, names::HandOverProof, names::PaymentMethod,
            names::WaiverGround, names::FeeKind, names::SettlingLevel, names::ServiceLevel,
            names::Handing, names::Consent, catalogue::ProcedureLine, FileForm, FileBody,
        ),
        responses(Refused, Broke),
    ),
    modifiers(&Bearer, &Acts, &Statuses),
    security(("bearer" = [])),
    tags(
        (name = "procedures", description = "The public catalogue"),
        (name = "dossiers", description = "Dossiers: open, find, read"),
        (name = "acts", description = "What officials do with a dossier"),
        (name = "files", description = "Uploads"),
        (name = "bundles", description = "Linked procedures: one declaration, one code, one story"),
    ),
)]
struct Api;

/// The scheme under which tokens travel.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", scheme);
    }
}

/// One path for each act: their addresses are made of the rules' own list.
struct Acts;

impl Modify for Acts {
    fn modify(&self, document: &mut Document) {
        for act in Act::ON_DOSSIER {
            let Some(body) = body_of(act) else { continue };
            let path = format!("/api/v1/dossiers/{{code}}/acts/{}", address(act));
            let item = PathItem::new(HttpMethod::Post, operation(act, body));
            document.paths.paths.insert(path, item);
        }
    }
}

/// The statuses that a "no" travels with, one by one: generated clients know nothing of `4XX`.
struct Statuses;

/// A "no" to whoever reads.
const NO_TO_READERS: &[&str] = &["401", "404", "422"];

/// A "no" to whoever writes.
const NO_TO_WRITERS: &[&str] = &["400", "401", "404", "409", "413", "415", "422"];

/// Something broke, or the database is away.
const BROKEN: &[&str] = &["500", "503"];

impl Modify for Statuses {
    fn modify(&self, document: &mut Document) {
        for item in document.paths.paths.values_mut() {
            let operations = [
                (&mut item.get, NO_TO_READERS),
                (&mut item.post, NO_TO_WRITERS),
            ];
            for (operation, no) in operations {
                let Some(operation) = operation else { continue };
                let answers = &mut operation.responses.responses;
                for (group, statuses) in [("4XX", no), ("5XX", BROKEN)] {
                    let Some(answer) = answers.remove(group) else {
                        continue;
                    };
                    let named = |status: &&str| ((*status).to_owned(), answer.clone());
                    answers.extend(statuses.iter().map(named));
                }
            }
        }
    }
}

/// The schema of an act's body; none for acts that open a dossier or are the applicant's or the
/// program's own.
fn body_of(act: Act) -> Option<&'static str> {
    Some(match act {
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Rate
        | Act::GiveFeedback
        | Act::RunOut
        | Act::MovePromise
        | Act::Route => {
            return None;
        }
        Act::Along => "CompleteStep",
        Act::CompleteBeside => "CompleteBeside",
        Act::SettleAtOnce => "SettleAtOnce",
        Act::Receive => "Receive",
        Act::AskSupplement => "AskSupplement",
        Act::Supplement => "Supplement",
        Act::RefuseReception => "Refuse",
        Act::Forward | Act::Approve | Act::TakeOver | Act::Resume => "Plain",
        Act::Assign => "Assign",
        Act::Examine => "Examine",
        Act::Propose => "Propose",
        Act::SendBack | Act::PullBack | Act::Decline | Act::Withdraw => "Reasoned",
        Act::RecordResult => "RecordResult",
        Act::HandOver => "HandOver",
        Act::Stop => "Stop",
        Act::Correct => "Correct",
        Act::Charge => "ChargeFees",
        Act::RecordPayment => "RecordPayment",
        Act::Waive => "Waive",
        Act::AnswerFeedback => "AnswerFeedback",
        Act::Pause => "Pause",
        Act::Apologise => "Apologise",
        Act::Consult(act) => match act {
            ConsultationAct::Ask => "AskOpinions",
            ConsultationAct::HandOn => "HandOnOpinion",
            ConsultationAct::Answer => "AnswerOpinion",
            ConsultationAct::Bounce => "ReturnOpinion",
            ConsultationAct::Conclude => "ConcludeConsultation",
            ConsultationAct::Escalate | ConsultationAct::RecordSilence => return None,
        },
    })
}

fn operation(act: Act, body: &str) -> OperationBuilder {
    let name = address(act);
    let json = |schema: &str| ContentBuilder::new().schema(Some(Ref::from_schema_name(schema)));
    let parameter = |name: &str, place: ParameterIn, text: &str| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .required(Required::True)
            .description(Some(text))
            .schema(Some(Object::with_type(Type::String)))
    };
    let key = "1 to 255 printable ASCII characters, the same in every retry";
    let done = ResponseBuilder::new()
        .description("Carried out")
        .content("application/json", json("Acted").build());
    let problem = |name: &str| -> RefOr<Described> { Ref::from_response_name(name).into() };
    OperationBuilder::new()
        .tag("acts")
        .operation_id(Some(name.replace('-', "_")))
        .summary(Some(button(act)))
        .parameter(parameter("code", ParameterIn::Path, "The dossier's code"))
        .parameter(parameter("Idempotency-Key", ParameterIn::Header, key))
        .request_body(Some(
            RequestBodyBuilder::new()
                .content("application/json", json(body).build())
                .required(Some(Required::True))
                .build(),
        ))
        .response("200", done)
        .response("4XX", problem("Refused"))
        .response("5XX", problem("Broke"))
}

/// The document never changes while the program runs.
static JSON: LazyLock<String> =
    LazyLock::new(|| serde_json::to_string(&Api::openapi()).expect("a document is plain data"));

pub(super) async fn get() -> Response {
    ([(CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}
