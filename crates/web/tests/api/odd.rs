//! Whatever is sent, the server answers.

use crate::ward::{Ward, at_the_desk};
use axum::body::Body;
use axum::http::{Request, header};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_oneof};
use serde_json::{Value, json};

/// One change to a JSON value: something a careless or hostile client might send.
#[derive(Clone, Debug)]
struct Change {
    at: usize,
    to: Value,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let odd = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(u64::MAX)),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("\u{0}")),
        Just(json!("a\u{0}b\u{202e}c")),
        Just(json!("' OR 1=1 --")),
        Just(json!("0000-00-00")),
        Just(json!("9999-12-31")),
        Just(json!("018f0000-0000-7000-8000-000000000000")),
        any::<String>().prop_map(Value::from),
        Just(json!([[[[{"a": [1]}]]]])),
        "[a-z]{300,400}".prop_map(Value::from),
    ];
    proptest::collection::vec(
        (0_usize..40, odd).prop_map(|(at, to)| Change { at, to }),
        1..4,
    )
}

/// Puts something odd at the n-th place of a value, counted through.
fn change(value: &mut Value, at: &mut usize, to: &Value) {
    if *at == 0 {
        *value = to.clone();
        *at = usize::MAX;
        return;
    }
    *at = at.saturating_sub(1);
    match value {
        Value::Object(fields) => {
            for field in fields.values_mut() {
                if *at != usize::MAX {
                    change(field, at, to);
                }
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                if *at != usize::MAX {
                    change(entry, at, to);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn nothing_that_is_sent_breaks_the_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (ward, code) = runtime.block_on(async {
        let ward = Ward::new().await;
        let opened = ward.open("first", &at_the_desk()).await.json();
        let code = opened["code"].as_str().unwrap().to_owned();
        (ward, code)
    });
    let bodies = [
        ("", at_the_desk()),
        ("withdraw", json!({"seen": 2, "reason": "x"})),
        (
            "record-result",
            json!({"seen": 2, "number": "1", "dated_on": "2026-11-20", "file": null}),
        ),
        (
            "ask-supplement",
            json!({"seen": 2, "items": [{"paper": "to-khai", "what": "x"}], "reason": "x"}),
        ),
        (
            "charge",
            json!({"seen": 2, "lines": [{"fee": "ban-sao", "units": 1}]}),
        ),
        (
            "correct",
            json!({"seen": 2, "reason": "x", "applicant": at_the_desk()["applicant"].clone()}),
        ),
        (
            "supplement",
            json!({"seen": 2, "papers": [{"paper": "to-khai", "on_paper": {"originals": 1}}], "answers": {"a": "b"}}),
        ),
    ];
    // Few cases, each through the whole stack: release checks may ask for more.
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let cases = (0..bodies.len(), changes(), any::<bool>());
    let outcome = runner.run(&cases, |(which, changes, cut)| {
        let (act, mut body) = bodies[which].clone();
        for one in &changes {
            change(&mut body, &mut one.at.clone(), &one.to);
        }
        let mut text = body.to_string();
        if cut {
            let half = (0..=text.len() / 2)
                .rev()
                .find(|at| text.is_char_boundary(*at));
            text.truncate(half.unwrap_or(0));
        }
        let address = match act {
            "" => "/api/v1/dossiers".to_owned(),
            act => format!("/api/v1/dossiers/{code}/acts/{act}"),
        };
        let request = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .header("idempotency-key", uuid::Uuid::now_v7().to_string())
            .body(Body::from(text.clone()))
            .unwrap();
        let answer = runtime.block_on(ward.province.send(request));
        prop_assert!(answer.status.as_u16() < 500, "{text} gave {}", answer.text);
        if !answer.status.is_success() {
            prop_assert!(!answer.problem().is_empty());
        }
        Ok(())
    });
    outcome.unwrap();
}
