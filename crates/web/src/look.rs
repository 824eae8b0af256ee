//! How this person likes to read: large text, remembered without logging in or script.

use std::convert::Infallible;

use axum::Form;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

/// No secret, so without `HttpOnly`: `motcua.js` sets it too, where a form is half filled.
const COOKIE_NAME: &str = "mc_chu";
const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What the frame must know about the request itself. An extractor that never refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether text is drawn a quarter larger.
    pub big: bool,
    /// The address of this page with its query, to come back to.
    pub here: String,
}

impl<S: Sync> FromRequestParts<S> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let big = parts
            .headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .any(|pair| pair.trim().split_once('=') == Some((COOKIE_NAME, "to")));
        let here = parts
            .uri
            .path_and_query()
            .map_or("/", |address| address.as_str());
        Ok(Self {
            big,
            here: here.to_owned(),
        })
    }
}

/// The address that switches between large and usual text.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/chu-to", post(switch).get(|| async { Redirect::to("/") }))
}

#[derive(Deserialize)]
struct Switch {
    #[serde(default)]
    size: String,
    #[serde(default)]
    back: String,
}

async fn switch(Form(switch): Form<Switch>) -> Response {
    let cookie = match switch.size.as_str() {
        "big" => format!("{COOKIE_NAME}=to; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax"),
        _ => format!("{COOKIE_NAME}=; Path=/; Max-Age=0; SameSite=Lax"),
    };
    (
        [(SET_COOKIE, cookie)],
        Redirect::to(own_address(&switch.back)),
    )
        .into_response()
}

/// An address of this site, or the home page: never a way to lead people elsewhere.
pub fn own_address(address: &str) -> &str {
    let own = address.starts_with('/')
        && !address.starts_with("//")
        && address
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use axum::http::header::{CONTENT_TYPE, LOCATION};
    use tower::ServiceExt;

    async fn look_with(cookies: &str) -> Look {
        let request = Request::get("/tra-cuu?ma=0012")
            .header(COOKIE, cookies)
            .body(())
            .expect("ok");
        let (mut parts, ()) = request.into_parts();
        match Look::from_request_parts(&mut parts, &()).await {
            Ok(look) => look,
            Err(never) => match never {},
        }
    }

    #[tokio::test]
    async fn large_text_is_remembered_and_the_page_kept() {
        let look = look_with("a=1; mc_chu=to").await;
        assert_eq!(
            look,
            Look {
                big: true,
                here: "/tra-cuu?ma=0012".to_owned()
            }
        );
        assert!(!look_with("mc_chu=; xmc_chu=to").await.big);
    }

    #[tokio::test]
    async fn switching_comes_back_to_the_same_page() {
        let request = Request::post("/chu-to")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("size=big&back=%2Ftra-cuu%3Fma%3D0012"))
            .expect("a request");
        let answer = router::<()>().oneshot(request).await.expect("an answer");
        assert_eq!(answer.headers()[LOCATION], "/tra-cuu?ma=0012");
        assert!(
            answer.headers()[SET_COOKIE]
                .to_str()
                .expect("text")
                .starts_with("mc_chu=to;")
        );
    }

    #[test]
    fn nobody_is_led_elsewhere() {
        assert_eq!(
            own_address("/quay/hop-viec?trang=2"),
            "/quay/hop-viec?trang=2"
        );
        let elsewhere = [
            "https://example.vn",
            "//example.vn",
            "/\\example.vn",
            "/a\r\nb",
            "",
            "quay",
            "/\t/x",
        ];
        for address in elsewhere {
            assert_eq!(own_address(address), "/", "{address:?}");
        }
    }
}
