//! Style, script and mark: inside the program, with their digest in the address, compressed once.

use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// How many hexadecimal digits of the digest stand in an address.
const DIGEST_DIGITS: usize = 16;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/static/"]
struct Embedded;

struct Asset {
    name: String,
    address: String,
    digest: String,
    content_type: &'static str,
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    Embedded::iter()
        .filter_map(|name| {
            let content = Embedded::get(&name)?.data.into_owned();
            Some(Asset::new(name.into_owned(), content))
        })
        .collect()
});

/// The address of a static file, such as `/tinh/0f3a…/motcua.css`.
///
/// # Panics
/// When there is no such file; templates name only files of `static/`.
pub fn url(name: &str) -> &'static str {
    find(name)
        .map(|asset| asset.address.as_str())
        .expect("templates name files of static/")
}

/// Serves the static files under `/tinh/`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/tinh/{digest}/{name}", get(serve))
}

/// Compresses every file now, so that the first visitor does not wait for it. Takes about 0.2 s
/// of one core; call it beside the start, not before it.
pub fn compress_all() {
    for asset in ASSETS.iter() {
        asset.brotli();
        asset.gzip();
    }
}

fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

async fn serve(Path((digest, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    let Some(asset) = find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = Accepted::read(&asked);
    // Compressing the style sheet takes a while the first time: never on the thread that serves.
    let packed = tokio::task::spawn_blocking(move || asset.packed(accepted)).await;
    let (encoding, bytes) = packed.unwrap_or((None, asset.plain.clone()));
    // A page of an older version asks under the older digest: it gets today's file, not for ever.
    let keep = if digest == asset.digest {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (CONTENT_TYPE, asset.content_type),
        (CACHE_CONTROL, keep),
        (VARY, "accept-encoding"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    match encoding {
        Some(encoding) => (headers, [(CONTENT_ENCODING, encoding)], bytes).into_response(),
        None => (headers, bytes).into_response(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Accepted {
    Brotli,
    Gzip,
    Plain,
}

impl Accepted {
    fn read(asked: &HeaderMap) -> Self {
        let list = asked
            .get(ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let takes = |name: &str| {
            list.split(',').any(|one| {
                let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
                let weight = weight.trim().trim_start_matches("q=");
                coding.trim() == name && weight.parse().unwrap_or(1.0_f32) > 0.0
            })
        };
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }
}

impl Asset {
    fn new(name: String, content: Vec<u8>) -> Self {
        let digest: String = Sha256::digest(&content)
            .iter()
            .take(DIGEST_DIGITS / 2)
            .fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        Self {
            address: format!("/tinh/{digest}/{name}"),
            content_type: content_type(&name),
            plain: Bytes::from(content),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
            digest,
            name,
        }
    }

    fn packed(&self, accepted: Accepted) -> (Option<&'static str>, Bytes) {
        match accepted {
            Accepted::Brotli => (Some("br"), self.brotli()),
            Accepted::Gzip => (Some("gzip"), self.gzip()),
            Accepted::Plain => (None, self.plain.clone()),
        }
    }

    fn brotli(&self) -> Bytes {
        self.brotli.get_or_init(|| brotli_of(&self.plain)).clone()
    }

    fn gzip(&self) -> Bytes {
        self.gzip.get_or_init(|| gzip_of(&self.plain)).clone()
    }
}

fn brotli_of(plain: &[u8]) -> Bytes {
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &settings)
        .expect("writing to memory does not fail");
    packed.into()
}

fn gzip_of(plain: &[u8]) -> Bytes {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer
        .write_all(plain)
        .expect("writing to memory does not fail");
    packer
        .finish()
        .expect("writing to memory does not fail")
        .into()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    async fn ask(address: &str, encodings: &str) -> Response {
        let request = Request::get(address)
            .header(ACCEPT_ENCODING, encodings)
            .body(Body::empty())
            .expect("a request");
        router::<()>().oneshot(request).await.expect("an answer")
    }

    async fn weight(answer: Response) -> usize {
        to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("a body")
            .len()
    }

    #[tokio::test]
    async fn the_style_sheet_is_small_and_kept_for_ever() {
        let packed = ask(url("motcua.css"), "gzip, deflate, br").await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "br");
        assert_eq!(packed.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(packed.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(
            packed.headers()[CACHE_CONTROL]
                .to_str()
                .expect("text")
                .contains("immutable")
        );
        assert!(
            weight(packed).await <= 25 * 1024,
            "the budget of the style sheet"
        );
        for (script, most) in [
            ("motcua.js", 6),
            ("keys.js", 3),
            ("desk.js", 6),
            ("palette.js", 6),
            ("choose.js", 6),
            ("upload.js", 6),
        ] {
            assert!(weight(ask(url(script), "br").await).await <= most * 1024);
        }
    }

    #[tokio::test]
    async fn who_cannot_unpack_gets_the_file_as_it_is() {
        let gzip = ask(url("motcua.css"), "br;q=0, gzip").await;
        assert_eq!(gzip.headers()[CONTENT_ENCODING], "gzip");
        let plain = ask(url("motcua.css"), "").await;
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        let size = Embedded::get("motcua.css")
            .expect("the style sheet")
            .data
            .len();
        assert_eq!(weight(plain).await, size);
    }

    #[tokio::test]
    async fn an_older_address_gives_todays_file_and_a_strange_one_nothing() {
        let older = ask("/tinh/0000000000000000/motcua.css", "br").await;
        assert_eq!(older.status(), StatusCode::OK);
        assert_eq!(older.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(
            ask("/tinh/0/..%2fCargo.toml", "br").await.status(),
            StatusCode::NOT_FOUND
        );
    }

    #[test]
    fn the_style_sheet_brings_nothing_foreign_and_keeps_its_notice() {
        let css = Embedded::get("motcua.css").expect("the style sheet").data;
        let css = std::str::from_utf8(&css).expect("text");
        assert!(css.contains("Copyright (c) 2017-2026 Crown Copyright"));
        for foreign in ["GDS Transport", "url(", "@import", "src:"] {
            assert!(!css.contains(foreign), "{foreign}");
        }
    }
}
