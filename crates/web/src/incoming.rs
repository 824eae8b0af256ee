//! What a form brought along: fields as typed, and files kept as soon as they were found sound.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use documents::upload::{self, PaperKind};
use domain::dossier::command::HandedIn;
use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::personal::hex;
use domain::procedure::paper::PaperKey;
use sha2::{Digest as _, Sha256};
use store::NewFile;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::officials;
use crate::{fresh, show};

/// The ending of fields that name files lost on the way: they have to be chosen again.
pub const LOST: &str = ".mat-tep";

/// A form as it came. Everything typed can be shown again; files are not asked for twice.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    fields: BTreeMap<String, Vec<String>>,
    files: Vec<Sent>,
    kept: BTreeMap<String, Vec<Kept>>,
}

/// A file on its way in.
#[derive(Clone, Debug)]
struct Sent {
    field: String,
    name: String,
    bytes: Bytes,
}

/// A file that is safely kept and waits for the command that hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What is known of it.
    pub facts: FileFacts,
    /// Its name, safe to show.
    pub name: String,
}

impl Kept {
    /// Name, pages and size: `don.pdf (2 trang, 350 KB)`.
    pub fn show(&self) -> String {
        let (pages, size) = (self.facts.pages, show::size(self.facts.size));
        format!("{} ({pages} trang, {size})", self.name)
    }

    /// The same file as one of the papers of a dossier.
    pub fn handed_in(&self, paper: &PaperKey) -> HandedIn {
        HandedIn {
            paper: paper.clone(),
            form: HandedForm::File(self.facts.clone()),
            file_name: Some(fresh::personal(self.name.clone())),
        }
    }
}

impl Incoming {
    /// A form that was not sent yet, with some fields filled.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.fields.entry(name).or_default().push(value);
        }
        form
    }

    /// Whether the form has this field at all.
    pub fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// What was typed into a field, without space around it; empty when nothing was.
    pub fn text(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .and_then(|values| values.first())
            .map_or("", |value| value.trim())
    }

    /// Everything that was sent under a name, such as ticked boxes.
    pub fn texts(&self, field: &str) -> &[String] {
        self.fields.get(field).map_or(&[][..], Vec::as_slice)
    }

    /// What makes a retry of this form harmless; something fresh where it was not sent yet.
    pub fn key(&self) -> String {
        match self.text("key") {
            "" => fresh::key(),
            key => key.to_owned(),
        }
    }

    /// What was typed, or what stands there before anybody types.
    pub fn text_or<'a>(&'a self, field: &str, usual: &'a str) -> &'a str {
        if self.has(field) {
            self.text(field)
        } else {
            usual
        }
    }

    /// Writes into a field, whatever stood there.
    pub fn put(&mut self, field: &str, value: &str) {
        let value = vec![value.to_owned()];
        self.fields.insert(field.to_owned(), value);
    }

    /// Whether anything was typed into a field whose name begins so.
    pub fn has_text_under(&self, prefix: &str) -> bool {
        let under = self
            .fields
            .iter()
            .filter(|(name, _)| name.starts_with(prefix));
        under
            .into_iter()
            .any(|(_, values)| values.iter().any(|value| !value.trim().is_empty()))
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    /// What is in the file that was chosen in a field, for files that are read and not kept.
    pub fn sent(&self, field: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|file| file.field == field)?;
        Some(&file.bytes)
    }

    /// The files that are kept for a field.
    pub fn kept(&self, field: &str) -> &[Kept] {
        self.kept.get(field).map_or(&[][..], Vec::as_slice)
    }

    /// The canonical bytes of the content: the same typed again gives the same; the key itself and
    /// what was seen are not content.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut add = |text: &[u8]| {
            bytes.extend_from_slice(&text.len().to_be_bytes());
            bytes.extend_from_slice(text);
        };
        for (name, values) in &self.fields {
            if name == "key" || name == "seen" {
                continue;
            }
            add(name.as_bytes());
            for value in values {
                add(value.as_bytes());
            }
        }
        for file in &self.files {
            add(file.field.as_bytes());
            add(file.name.as_bytes());
            add(&Sha256::digest(&file.bytes));
        }
        bytes
    }

    /// Keeps the files that came, and takes up those that were kept before the form was shown again.
    /// `owner` is who uploads: nobody hands in what another one uploaded.
    pub async fn keep(&mut self, app: &App, owner: &str) -> Result<FormErrors, Broken> {
        let mut errors = self.lost();
        self.take_up(app, owner).await?;
        for file in &self.files {
            let (name, bytes) = (file.name.clone(), file.bytes.clone());
            let found = tokio::task::spawn_blocking(move || upload::inspect(&name, &bytes)).await?;
            let name = upload::clean_file_name(&file.name);
            let inspected = match found {
                Ok(inspected) => inspected,
                Err(why) => {
                    errors.add(file.field.clone(), why.show(&name));
                    continue;
                }
            };
            let new = NewFile {
                bytes: file.bytes.to_vec(),
                sha256: hex(&inspected.sha256),
                kind: kind_name(inspected.kind).to_owned(),
                pages: inspected.pages,
                uploaded_by: owner.to_owned(),
                at: app.now(),
            };
            let facts = app.store.keep_file(new).await?;
            let kept = self.kept.entry(file.field.clone()).or_default();
            kept.push(Kept { facts, name });
        }
        Ok(errors)
    }

    /// What to say about files that were chosen, and got lost with the session.
    fn lost(&self) -> FormErrors {
        let mut errors = FormErrors::new();
        for (name, files) in &self.fields {
            if let Some(field) = name.strip_suffix(LOST) {
                let files = files.join("\", \"");
                errors.add(field, format!("Tệp \"{files}\" chưa đến nơi. Chọn lại tệp"));
            }
        }
        errors
    }

    /// Hidden fields `{field}.co` and `{field}.ten` name files of an earlier round.
    async fn take_up(&mut self, app: &App, owner: &str) -> Result<(), Broken> {
        let mut earlier = Vec::new();
        for (name, ids) in &self.fields {
            let Some(field) = name.strip_suffix(".co") else {
                continue;
            };
            let names = self.fields.get(&format!("{field}.ten"));
            for (place, id) in ids.iter().enumerate() {
                let name = names.and_then(|names| names.get(place));
                if let Ok(id) = id.parse::<Uuid>() {
                    earlier.push((field.to_owned(), id, name.cloned().unwrap_or_default()));
                }
            }
        }
        for (field, id, name) in earlier {
            let found = app.store.find_file(id).await?;
            let Some(file) = found.filter(|f| f.dossier.is_none() && f.uploaded_by == owner) else {
                continue;
            };
            self.kept.entry(field).or_default().push(Kept {
                facts: file.facts,
                name: upload::clean_file_name(&name),
            });
        }
        Ok(())
    }
}

/// The name under which the store keeps a format.
fn kind_name(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Pdf => "pdf",
        PaperKind::Jpeg => "jpeg",
        PaperKind::Png => "png",
    }
}

impl FromRequest<App> for Incoming {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let has_files = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        if !has_files {
            let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, app)
                .await
                .map_err(axum::response::IntoResponse::into_response)?;
            return Ok(Self::of(pairs));
        }
        let parts = Multipart::from_request(request, app)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        read_parts(parts).await.map_err(|why| cut_off(app, &why))
    }
}

async fn read_parts(mut parts: Multipart) -> Result<Incoming, MultipartError> {
    let mut form = Incoming::default();
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let Some(name) = file_name else {
            form.fields
                .entry(field)
                .or_default()
                .push(part.text().await?);
            continue;
        };
        let bytes = part.bytes().await?;
        // A field without a chosen file is sent all the same, without name and content.
        if !name.is_empty() || !bytes.is_empty() {
            form.files.push(Sent { field, name, bytes });
        }
    }
    Ok(form)
}

/// The connection broke, or more came than we take.
fn cut_off(app: &App, why: &MultipartError) -> Response {
    let sentence = if why.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        "Các tệp gửi cùng lúc nặng quá 60 MB. Quay lại, gửi ít tệp hơn mỗi lần hoặc giảm cỡ ảnh."
    } else {
        "Mạng bị ngắt khi đang gửi nên chưa nhận được gì. Quay lại trang trước rồi gửi lại."
    };
    officials::told(app, why.status(), "Chưa nhận được tệp", sentence).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Incoming {
        Incoming::of(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn the_same_content_is_the_same_whatever_the_key() {
        let one = form(&[("reason", "thiếu chữ ký"), ("key", "a"), ("seen", "3")]);
        let two = form(&[("key", "b"), ("seen", "4"), ("reason", "thiếu chữ ký")]);
        assert_eq!(one.canonical(), two.canonical());
        let other = form(&[("reason", "thiếu con dấu"), ("key", "a")]);
        assert_ne!(one.canonical(), other.canonical());
    }

    #[test]
    fn a_field_stands_for_itself_once_it_was_sent() {
        let sent = form(&[("amount", "  ")]);
        assert_eq!(sent.text_or("amount", "8.000"), "");
        assert_eq!(sent.text_or("other", "8.000"), "8.000");
        assert!(!sent.is_ticked("amount"));
    }
}
