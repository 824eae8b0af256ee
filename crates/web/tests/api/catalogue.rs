//! What everybody may read: the catalogue, the problems, the document of the API.

use crate::province::DESK;
use crate::ward::{BIRTH, Ward};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

#[tokio::test]
async fn the_catalogue_is_public_and_searched_without_diacritics() {
    let ward = Ward::new().await;
    let request = |query: &str| {
        let address = format!("/api/v1/procedures{query}");
        let province = &ward.province;
        async move { province.page("", &address).await }
    };
    let all = request("").await.json();
    assert!(all["procedures"].as_array().unwrap().len() >= 30);
    for query in [
        "?q=dang%20ky%20khai%20sinh",
        "?q=%C4%90%C4%83ng%20k%C3%BD%20khai%20sinh",
        "?q=1.001193",
        "?q=dkks",
        "?q=khai%20snih",
    ] {
        let found = request(query).await.json();
        assert_eq!(found["procedures"][0]["code"], BIRTH, "{query}: {found}");
    }
    assert_eq!(request("?q=xyzzy").await.json()["procedures"], json!([]));
    assert_eq!(
        request(&format!("?q={}", "a".repeat(201))).await.fields(),
        ["q"]
    );
    assert_eq!(request("?p=1").await.fields(), ["p"]);
    let one = request(&format!("/{BIRTH}")).await.json();
    let case = &one["cases"][0];
    assert_eq!(case["key"], "thong-thuong");
    assert_eq!(case["terms"][0]["limit"]["kind"], "within_day");
    assert_eq!(case["terms"][0]["fees"][1]["amount"], 8000);
    let desks = one["desks"].as_array().unwrap();
    assert!(desks.iter().any(|desk| desk["code"] == DESK), "{desks:?}");
    assert_eq!(request("/9.999999").await.problem(), "not-found");
}

#[tokio::test]
async fn every_problem_leads_to_a_page_for_people() {
    let ward = Ward::new().await;
    let missing = ward.province.get("", "/api/v1/dossiers").await.json();
    let page = ward
        .province
        .page("", missing["type"].as_str().unwrap())
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Thiếu mã truy cập"), "{}", page.text);
    let all = ward.province.page("", "/problems").await;
    assert!(all.text.contains("/problems/already-asked-once"));
    let none = ward.province.page("", "/problems/nothing-like-that").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// Follows `$ref` and collects every reference in a document.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                found.push(reference.to_owned());
            }
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| references(entry, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_complete() {
    let ward = Ward::new().await;
    let answer = ward.province.page("", "/api/v1/openapi.json").await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    let mut expected = vec![
        ("/api/v1/procedures".to_owned(), "get"),
        ("/api/v1/procedures/{code}".to_owned(), "get"),
        ("/api/v1/dossiers".to_owned(), "get"),
        ("/api/v1/dossiers".to_owned(), "post"),
        ("/api/v1/dossiers/{code}".to_owned(), "get"),
        ("/api/v1/dossiers/{code}/events".to_owned(), "get"),
        ("/api/v1/dossiers/{code}/clock".to_owned(), "get"),
        ("/api/v1/files".to_owned(), "post"),
        ("/api/v1/bundles".to_owned(), "post"),
        ("/api/v1/bundles/{code}".to_owned(), "get"),
        ("/api/v1/bundles/{code}/withdraw".to_owned(), "post"),
    ];
    for act in [
        "receive",
        "ask-supplement",
        "supplement",
        "refuse",
        "forward",
        "assign",
        "examine",
        "propose",
        "send-back",
        "pull-back",
        "approve",
        "record-result",
        "decline",
        "hand-over",
        "withdraw",
        "stop",
        "correct",
        "charge",
        "record-payment",
        "waive",
        "answer-feedback",
        "take-over",
        "pause",
        "resume",
        "apologise",
        "complete-step",
        "complete-beside",
        "settle-at-once",
        "ask-opinions",
        "hand-on-opinion",
        "answer-opinion",
        "return-opinion",
        "conclude-consultation",
    ] {
        expected.push((format!("/api/v1/dossiers/{{code}}/acts/{act}"), "post"));
    }
    let mut operations = 0;
    for (path, method) in &expected {
        let operation = &paths[path.as_str()][*method];
        let answers = operation["responses"]
            .as_object()
            .unwrap_or_else(|| panic!("{path}"));
        assert!(
            answers.keys().any(|status| status.starts_with('2')),
            "{path}"
        );
        let writes: &[&str] = if *method == "post" {
            &["400", "409"]
        } else {
            &[]
        };
        for status in ["401", "404", "422", "500", "503"].iter().chain(writes) {
            let described = answers[*status]["$ref"].as_str().unwrap_or_default();
            assert!(
                described.starts_with("#/components/responses/"),
                "{path} {status}"
            );
        }
        if *method == "post" {
            assert!(operation["requestBody"]["content"].is_object(), "{path}");
            let parameters = operation["parameters"].to_string();
            assert!(parameters.contains("Idempotency-Key"), "{path}");
        }
        operations += 1;
    }
    let listed: usize = paths
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum();
    assert_eq!(
        operations, listed,
        "a path is described that the contract does not know"
    );
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let problem = &document["components"]["responses"]["Refused"]["content"];
    assert!(
        problem["application/problem+json"]["schema"].is_object(),
        "{problem}"
    );
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"]["scheme"],
        "bearer"
    );
    assert_eq!(
        document["components"]["schemas"]["NewDossier"]["additionalProperties"],
        false
    );
}
