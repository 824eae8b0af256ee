//! How this person likes to read: large text, and in which language; remembered without logging in
//! or script.

use std::convert::Infallible;

use axum::Form;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

use crate::language::Language;

/// No secret, so without `HttpOnly`: `motcua.js` sets it too, where a form is half filled.
const COOKIE_NAME: &str = "mc_chu";
/// No secret either; only we read it.
const LANGUAGE_COOKIE: &str = "mc_tieng";
const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What the frame must know about the request itself. An extractor that never refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether text is drawn a quarter larger.
    pub big: bool,
    /// The language that was chosen, of those a page may be written in.
    pub language: Language,
    /// The address of this page with its query, to come back to.
    pub here: String,
}

impl Look {
    /// The address of this page without its query.
    pub fn path(&self) -> &str {
        self.here.split('?').next().unwrap_or("/")
    }
}

impl<S: Sync> FromRequestParts<S> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // What the browser prefers is not asked: many a telephone here was never told Vietnamese.
        let language = if carries(&parts.headers, LANGUAGE_COOKIE, Language::English.code()) {
            Language::English
        } else {
            Language::Vietnamese
        };
        let here = parts
            .uri
            .path_and_query()
            .map_or("/", |address| address.as_str());
        Ok(Self {
            big: carries(&parts.headers, COOKIE_NAME, "to"),
            language,
            here: here.to_owned(),
        })
    }
}

/// Whether a cookie of this name has this value.
fn carries(headers: &HeaderMap, name: &str, value: &str) -> bool {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .any(|pair| pair.trim().split_once('=') == Some((name, value)))
}

/// The addresses that switch between large and usual text, and between the languages.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let home = || async { Redirect::to("/") };
    Router::new()
        .route("/chu-to", post(switch).get(home))
        .route("/ngon-ngu", post(switch_language).get(home))
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

#[derive(Deserialize)]
struct LanguageSwitch {
    #[serde(default)]
    language: String,
    #[serde(default)]
    back: String,
}

async fn switch_language(Form(switch): Form<LanguageSwitch>) -> Response {
    let english = Language::English.code();
    let (value, seconds) = if switch.language == english {
        (english, YEAR_SECONDS)
    } else {
        ("", 0)
    };
    let cookie =
        format!("{LANGUAGE_COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax");
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
                language: Language::Vietnamese,
                here: "/tra-cuu?ma=0012".to_owned()
            }
        );
        assert!(!look_with("mc_chu=; xmc_chu=to").await.big);
    }

    #[tokio::test]
    async fn the_language_is_vietnamese_until_english_is_chosen() {
        assert_eq!(look_with("a=1").await.language, Language::Vietnamese);
        assert_eq!(
            look_with("mc_tieng=fr").await.language,
            Language::Vietnamese
        );
        let look = look_with("mc_chu=to; mc_tieng=en").await;
        assert!(look.big);
        assert_eq!(look.language, Language::English);
    }

    #[tokio::test]
    async fn switching_comes_back_to_the_same_page() {
        let switches = [
            ("/chu-to", "size=big", "mc_chu=to;"),
            ("/chu-to", "size=normal", "mc_chu=;"),
            ("/ngon-ngu", "language=en", "mc_tieng=en;"),
            ("/ngon-ngu", "language=vi", "mc_tieng=;"),
            ("/ngon-ngu", "language=xx", "mc_tieng=;"),
        ];
        for (address, wish, cookie) in switches {
            let request = Request::post(address)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(format!("{wish}&back=%2Ftra-cuu%3Fma%3D0012")))
                .expect("a request");
            let answer = router::<()>().oneshot(request).await.expect("an answer");
            assert_eq!(answer.headers()[LOCATION], "/tra-cuu?ma=0012");
            let set = answer.headers()[SET_COOKIE].to_str().expect("text");
            assert!(set.starts_with(cookie), "{wish}: {set}");
        }
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
