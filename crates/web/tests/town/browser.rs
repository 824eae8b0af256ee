//! A browser without script: it keeps cookies, and posts forms as they are drawn.

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt as _;

use super::form::Form;
use super::markup::{attribute, decode, percent};

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
}

/// An answer.
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The address it was asked at.
    pub address: String,
}

impl Browser {
    /// A browser without cookies.
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Vec::new(),
        }
    }

    /// Carries a cookie.
    pub fn carry(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Asks for a page.
    pub async fn get(&mut self, address: &str) -> Page {
        self.ask(Request::get(address).body(Body::empty()).unwrap(), address)
            .await
    }

    /// Asks for a page that must be there.
    pub async fn open(&mut self, address: &str) -> Page {
        let page = self.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.html());
        page
    }

    async fn ask(&mut self, mut request: Request<Body>, address: &str) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(COOKIE, cookies.join("; ").parse().unwrap());
        }
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        for cookie in headers.get_all(SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.carry(name, value);
        }
        Page {
            status,
            headers,
            bytes: bytes.to_vec(),
            address: address.to_owned(),
        }
    }

    /// Sends a form, and says what came back.
    pub async fn send(&mut self, form: Form) -> Page {
        let (kind, body) = form.encode();
        let action = form.action().to_owned();
        let request = Request::post(&action)
            .header(CONTENT_TYPE, kind)
            .body(body)
            .unwrap();
        self.ask(request, &action).await
    }

    /// Sends a form that must be done, and opens where it leads.
    pub async fn done(&mut self, form: Form) -> Page {
        let answer = self.send(form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let to = answer.location();
        self.open(&to).await
    }

    /// Posts fields as a page's script does, which wants JSON back.
    pub async fn post_by_script(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        let request = Request::post(address)
            .header(
                CONTENT_TYPE,
                "application/x-www-form-urlencoded;charset=UTF-8",
            )
            .header(ACCEPT, "application/json")
            .body(Body::from(pairs.join("&")))
            .unwrap();
        self.ask(request, address).await
    }

    /// Posts fields without having seen a form.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Page {
        let form = Form::unseen(address, fields);
        self.send(form).await
    }
}

impl Page {
    /// The page's source.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What people read, roughly: the source without tags.
    pub fn text(&self) -> String {
        let html = self.html();
        let main = html.split("<main").nth(1).unwrap_or(&html);
        let main = main.split("</main>").next().unwrap_or(main);
        let mut text = String::new();
        let mut inside = false;
        for letter in main.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                letter if !inside => text.push(letter),
                _ => {}
            }
        }
        decode(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        self.headers[LOCATION].to_str().unwrap().to_owned()
    }

    /// Asserts that people read this.
    pub fn says(&self, words: &str) -> &Self {
        let text = self.text();
        assert!(
            text.contains(words),
            "{} does not say {words:?}: {text}",
            self.address
        );
        self
    }

    /// Asserts that people do not read this.
    pub fn does_not_say(&self, words: &str) -> &Self {
        let text = self.text();
        assert!(
            !text.contains(words),
            "{} says {words:?}: {text}",
            self.address
        );
        self
    }

    /// Whether a link leads there.
    pub fn links_to(&self, address: &str) -> bool {
        let encoded = address.replace('&', "&#38;");
        self.html().contains(&format!("href=\"{encoded}\""))
    }

    /// The form whose action begins so.
    pub fn form(&self, action: &str) -> Form {
        let html = self.html();
        for piece in html.split("<form").skip(1) {
            let piece = piece.split("</form>").next().unwrap();
            let (head, body) = piece.split_once('>').unwrap();
            let found = attribute(head, "action").unwrap_or_else(|| self.address.clone());
            if attribute(head, "method").as_deref() == Some("post") && found.starts_with(action) {
                return Form::read(found, head, body);
            }
        }
        panic!("{} has no form for {action}: {}", self.address, self.text());
    }
}
