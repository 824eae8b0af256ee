//! Where to file when it is not here: the National Portal, a desk, or by post.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::procedure::Procedure;

use super::{Way, frame};
use crate::app::App;
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
    let page = Elsewhere {
        frame: frame(app, look, "Xem và nộp thủ tục ở nơi khác"),
        sentences: [
            "Tỉnh không hướng dẫn và không nhận hồ sơ trên trang này. Xem thủ tục và nộp hồ sơ \
             trên Cổng Dịch vụ công quốc gia, tại quầy, hoặc gửi qua bưu chính công ích.",
            "Hồ sơ đã nộp vẫn theo dõi, bổ sung và nhận kết quả được ở đây, bằng mã QR hoặc mã hồ \
             sơ in trên giấy tiếp nhận.",
        ],
        national: national.map_or_else(String::new, |portal| portal.home().to_owned()),
        ways: after_filing(),
    };
    draw_as(status, &page)
}

/// The page in place of an application that is not begun here.
pub(super) fn filed_elsewhere(app: &App, look: Look, procedure: &Procedure) -> Response {
    let address = format!("/thu-tuc/{}", procedure.code);
    let mut ways = vec![Way::new(
        "Xem giấy tờ cần có và nơi nộp",
        format!("{address}#noi-nop"),
    )];
    ways.extend(after_filing());
    let page = Elsewhere {
        frame: frame(app, look, "Không nộp trên trang này")
            .below("Trang chủ", "/")
            .below(&procedure.name, address),
        sentences: [
            "Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia. Ông/bà cũng nộp được tại \
             quầy hoặc qua bưu chính công ích.",
            "Hồ sơ đang điền dở trên trang này vẫn làm tiếp và nộp được trong 30 ngày, trên máy \
             đã điền hoặc bằng đường dẫn đã lưu.",
        ],
        national: app.site.portal.national_address(&procedure.code),
        ways,
    };
    draw_as(StatusCode::FORBIDDEN, &page)
}

fn after_filing() -> Vec<Way> {
    vec![
        Way::new("Tra cứu hồ sơ đã nộp", "/tra-cuu"),
        Way::new("Kiểm chứng giấy tiếp nhận", "/kiem-chung"),
        Way::new("Trợ giúp", "/giup-do"),
    ]
}
