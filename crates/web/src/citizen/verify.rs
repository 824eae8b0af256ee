//! Whether a receipt somebody holds was issued by this province, and nothing else about it.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use documents::Promise;
use domain::dossier::code::DossierCode;

use super::access::{self, Guesses};
use super::{Typed, Way, frame_in_both, told, track, typed, unit_name};
use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::papers::issued::{IssuedReceipt, issued_receipt};

/// `/kiem-chung`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/kiem-chung", get(ask).post(verify))
}

#[derive(Template)]
#[template(path = "citizen/verify.html")]
struct Ask {
    frame: Frame,
    code: String,
}

#[derive(Template)]
#[template(path = "citizen/verify_none.html")]
struct NoMatch {
    frame: Frame,
    code: String,
}

#[derive(Template)]
#[template(path = "citizen/verify_issued.html")]
struct Issued {
    frame: Frame,
    code: String,
    at: String,
    desk: String,
    promised: String,
    /// Why no day is promised, in the words of the paper; empty when one is.
    why_not: String,
}

/// What a paper says of itself.
struct Paper {
    code: DossierCode,
    proof: String,
    /// Whether people typed the proof, and so may guess it.
    is_typed: bool,
}

/// What cannot be read: the field, and the sentence beside it.
struct Unread(&'static str, String);

async fn ask(State(app): State<App>, Query(asked): Query<Typed>, look: Look) -> Response {
    let code = typed(&asked, "ma").to_owned();
    let frame = ask_frame(&app, look);
    draw(&Ask { frame, code })
}

async fn verify(
    State(app): State<App>,
    Extension(guesses): Extension<Guesses>,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let language = look.language;
    let written = typed(&form, "ma");
    let paper = match read(&app, written, typed(&form, "bi-mat"), language) {
        Ok(paper) => paper,
        Err(unread) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(again(&app, look, status, without_secret(written), unread));
        }
    };
    let code = &paper.code;
    if paper.is_typed && guesses.are_too_many(code, app.now()) {
        let said = language.say(
            "Mã bí mật đã nhập sai nhiều lần. Đợi 15 phút rồi thử lại, hoặc quét mã QR trên giấy \
             vào ô Mã hồ sơ",
            "The secret code was wrong too often. Wait 15 minutes and try again, or scan the QR \
             code on the paper into the field Application code",
        );
        let unread = Unread("bi-mat", said.to_owned());
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Ok(again(&app, look, status, code.as_str(), unread));
    }
    let Some(loaded) = access::show_proof(&app, code, &paper.proof).await? else {
        if paper.is_typed {
            guesses.miss(code, app.now());
        }
        return Ok(no_match(&app, look, code));
    };
    let rules = app.rules().await?;
    let Some(receipt) = issued_receipt(&loaded, &rules) else {
        return Ok(none_issued(&app, look, code));
    };
    let title = language.say("Giấy tiếp nhận này là thật", "This receipt is genuine");
    let (promised, why_not) = promised(&receipt, language);
    Ok(draw(&Issued {
        frame: below_ask(&app, look, title),
        code: code.as_str().to_owned(),
        at: language.time_on(receipt.at),
        desk: unit_name(&rules, &receipt.desk),
        promised,
        why_not,
    }))
}

/// The day of return as it stands on the paper, or that none does, and why.
fn promised(receipt: &IssuedReceipt, language: Language) -> (String, String) {
    match &receipt.promise {
        Promise::At(due) => (language.time_on(*due), String::new()),
        Promise::NotSet(why) => {
            let none = language.say("Không ghi ngày.", "It names no day.");
            (none.to_owned(), why.clone())
        }
    }
}

/// The code and the secret as typed, or the address in a QR code, scanned into the first field.
fn read(app: &App, written: &str, secret: &str, language: Language) -> Result<Paper, Unread> {
    if written.contains("://") {
        return read_scan(app, written, language);
    }
    let code = track::read_code(written, language).map_err(|said| Unread("ma", said))?;
    if secret.is_empty() {
        let said = language.say(
            "Nhập mã bí mật in cạnh mã QR. Chỉ có mã hồ sơ thì chưa biết giấy là thật",
            "Enter the secret code beside the QR code. The application code alone does not show \
             that the paper is genuine",
        );
        return Err(Unread("bi-mat", said.to_owned()));
    }
    Ok(Paper {
        code,
        proof: access::typed_proof(secret),
        is_typed: true,
    })
}

fn read_scan(app: &App, scan: &str, language: Language) -> Result<Paper, Unread> {
    let own = format!("{}/tra-cuu/", app.public_url);
    let Some(rest) = scan.strip_prefix(own.as_str()) else {
        let said = foreign(&host_of(scan), &app.site.host, language);
        return Err(Unread("ma", said));
    };
    let (code, secret) = rest.split_once("?m=").unwrap_or((rest, ""));
    match code.parse() {
        Ok(code) if !secret.is_empty() => Ok(Paper {
            code,
            proof: access::long_proof(secret),
            is_typed: false,
        }),
        Ok(_) | Err(_) => {
            let said = language.say(
                "Mã QR này không phải mã in trên giấy tiếp nhận. Quét lại, hoặc gõ mã hồ sơ và mã \
                 bí mật",
                "This QR code is not the one on a receipt. Scan again, or type the application \
                 code and the secret code",
            );
            Err(Unread("ma", said.to_owned()))
        }
    }
}

/// That a QR code leads to another site.
fn foreign(there: &str, here: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "Mã QR này dẫn đến {there}, không phải {here}. Đừng nhập gì ở trang đó; gõ mã hồ sơ và \
             mã bí mật in trên giấy để kiểm chứng"
        ),
        Language::English => format!(
            "This QR code leads to {there}, not to {here}. Enter nothing there; to check the \
             paper, type the application code and the secret code printed on it"
        ),
    }
}

/// Longest name of a foreign site that is read back, in characters.
const HOST_MAX: usize = 80;

fn host_of(scan: &str) -> String {
    let rest = scan.split_once("://").map_or(scan, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.chars().take(HOST_MAX).collect()
}

/// What comes back into the field: a scan may hold a secret, which no page repeats.
fn without_secret(written: &str) -> &str {
    written.split('?').next().unwrap_or_default()
}

fn again(app: &App, look: Look, status: StatusCode, code: &str, unread: Unread) -> Response {
    let Unread(field, sentence) = unread;
    let mut errors = FormErrors::new();
    errors.add(field, sentence);
    let frame = ask_frame(app, look).errors(errors);
    let code = code.to_owned();
    draw_as(status, &Ask { frame, code })
}

fn no_match(app: &App, look: Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say("Không có giấy tiếp nhận nào khớp", "No receipt matches");
    let page = NoMatch {
        frame: below_ask(app, look, title),
        code: code.as_str().to_owned(),
    };
    draw_as(StatusCode::NOT_FOUND, &page)
}

/// The codes are right, but no desk has received the dossier.
fn none_issued(app: &App, look: Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say("Chưa cấp giấy tiếp nhận", "No receipt was issued");
    let frame = below_ask(app, look, title);
    let said = match language {
        Language::Vietnamese => format!(
            "Hai mã đúng với một hồ sơ, nhưng {} chưa cấp giấy tiếp nhận nào cho hồ sơ {code}.",
            app.site.body
        ),
        Language::English => format!(
            "Both codes belong to one application, but no receipt was issued for {code} yet."
        ),
    };
    let rest = language.say(
        "Phiếu yêu cầu bổ sung và phiếu từ chối mang cùng hai mã này và không phải giấy tiếp nhận. \
         Tờ giấy ghi là giấy tiếp nhận thì mang đến quầy để hỏi.",
        "A request for papers and a slip of refusal bear the same two codes and are no receipts. \
         If the paper calls itself a receipt, take it to the desk and ask.",
    );
    let another = language.say("Kiểm chứng giấy khác", "Check another receipt");
    let ways = vec![Way::new(another, "/kiem-chung")];
    told(StatusCode::OK, frame, &[&said, rest], ways)
}

fn ask_frame(app: &App, look: Look) -> Frame {
    let title = title(look.language);
    frame_in_both(app, look, title).below_home()
}

fn below_ask(app: &App, look: Look, title: &str) -> Frame {
    let above = self::title(look.language);
    frame_in_both(app, look, title)
        .below_home()
        .below(above, "/kiem-chung")
}

fn title(language: Language) -> &'static str {
    language.say("Kiểm chứng giấy tiếp nhận", "Check a receipt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_site_is_named_and_a_secret_is_not_repeated() {
        assert_eq!(
            host_of("https://gia.example/tra-cuu/H35?m=ABC"),
            "gia.example"
        );
        assert_eq!(host_of("http://gia.example?x"), "gia.example");
        assert_eq!(
            without_secret("https://a.example/tra-cuu/H35?m=ABC"),
            "https://a.example/tra-cuu/H35"
        );
    }
}
