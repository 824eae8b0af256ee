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
use super::{Typed, Way, frame, told, track, typed, unit_name};
use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::papers::issued::{IssuedReceipt, issued_receipt};
use crate::show;

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
    let written = typed(&form, "ma");
    let paper = match read(&app, written, typed(&form, "bi-mat")) {
        Ok(paper) => paper,
        Err(unread) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(again(&app, look, status, without_secret(written), unread));
        }
    };
    let code = &paper.code;
    if paper.is_typed && guesses.are_too_many(code, app.now()) {
        let said = "Mã bí mật đã nhập sai nhiều lần. Đợi 15 phút rồi thử lại, hoặc quét mã QR \
                    trên giấy vào ô Mã hồ sơ";
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
    Ok(draw(&Issued {
        frame: below_ask(&app, look, "Giấy tiếp nhận này là thật"),
        code: code.as_str().to_owned(),
        at: format!(
            "{} {}",
            show::time(receipt.at),
            show::date_with_weekday(receipt.at.date())
        ),
        desk: unit_name(&rules, &receipt.desk),
        promised: promised(&receipt),
    }))
}

/// The day of return as it stands on the paper.
fn promised(receipt: &IssuedReceipt) -> String {
    match &receipt.promise {
        Promise::At(due) => format!(
            "{} {}",
            show::time(*due),
            show::date_with_weekday(due.date())
        ),
        Promise::NotSet(why) => format!("Không ghi ngày. {why}"),
    }
}

/// The code and the secret as typed, or the address in a QR code, scanned into the first field.
fn read(app: &App, written: &str, secret: &str) -> Result<Paper, Unread> {
    if written.contains("://") {
        return read_scan(app, written);
    }
    let code = track::read_code(written, Language::Vietnamese)
        .map_err(|sentence| Unread("ma", sentence))?;
    if secret.is_empty() {
        let said = "Nhập mã bí mật in cạnh mã QR. Chỉ có mã hồ sơ thì chưa biết giấy là thật";
        return Err(Unread("bi-mat", said.to_owned()));
    }
    Ok(Paper {
        code,
        proof: access::typed_proof(secret),
        is_typed: true,
    })
}

fn read_scan(app: &App, scan: &str) -> Result<Paper, Unread> {
    let own = format!("{}/tra-cuu/", app.public_url);
    let Some(rest) = scan.strip_prefix(own.as_str()) else {
        let said = format!(
            "Mã QR này dẫn đến {}, không phải {}. Đừng nhập gì ở trang đó; gõ mã hồ sơ và mã bí \
             mật in trên giấy để kiểm chứng",
            host_of(scan),
            app.site.host
        );
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
            let said = "Mã QR này không phải mã in trên giấy tiếp nhận. Quét lại, hoặc gõ mã hồ \
                        sơ và mã bí mật";
            Err(Unread("ma", said.to_owned()))
        }
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
    let page = NoMatch {
        frame: below_ask(app, look, "Không có giấy tiếp nhận nào khớp"),
        code: code.as_str().to_owned(),
    };
    draw_as(StatusCode::NOT_FOUND, &page)
}

/// The codes are right, but no desk has received the dossier.
fn none_issued(app: &App, look: Look, code: &DossierCode) -> Response {
    let frame = below_ask(app, look, "Chưa cấp giấy tiếp nhận");
    let said = format!(
        "Hai mã đúng với một hồ sơ, nhưng {} chưa cấp giấy tiếp nhận nào cho hồ sơ {code}.",
        app.site.body
    );
    let rest = "Phiếu yêu cầu bổ sung và phiếu từ chối mang cùng hai mã này và không phải giấy \
                tiếp nhận. Tờ giấy ghi là giấy tiếp nhận thì mang đến quầy để hỏi.";
    let ways = vec![Way::new("Kiểm chứng giấy khác", "/kiem-chung")];
    told(StatusCode::OK, frame, &[&said, rest], ways)
}

fn ask_frame(app: &App, look: Look) -> Frame {
    frame(app, look, "Kiểm chứng giấy tiếp nhận").below("Trang chủ", "/")
}

fn below_ask(app: &App, look: Look, title: &str) -> Frame {
    frame(app, look, title)
        .below("Trang chủ", "/")
        .below("Kiểm chứng giấy tiếp nhận", "/kiem-chung")
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
