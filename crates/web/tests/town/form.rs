//! A form as a browser without script has it: read from its source, filled in, and encoded.

use axum::body::Body;

use super::markup::{attribute, decode, percent};

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

impl Form {
    /// Fields that are posted without having seen a form.
    pub(super) fn unseen(action: &str, fields: &[(&str, &str)]) -> Self {
        Self {
            action: action.to_owned(),
            is_multipart: false,
            fields: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            open: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Where it is sent.
    pub(super) fn action(&self) -> &str {
        &self.action
    }

    pub(super) fn read(action: String, head: &str, body: &str) -> Self {
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

    pub(super) fn encode(&self) -> (String, Body) {
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
