//! Files are judged by their bytes.

use crate::ward::{Ward, online, picture};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn files_are_judged_by_their_bytes_and_kept_once_a_key() {
    let ward = Ward::new().await;
    let first = ward.upload(&ward.desk, "f1", &picture()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let json = first.json();
    let mut names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["id", "pages", "sha256", "size"]);
    assert_eq!(
        (&json["pages"], &json["size"]),
        (&1.into(), &picture().len().into())
    );
    assert_eq!(json["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(ward.upload(&ward.desk, "f1", &picture()).await.json(), json);
    assert_ne!(
        ward.upload(&ward.desk, "f2", &picture()).await.json()["id"],
        json["id"]
    );
    let mut other = picture();
    other.extend(b"\n");
    assert_eq!(
        ward.upload(&ward.desk, "f1", &other).await.problem(),
        "key-reused"
    );
    let id = json["id"].as_str().unwrap().parse().unwrap();
    let kept = ward
        .province
        .app
        .store
        .read_file(id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, picture());

    let mut polyglot = picture();
    polyglot.extend(b"PK\x03\x04<script>alert(1)</script>");
    for (bytes, query, said) in [
        (Vec::new(), "?name=a.png", "không có nội dung"),
        (b"hello".to_vec(), "?name=a.png", "không phải PDF hay ảnh"),
        (picture(), "?name=a.pdf", "đuôi"),
        (picture()[..20].to_vec(), "?name=a.png", "bị hỏng"),
        (polyglot, "?name=a.png", "lẫn nội dung khác"),
        (b"%PDF-1.7\nbroken".to_vec(), "", "bị hỏng"),
        (
            vec![0; 21 * 1024 * 1024],
            "?name=a.png",
            "mức nhận là 20 MB",
        ),
    ] {
        let answer = ward.upload_as(&ward.desk, "bad", query, &bytes).await;
        assert_eq!(answer.fields(), ["file"]);
        let text = answer.json()["errors"][0]["text"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(
        ward.upload_as(&ward.desk, "bad", "?nom=a", &picture())
            .await
            .fields(),
        ["name"]
    );
}

#[tokio::test]
async fn a_form_with_a_file_is_taken_and_a_broken_one_named() {
    let ward = Ward::new().await;
    let send = |body: Vec<u8>| {
        let request = Request::post("/api/v1/files")
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X")
            .header("idempotency-key", "form")
            .body(Body::from(body))
            .unwrap();
        ward.province.send(request)
    };
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    let mut whole = head.as_bytes().to_vec();
    whole.extend(picture());
    let cut = whole.clone();
    whole.extend(b"\r\n--X--\r\n");
    assert_eq!(send(cut).await.problem(), "interrupted");
    let taken = send(whole).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    let empty = "--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--X--\r\n";
    assert_eq!(send(empty.into()).await.fields(), ["file"]);
}

#[tokio::test]
async fn a_file_of_somebody_else_or_of_another_dossier_is_not_there() {
    let ward = Ward::new().await;
    let theirs = ward.upload(&ward.stranger, "f", &picture()).await.json();
    let asked = online(&ward, theirs["id"].as_str().unwrap()).await;
    assert_eq!(ward.open("k1", &asked).await.fields(), ["papers[0].file"]);
    let mine = ward.upload(&ward.desk, "f", &picture()).await.json();
    let asked = online(&ward, mine["id"].as_str().unwrap()).await;
    assert_eq!(ward.open("k1", &asked).await.status, StatusCode::CREATED);
    // It belongs to that dossier now.
    assert_eq!(ward.open("k2", &asked).await.fields(), ["papers[0].file"]);
}
