//! Where to file when it is not here: the National Portal, a desk, or by post.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::procedure::Procedure;

use super::{Way, below_procedure, frame_in_both};
use crate::app::App;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw_as};
use crate::session;

#[derive(Template)]
#[template(path = "citizen/elsewhere.html")]
struct Elsewhere {
    frame: Frame,
    sentences: [&'static str; 2],
    national: String,
    ways: Vec<Way>,
}

/// One calm page for all citizen pages when the portal is off. Officials who are logged in read
/// the guidance on: their pages lead to it.
pub(super) async fn closed_when_off(
    State(app): State<App>,
    look: Look,
    request: Request,
    next: Next,
) -> Response {
    if !app.site.portal.is_off() {
        return next.run(request).await;
    }
    match session::officer(&app, request.headers()).await {
        Ok(Some(_)) => next.run(request).await,
        Ok(None) => closed(&app, look),
        Err(broken) => broken.into_response(),
    }
}

fn closed(app: &App, look: Look) -> Response {
    let is_home = look.here.split('?').next() == Some("/");
    let status = if is_home {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let national = app.site.portal.national.as_ref();
    let language = look.language;
    let title = language.say("Xem và nộp thủ tục ở nơi khác", "Apply elsewhere");
    let page = Elsewhere {
        frame: frame_in_both(app, look, title),
        sentences: [
            language.say(
                "Tỉnh không hướng dẫn và không nhận hồ sơ trên trang này. Xem thủ tục và nộp hồ sơ \
                 trên Cổng Dịch vụ công quốc gia, tại quầy, hoặc gửi qua bưu chính công ích.",
                "The province neither explains procedures nor takes applications on this site. \
                 Apply on the National Public Service Portal, at a desk, or by public post.",
            ),
            language.say(
                "Hồ sơ đã nộp vẫn theo dõi, bổ sung và nhận kết quả được ở đây, bằng mã QR hoặc mã \
                 hồ sơ in trên giấy tiếp nhận.",
                "What was submitted is still tracked here, with the QR code or the application \
                 code on the receipt: hand in papers and get the result.",
            ),
        ],
        national: national.map_or_else(String::new, |portal| portal.home().to_owned()),
        ways: after_filing(language),
    };
    draw_as(status, &page)
}

/// The page in place of an application that is not begun here.
pub(super) fn filed_elsewhere(app: &App, look: Look, procedure: &Procedure) -> Response {
    let language = look.language;
    let see = language.say(
        "Xem giấy tờ cần có và nơi nộp",
        "See which papers it takes, and where to apply",
    );
    let desks = format!("/thu-tuc/{}#noi-nop", procedure.code);
    let mut ways = vec![Way::new(see, desks)];
    ways.extend(after_filing(language));
    let title = language.say("Không nộp trên trang này", "Not on this site");
    let page = Elsewhere {
        frame: below_procedure(app, look, procedure, title),
        sentences: [
            language.say(
                "Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia. Ông/bà cũng nộp được \
                 tại quầy hoặc qua bưu chính công ích.",
                "Apply for this online on the National Public Service Portal, or at a desk, or by \
                 public post.",
            ),
            language.say(
                "Hồ sơ đang điền dở trên trang này vẫn làm tiếp và nộp được trong 30 ngày, trên \
                 máy đã điền hoặc bằng đường dẫn đã lưu.",
                "What you began on this site can still be finished and submitted for 30 days, on \
                 the same machine or by the link you saved.",
            ),
        ],
        national: app.site.portal.national_address(&procedure.code),
        ways,
    };
    draw_as(StatusCode::FORBIDDEN, &page)
}

fn after_filing(language: Language) -> Vec<Way> {
    let track = language.say("Tra cứu hồ sơ đã nộp", "Track an application");
    let check = language.say("Kiểm chứng giấy tiếp nhận", "Check a receipt");
    vec![
        Way::new(track, "/tra-cuu"),
        Way::new(check, "/kiem-chung"),
        Way::new(language.say("Trợ giúp", "Help"), "/giup-do"),
    ]
}
