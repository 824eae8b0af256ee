//! JSON read field by field: what broke is named with its place.

mod every;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::form::FormErrors;

/// The bytes of a JSON body, before anybody knows what they shall be.
pub(super) struct JsonBytes(Bytes);

impl<S: Send + Sync> FromRequest<S> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem::of("unsupported-media-type"));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|why| cut(&why))?;
        Ok(Self(bytes))
    }
}

impl JsonBytes {
    /// The same bytes for the same JSON, however it was written: what an idempotency key stands for.
    pub fn canonical(&self) -> Result<Vec<u8>, Problem> {
        // Its maps are sorted.
        let value: serde_json::Value =
            serde_json::from_slice(&self.0).map_err(|error| malformed(&error))?;
        Ok(value.to_string().into_bytes())
    }

    /// The value that the body describes.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        read(&self.0)
    }
}

/// A body that could not be read to its end.
pub(super) fn cut(why: &BytesRejection) -> Problem {
    if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::of("too-large")
    } else {
        Problem::of("interrupted")
    }
}

/// A body without a type is taken for JSON.
fn says_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let kind = kind.to_str().unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        broken::<T>(bytes, &path, error.inner())
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// No JSON at all, with the place.
fn malformed(error: &serde_json::Error) -> Problem {
    Problem::of("malformed-json").at(error.line(), error.column())
}

/// What cannot be read: all of it, as far as it can be told.
fn broken<T: DeserializeOwned>(bytes: &[u8], path: &str, error: &serde_json::Error) -> Problem {
    if !error.is_data() {
        return malformed(error);
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let path = if path == "." { "" } else { path };
    let (field, text) = said(path, message);
    let mut errors = FormErrors::new();
    errors.add(field, text);
    // The rest may be no JSON; then what was found first is all there is to say.
    let value = serde_json::from_slice(bytes).unwrap_or_default();
    if value != serde_json::Value::Null {
        for error in &every::errors::<T>(value) {
            if errors.of(&error.field).is_empty() {
                errors.add(&error.field, &error.sentence);
            }
        }
    }
    Problem::from(errors)
}

/// What the JSON reader says, in our words: the field, and how to mend it.
fn said(path: &str, message: &str) -> (String, String) {
    let quoted = |index: usize| message.split('`').nth(index).unwrap_or_default();
    let inside = |name: &str| match path {
        "" => name.to_owned(),
        _ if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        _ => format!("{path}.{name}"),
    };
    if message.starts_with("missing field") {
        (
            inside(quoted(1)),
            "Thiếu trường này. Ghi thêm vào nội dung gửi".to_owned(),
        )
    } else if message.starts_with("unknown field") {
        (
            inside(quoted(1)),
            "Không có trường này. Xóa đi hoặc sửa lại tên trường".to_owned(),
        )
    } else if message.starts_with("duplicate field") {
        (
            inside(quoted(1)),
            "Trường này được ghi hai lần. Giữ lại một lần".to_owned(),
        )
    } else if message.starts_with("unknown variant") {
        let choices: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        let choices = choices.join(", ");
        (
            path.to_owned(),
            format!(
                "Không có giá trị \"{}\". Chọn một trong: {choices}",
                quoted(1)
            ),
        )
    } else {
        (
            path.to_owned(),
            format!("Sai kiểu dữ liệu. {}", expected(message)),
        )
    }
}

/// What kind of value belongs there.
fn expected(message: &str) -> &'static str {
    let kind = message.split("expected ").nth(1).unwrap_or_default();
    match kind {
        _ if message.contains("UUID") => "Ghi mã tệp mà /api/v1/files đã trả về",
        "a string" => "Ghi một chuỗi chữ trong dấu nháy kép",
        "a boolean" => "Ghi true hoặc false",
        "a sequence" => "Ghi một danh sách trong ngoặc vuông",
        _ if kind.starts_with('u') || kind.starts_with('i') => "Ghi một số nguyên, không âm",
        _ if kind.starts_with("struct") || kind == "a map" => "Ghi một đối tượng trong ngoặc nhọn",
        _ => "Xem kiểu của trường trong /api/v1/openapi.json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::model::application::NewDossier;
    use axum::response::IntoResponse;

    async fn problem(json: &str) -> serde_json::Value {
        let Err(problem) = read::<NewDossier>(json.as_bytes()) else {
            panic!("{json} was taken");
        };
        let body = problem.into_response().into_body();
        let bytes = axum::body::to_bytes(body, 100_000)
            .await
            .expect("a body in memory");
        serde_json::from_slice(&bytes).expect("problems are JSON")
    }

    #[tokio::test]
    async fn broken_json_is_named_with_its_place() {
        let said = problem("{\n  \"procedure\": \"1.001193\",,\n}").await;
        assert_eq!(said["type"], "/problems/malformed-json");
        assert_eq!((&said["line"], &said["column"]), (&2.into(), &27.into()));
        assert_eq!(problem("").await["status"], 400);
        assert_eq!(problem("{\"procedure\": \"1.001193\"").await["status"], 400);
    }

    #[tokio::test]
    async fn a_field_that_cannot_be_read_is_named() {
        let head = "\"procedure\":\"1.001193\",\"case\":\"a\",\"desk\":\"b\"";
        let wrong = [
            (format!("{{{head},\"channel\":\"fax\"}}"), "channel"),
            (format!("{{{head},\"chanel\":\"desk\"}}"), "chanel"),
            (format!("{{{head},\"channel\":\"desk\"}}"), "applicant"),
            (
                format!("{{{head},\"channel\":\"desk\",\"applicant\":{{\"name\":3}}}}"),
                "applicant.name",
            ),
            (
                format!("{{{head},\"applicant\":{{\"name\":\"A\",\"adress\":\"b\"}}}}"),
                "applicant.adress",
            ),
            (
                format!("{{{head},\"papers\":[{{\"paper\":\"a\",\"file\":\"x\"}}]}}"),
                "papers[0].file",
            ),
            ("[]".to_owned(), ""),
        ];
        for (json, field) in wrong {
            let said = problem(&json).await;
            assert_eq!(said["status"], 422, "{json}");
            assert_eq!(said["errors"][0]["field"], field, "{json}: {said}");
        }
        let said = problem(&format!("{{{head},\"channel\":\"fax\"}}")).await;
        let text = "Không có giá trị \"fax\". Chọn một trong: desk, online, post";
        assert_eq!(said["errors"][0]["text"], text);
    }
}
