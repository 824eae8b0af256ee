//! A browser without script: it keeps cookies, reads forms as they are drawn, and posts them.

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt as _;

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

/// A form as it was drawn, to be filled in.
pub struct Form {
    action: String,
    is_multipart: bool,
    /// What would be sent now.
    fields: Vec<(String, String)>,
    /// Every name and value that can be chosen; none as value when anything can be typed.
    open: Vec<(String, Option<String>)>,
    files: Vec<(String, String, Vec<u8>)>,
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
        let action = form.action.clone();
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
        let form = Form {
            action: address.to_owned(),
            is_multipart: false,
            fields: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            open: Vec::new(),
            files: Vec::new(),
        };
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

impl Form {
    fn read(action: String, head: &str, body: &str) -> Self {
        let mut form = Self {
            action,
            is_multipart: attribute(head, "enctype").as_deref() == Some("multipart/form-data"),
            fields: Vec::new(),
            open: Vec::new(),
            files: Vec::new(),
        };
        for tag in body.split('<').skip(1) {
            let (head, rest) = tag.split_once('>').unwrap_or((tag, ""));
            let name = attribute(head, "name");
            match (head.split_whitespace().next(), name) {
                (Some("input"), Some(name)) => form.read_input(head, name),
                (Some("textarea"), Some(name)) => {
                    form.open.push((name.clone(), None));
                    form.fields.push((name, decode(rest)));
                }
                (Some("select"), Some(name)) => form.read_select(body, name),
                (Some("button"), Some(name)) => form.open.push((name, attribute(head, "value"))),
                _ => {}
            }
        }
        form
    }

    fn read_input(&mut self, head: &str, name: String) {
        let value = attribute(head, "value").unwrap_or_default();
        match attribute(head, "type").as_deref() {
            Some("radio" | "checkbox") => {
                self.open.push((name.clone(), Some(value.clone())));
                if head.split_whitespace().any(|word| word == "checked") {
                    self.fields.push((name, value));
                }
            }
            Some("file") => self.open.push((name, None)),
            Some("hidden") => self.fields.push((name, value)),
            _ => {
                self.open.push((name.clone(), None));
                self.fields.push((name, value));
            }
        }
    }

    fn read_select(&mut self, body: &str, name: String) {
        let mark = format!("name=\"{name}\"");
        let select = body
            .split("<select")
            .find(|piece| piece.split('>').next().unwrap_or_default().contains(&mark))
            .unwrap();
        let select = select.split("</select>").next().unwrap();
        let mut chosen = None;
        for option in select.split("<option").skip(1) {
            let head = option.split('>').next().unwrap();
            let value = attribute(head, "value").unwrap_or_default();
            if chosen.is_none() || head.split_whitespace().any(|word| word == "selected") {
                chosen = Some(value.clone());
            }
            self.open.push((name.clone(), Some(value)));
        }
        self.fields.push((name, chosen.unwrap_or_default()));
    }

    /// Types or chooses; the field must be there, and what is chosen among its answers.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let answers: Vec<_> = self
            .open
            .iter()
            .filter(|(known, _)| known == name)
            .collect();
        assert!(!answers.is_empty(), "no field {name} in {:?}", self.open);
        let fits = answers
            .iter()
            .any(|(_, one)| one.as_deref().is_none_or(|one| one == value));
        assert!(fits, "{value:?} cannot be chosen for {name}: {answers:?}");
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Every answer that can be chosen under a name.
    pub fn answers(&self, name: &str) -> Vec<String> {
        let open = self.open.iter().filter(|(known, _)| known == name);
        open.filter_map(|(_, answer)| answer.clone()).collect()
    }

    /// Ticks one more of several boxes that share a name.
    #[must_use]
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        let answer = (name.to_owned(), Some(value.to_owned()));
        assert!(self.open.contains(&answer), "no box {name}={value}");
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes the tick out of a box.
    #[must_use]
    pub fn untick(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Presses a button that is sent with its name.
    #[must_use]
    pub fn press(mut self, name: &str, value: &str) -> Self {
        let button = (name.to_owned(), Some(value.to_owned()));
        assert!(self.open.contains(&button), "no button {name}={value}");
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What stands in a field now.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Chooses a file.
    #[must_use]
    pub fn file(mut self, field: &str, name: &str, bytes: Vec<u8>) -> Self {
        assert!(self.is_multipart, "the form does not send files");
        assert!(
            self.open.iter().any(|(known, _)| known == field),
            "no field {field}"
        );
        self.files.push((field.to_owned(), name.to_owned(), bytes));
        self
    }

    fn encode(&self) -> (String, Body) {
        if self.is_multipart {
            return self.encode_parts();
        }
        let pairs: Vec<String> = self
            .fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        (
            "application/x-www-form-urlencoded".to_owned(),
            Body::from(pairs.join("&")),
        )
    }

    fn encode_parts(&self) -> (String, Body) {
        let mark = "----town7d3a";
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            body.extend_from_slice(
                format!(
                    "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        for (field, name, bytes) in &self.files {
            body.extend_from_slice(
                format!(
                    "--{mark}\r\nContent-Disposition: form-data; name=\"{field}\"; \
                     filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{mark}--\r\n").as_bytes());
        (
            format!("multipart/form-data; boundary={mark}"),
            Body::from(body),
        )
    }
}

/// The value of an attribute, as the browser reads it.
fn attribute(head: &str, name: &str) -> Option<String> {
    let mark = format!("{name}=\"");
    let mut rest = head;
    loop {
        let at = rest.find(&mark)?;
        let before = rest[..at].chars().next_back();
        let value = &rest[at + mark.len()..];
        if before.is_none_or(char::is_whitespace) {
            return Some(decode(value.split('"').next().unwrap_or_default()));
        }
        rest = value;
    }
}

/// The few references that templates write.
fn decode(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (code, letter)| {
        text.replace(code, letter)
    })
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
