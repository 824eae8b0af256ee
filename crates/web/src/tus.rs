//! The words of tus 1.0.0, by which a file travels piece by piece: its core with creation and
//! expiration. What requests say, and how they are answered.

use std::collections::BTreeMap;

use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use documents::upload::SIZE_MAX;
use store::Upload;

/// The version of the protocol, in both directions.
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
/// Where a piece begins, and how much is here.
const OFFSET: &str = "upload-offset";
/// How large the file is.
const LENGTH: &str = "upload-length";
/// Name and field of the file.
const METADATA: &str = "upload-metadata";
/// When the upload is forgotten.
const EXPIRES: &str = "upload-expires";
/// The type of a piece.
const PIECE_TYPE: &str = "application/offset+octet-stream";

/// Whether a request speaks our version.
pub fn is_spoken(headers: &HeaderMap) -> bool {
    let version = headers.get(VERSION.0).map(|value| value.as_bytes());
    version == Some(VERSION.1.as_bytes())
}

/// Whether a request's body is a piece of a file.
pub fn is_piece(headers: &HeaderMap) -> bool {
    let media = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    media == Some(PIECE_TYPE.as_bytes())
}

/// Where a piece begins.
pub fn offset(headers: &HeaderMap) -> Option<u64> {
    number(headers, OFFSET)
}

/// How large the file will be.
pub fn length(headers: &HeaderMap) -> Option<u64> {
    number(headers, LENGTH)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// What is told of the file: pairs of a name and a value in base64.
pub fn read_metadata(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = headers.get(METADATA).and_then(|value| value.to_str().ok());
    let pairs = text.unwrap_or_default().split(',');
    let pair = |pair: &str| {
        let (name, value) = pair.trim().split_once(' ')?;
        let value = String::from_utf8(from_base64(value.trim())?).ok()?;
        Some((name.to_owned(), value))
    };
    pairs.filter_map(pair).collect()
}

/// Six bits a letter; padding and what does not fill a byte are dropped.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = ((held << 6) | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(((held >> bits) & 0xFF) as u8);
        }
    }
    Some(bytes)
}

/// What we speak of the protocol.
pub fn abilities() -> Response {
    let headers = [
        VERSION,
        ("tus-version", VERSION.1),
        ("tus-extension", "creation,expiration"),
    ];
    let size = [("tus-max-size", SIZE_MAX.to_string())];
    (StatusCode::NO_CONTENT, headers, size).into_response()
}

/// Another version is not ours.
pub fn other_version() -> Response {
    let headers = [VERSION, ("tus-version", VERSION.1)];
    (StatusCode::PRECONDITION_FAILED, headers).into_response()
}

/// A status and nothing else.
pub fn bare(status: StatusCode) -> Response {
    (status, [VERSION]).into_response()
}

/// Refused with the sentence that the page shows beside the field.
pub fn refused(status: StatusCode, sentence: String) -> Response {
    (status, [VERSION], sentence).into_response()
}

/// An upload begins at this address.
pub fn created(upload: &Upload, address: String) -> Response {
    let to = [(LOCATION, address)];
    (StatusCode::CREATED, [VERSION], to, expiry(upload)).into_response()
}

/// How far an upload is, for whoever asks.
pub fn told(upload: &Upload) -> Response {
    let length = [(LENGTH, upload.size.to_string())];
    (length, progress(StatusCode::OK, upload)).into_response()
}

/// A piece was kept.
pub fn kept(upload: &Upload) -> Response {
    progress(StatusCode::NO_CONTENT, upload)
}

/// The file arrived; the page at this address shows it.
pub fn arrived(upload: &Upload, address: String) -> Response {
    ([(LOCATION, address)], kept(upload)).into_response()
}

fn progress(status: StatusCode, upload: &Upload) -> Response {
    let offset = [(OFFSET, upload.received.to_string())];
    (status, [VERSION], offset, expiry(upload)).into_response()
}

fn expiry(upload: &Upload) -> [(&'static str, String); 1] {
    let ends_at = upload.ends_at.0.strftime("%a, %d %b %Y %H:%M:%S GMT");
    [(EXPIRES, ends_at.to_string())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_file_is_read() {
        let mut headers = HeaderMap::new();
        let told = "filename Z2nhuqV5IHThu50ucG5n,field Z2lheS1h, empty";
        headers.insert(METADATA, told.parse().expect("a header"));
        let read = read_metadata(&headers);
        assert_eq!(read["filename"], "giấy tờ.png");
        assert_eq!(read["field"], "giay-a");
        assert_eq!(read.len(), 2);
        assert_eq!(from_base64("YQ=="), Some(b"a".to_vec()));
        assert_eq!(from_base64("Y?"), None);
    }
}
