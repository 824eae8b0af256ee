//! What a visitor is told where there is no page, and where one is not asked for in this way.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Way, frame_in_both, told};
use crate::app::App;
use crate::look::Look;

/// No page is at this address, or none that is asked for so.
pub(crate) fn no_such_page(app: &App, look: Look, status: StatusCode) -> Response {
    let language = look.language;
    let title = language.say("Không có trang này", "No such page");
    let said = language.say(
        "Địa chỉ bị gõ nhầm hoặc trang đã chuyển chỗ. Kiểm tra lại địa chỉ, hoặc tìm từ trang đầu. \
         Cần giúp thì bấm Trợ giúp ở trên cùng.",
        "The address is mistyped, or the page has moved. Check the address, or search from the \
         home page. For help, press Help at the top.",
    );
    let ways = vec![Way::new(language.say("Về trang đầu", "Go to the home page"), "/")];
    told(status, frame_in_both(app, look, title), &[said], ways)
}
