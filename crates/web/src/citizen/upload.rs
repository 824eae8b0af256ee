//! Files on their way in: read piece by piece, looked at, kept.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use documents::upload::{PaperKind, SIZE_MAX, Unreadable, clean_file_name, inspect};
use domain::dossier::event::FileFacts;
use domain::dossier::personal::hex;
use store::NewFile;

use super::Typed;
use crate::app::App;
use crate::fault::Broken;
use crate::language::Language;
use crate::wording::file;

/// A form with files as it came.
#[derive(Default)]
pub(super) struct Sent {
    /// Its other fields.
    pub texts: Typed,
    /// Its files; fields in which nothing was chosen are left out.
    pub files: Vec<SentFile>,
}

/// One file as it came, under the field it was chosen in.
pub(super) struct SentFile {
    /// The field.
    pub field: String,
    /// The file's name, cleaned.
    pub name: String,
    bytes: Vec<u8>,
    size: u64,
}

impl SentFile {
    /// A file that arrived whole; its name is clean.
    pub fn whole(field: String, name: String, bytes: Vec<u8>) -> Self {
        let size = bytes.len() as u64;
        Self {
            field,
            name,
            bytes,
            size,
        }
    }
}

/// Why a form with files did not arrive whole; the sentence says how to go on.
pub(super) struct CutOff(pub &'static str);

/// Longest text in a form with files, in bytes.
const TEXT_MAX: usize = 64 * 1024;

/// Reads a form with files. A file above the limit is counted to its end and not kept.
pub(super) async fn read(mut form: Multipart, language: Language) -> Result<Sent, CutOff> {
    let cut_off = |why: MultipartError| cut_off(&why, language);
    let mut sent = Sent {
        texts: BTreeMap::new(),
        files: Vec::new(),
    };
    while let Some(mut field) = form.next_field().await.map_err(cut_off)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            let (bytes, _) = drain(&mut field, TEXT_MAX as u64).await.map_err(cut_off)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            sent.texts.insert(name, text);
            continue;
        };
        let (bytes, size) = drain(&mut field, SIZE_MAX).await.map_err(cut_off)?;
        // An empty name is a field in which nothing was chosen.
        if !file_name.is_empty() {
            sent.files.push(SentFile {
                field: name,
                name: clean_file_name(&file_name),
                bytes,
                size,
            });
        }
    }
    Ok(sent)
}

async fn drain(field: &mut Field<'_>, most: u64) -> Result<(Vec<u8>, u64), MultipartError> {
    let (mut bytes, mut size) = (Vec::new(), 0_u64);
    while let Some(chunk) = field.chunk().await? {
        size = size.saturating_add(chunk.len() as u64);
        if size <= most {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok((bytes, size))
}

fn cut_off(why: &MultipartError, language: Language) -> CutOff {
    if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
        CutOff(file::too_much(language))
    } else {
        CutOff(file::broken_off(language))
    }
}

/// Looks at a file and keeps it; or says what is wrong with it and how to mend it.
pub(super) async fn keep(
    app: &App,
    file: SentFile,
    language: Language,
) -> Result<Result<FileFacts, String>, Broken> {
    let SentFile {
        name, bytes, size, ..
    } = file;
    if size > SIZE_MAX {
        let why = Unreadable::TooBig {
            size,
            max: SIZE_MAX,
        };
        return Ok(Err(file::unreadable_in(&why, &name, language)));
    }
    let looked_at = tokio::task::spawn_blocking(move || {
        let found = inspect(&name, &bytes);
        (
            bytes,
            found.map_err(|why| file::unreadable_in(&why, &name, language)),
        )
    })
    .await;
    let (bytes, found) = match looked_at {
        Ok((bytes, Ok(found))) => (bytes, found),
        Ok((_, Err(sentence))) => return Ok(Err(sentence)),
        Err(_) => {
            return Ok(Err(file::not_looked_at(language).to_owned()));
        }
    };
    let new = NewFile {
        bytes,
        sha256: hex(&found.sha256),
        kind: kind(found.kind).to_owned(),
        pages: found.pages,
        uploaded_by: "applicant".to_owned(),
        at: app.now(),
    };
    Ok(Ok(app.store.keep_file(new).await?))
}

fn kind(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Pdf => "pdf",
        PaperKind::Jpeg => "jpeg",
        PaperKind::Png => "png",
    }
}
