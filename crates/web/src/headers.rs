//! What every answer tells the browser: no foreign code, no frames, no guessing.

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// Only our own files, no inline code or style, nothing from elsewhere, never inside a frame.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// The same for a page that shows a paper of its own dossier in a frame.
pub const READER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// Adds the safe headers to every answer that does not set its own.
pub fn safe<S: Clone + Send + Sync + 'static>(mut router: Router<S>) -> Router<S> {
    let all = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // Addresses hold dossier numbers: nobody else learns them.
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        // Most pages hold personal data, and desks share machines.
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in all {
        let value = HeaderValue::from_static(value);
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    router
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    #[tokio::test]
    async fn every_answer_is_safe_and_may_still_choose_how_long_it_is_kept() {
        let kept = get(|| async { ([(CACHE_CONTROL, "max-age=60")], "kept") });
        let app: Router = safe(
            Router::new()
                .route("/", get(|| async { "page" }))
                .route("/k", kept),
        );
        let ask = |address| {
            Request::get(address)
                .body(Body::empty())
                .expect("a request")
        };
        for (address, cache) in [
            ("/", "no-store"),
            ("/k", "max-age=60"),
            ("/none", "no-store"),
        ] {
            let answer = app.clone().oneshot(ask(address)).await.expect("an answer");
            let headers = answer.headers();
            assert_eq!(headers[CACHE_CONTROL], cache, "{address}");
            assert_eq!(headers[CONTENT_SECURITY_POLICY], POLICY);
            assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
        assert!(!POLICY.contains("unsafe"));
        assert_eq!(READER_POLICY.replace("frame-src 'self'; ", ""), POLICY);
    }
}
