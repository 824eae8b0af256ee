//! A browser without script: it keeps cookies to their paths, and reads what comes back.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderName, Request, StatusCode};
use tower::ServiceExt as _;

/// An answer, read.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads; empty when nowhere.
    pub location: String,
    /// Its body, with the entities of HTML undone.
    pub text: String,
    /// Its body.
    pub bytes: Vec<u8>,
    /// Its type.
    pub media: String,
    /// How it is kept.
    pub disposition: String,
    /// How much of an upload has arrived; empty when nothing was uploaded.
    pub offset: String,
}

/// A browser without script, with a jar of cookies that keep to their paths.
pub struct Visitor<'a> {
    router: &'a Router,
    jar: Vec<(String, String, String)>,
}

impl<'a> Visitor<'a> {
    /// An empty jar of cookies before this town.
    pub fn of(router: &'a Router) -> Self {
        Self {
            router,
            jar: Vec::new(),
        }
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", percent(name), percent(value));
        let body: Vec<String> = fields.iter().map(pair).collect();
        let request = self
            .request("POST", path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.expect("a request")).await
    }

    /// Sends a form with files: field, file name, bytes.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let body = multipart(fields, files);
        self.send_multipart(path, body).await
    }

    /// Sends the bytes of a form with files.
    pub async fn send_multipart(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", path)
            .header(CONTENT_TYPE, "multipart/form-data; boundary=ranh-gioi")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// Asks as a script would.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).expect("a request")).await
    }

    /// Asks for a page and for the pages it leads to.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if answer.location.is_empty() {
                break;
            }
            let next = answer.location.clone();
            answer = self.get(&next).await;
        }
        answer
    }

    /// The same browser once more: what it holds now.
    pub fn twin(&self) -> Self {
        Self {
            router: self.router,
            jar: self.jar.clone(),
        }
    }

    /// The same browser before another router: what it holds now.
    pub fn before<'b>(&self, router: &'b Router) -> Visitor<'b> {
        Visitor {
            router,
            jar: self.jar.clone(),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let bare = path.split(['?', '#']).next().unwrap_or(path);
        let fits = |own: &str| bare == own || bare.starts_with(&format!("{own}/")) || own == "/";
        let cookies: Vec<String> = self
            .jar
            .iter()
            .filter(|(_, path, _)| fits(path))
            .map(|(name, _, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder().method(method).uri(path);
        if cookies.is_empty() {
            request
        } else {
            request.header(COOKIE, cookies.join("; "))
        }
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await;
        let answer = answer.expect("an answer");
        let header = |name| {
            let value = answer.headers().get(name);
            value
                .map_or("", |value| value.to_str().expect("text"))
                .to_owned()
        };
        let (status, location) = (answer.status(), header(LOCATION));
        let (media, disposition) = (header(CONTENT_TYPE), header(CONTENT_DISPOSITION));
        let offset = header(HeaderName::from_static("upload-offset"));
        let set: Vec<String> = answer
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().expect("text").to_owned())
            .collect();
        for cookie in set {
            self.keep(&cookie);
        }
        let body = to_bytes(answer.into_body(), usize::MAX).await;
        let bytes = body.expect("a body").to_vec();
        Answer {
            status,
            location,
            text: plain(&String::from_utf8_lossy(&bytes)),
            bytes,
            media,
            disposition,
            offset,
        }
    }

    fn keep(&mut self, cookie: &str) {
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        let part = |name: &str| {
            let mut parts = cookie.split("; ");
            parts
                .find_map(|part| part.strip_prefix(name))
                .unwrap_or("")
                .to_owned()
        };
        let (name, value) = cookie
            .split(';')
            .next()
            .and_then(|pair| pair.split_once('='))
            .expect("a pair");
        let path = part("Path=");
        self.jar.retain(|(own, at, _)| own != name || *at != path);
        if part("Max-Age=") != "0" {
            self.jar.push((name.to_owned(), path, value.to_owned()));
        }
    }
}

impl Answer {
    /// Whether the page says all of these.
    #[track_caller]
    pub fn says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(
                self.text.contains(text),
                "`{text}` is missing in {}",
                self.text
            );
        }
        self
    }

    /// Whether the page says none of these.
    #[track_caller]
    pub fn keeps_from(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(
                !self.text.contains(text),
                "`{text}` stands in {}",
                self.text
            );
        }
        self
    }

    /// Whether the status is this one.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Whether it leads there.
    #[track_caller]
    pub fn leads(&self, to: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.location.as_str()),
            (303, to),
            "{}",
            self.text
        );
        self
    }

    /// What stands after `before` up to the next quotation mark.
    #[track_caller]
    pub fn after(&self, before: &str) -> String {
        let rest = self.text.split(before).nth(1).expect("it is there");
        rest.split('"').next().unwrap_or(rest).to_owned()
    }
}

/// The bytes of a form with files.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--ranh-gioi\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    for (field, name, bytes) in files {
        let head = format!(
            "--ranh-gioi\r\nContent-Disposition: form-data; name=\"{field}\"; \
             filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--ranh-gioi--\r\n");
    body
}

/// The entities of HTML undone.
fn plain(html: &str) -> String {
    let pairs = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn percent(text: &str) -> String {
    web::session::percent(text)
}
