//! Acts: repeated, at the same time, at the wrong moment.

use crate::ward::{Ward, at_the_desk};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::dossier::command::Command;
use domain::people::Actor;
use serde_json::json;
use web::app::Asked;

#[tokio::test]
async fn a_repeated_act_gets_the_same_answer_however_late() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let forward = || ward.act(&ward.desk, "f", code, "forward", json!({"seen": 2}));
    let (first, again) = (forward().await, forward().await);
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(first.json(), again.json());
    assert_eq!(first.json()["stage"], "examining");
    // The opening is asked once more, after the dossier went on.
    let late = ward.open("k1", &at_the_desk()).await;
    assert_eq!(late.status, StatusCode::CREATED);
    assert_eq!(late.json(), opened);
    // The act that moved it out of the officer's sight is answered again all the same.
    let officer = ward.case_officer(code).await;
    let taken = ward
        .act(officer, "a", code, "assign", json!({"seen": 3}))
        .await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    let propose = || {
        let body = json!({"seen": 4, "outcome": "granted"});
        ward.act(officer, "p", code, "propose", body)
    };
    let proposed = propose().await;
    assert_eq!(proposed.status, StatusCode::OK, "{}", proposed.text);
    let back = json!({"seen": 5, "reason": "Thiếu một chữ ký"});
    let back = ward.act(&ward.leader, "b", code, "send-back", back).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert_eq!(propose().await.json(), proposed.json());
    assert_eq!(forward().await.json(), first.json());
    let reused = ward.act(
        &ward.desk,
        "f",
        code,
        "withdraw",
        json!({"seen": 3, "reason": "x"}),
    );
    assert_eq!(reused.await.problem(), "key-reused");
}

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_sees_what_changed() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    ward.done(&ward.desk, code, "forward", json!({"seen": 2}))
        .await;
    let late = ward
        .act(
            &ward.desk,
            "w",
            code,
            "withdraw",
            json!({"seen": 2, "reason": "Rút"}),
        )
        .await;
    assert_eq!(
        (late.status, late.problem().as_str()),
        (StatusCode::CONFLICT, "changed-since")
    );
    let events = late.json()["events"].clone();
    assert_eq!(events[0]["number"], 3);
    assert_eq!(events[0]["event"], "forwarded");
    assert_eq!(events.as_array().unwrap().len(), 1);
    // A note never clashes, and may leave out what was seen.
    let note = ward
        .act(&ward.desk, "n", code, "examine", json!({"note": "Đã gọi"}))
        .await;
    assert_eq!(note.status, StatusCode::OK, "{}", note.text);
    let unseen = ward
        .act(&ward.desk, "u", code, "withdraw", json!({"reason": "Rút"}))
        .await;
    assert_eq!(unseen.fields(), ["seen"]);
}

#[tokio::test]
async fn sixty_four_forwards_at_once_give_one_event() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let ward = &ward;
    let mut tasks = tokio::task::JoinSet::new();
    for at in 0..64 {
        let (router, desk) = (ward.province.router.clone(), ward.desk.clone());
        let address = format!("/api/v1/dossiers/{code}/acts/forward");
        tasks.spawn(async move {
            use tower::ServiceExt as _;
            let request = Request::post(address)
                .header(header::AUTHORIZATION, format!("Bearer {desk}"))
                .header("idempotency-key", format!("f{at}"))
                .body(Body::from("{\"seen\": 2}"))
                .unwrap();
            router.oneshot(request).await.unwrap().status()
        });
    }
    let all = tasks.join_all().await;
    let count = |status: StatusCode| all.iter().filter(|found| **found == status).count();
    assert_eq!(
        (count(StatusCode::OK), count(StatusCode::CONFLICT)),
        (1, 63)
    );
}

#[tokio::test]
async fn acts_that_are_read_but_not_allowed_say_which_rule() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    for (token, act, asked, kebab) in [
        (&ward.desk, "approve", json!({"seen": 2}), "not-yours"),
        (
            &ward.cashier,
            "record-payment",
            json!({"seen": 2, "amount": 1, "method": "cash", "receipt_number": "1"}),
            "nothing-owed",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "x", "units": 1}]}),
            "unknown-fee",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "qua-han", "units": 1}]}),
            "fee-without-amount",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": []}),
            "no-amount",
        ),
        (
            &ward.desk,
            "withdraw",
            json!({"seen": 2, "reason": "  "}),
            "reason-missing",
        ),
        (&ward.desk, "examine", json!({}), "nothing-examined"),
        (
            &ward.desk,
            "ask-supplement",
            json!({"seen": 2, "reason": "x", "items": []}),
            "nothing-missing",
        ),
        (
            &ward.desk,
            "ask-supplement",
            json!({"seen": 2, "reason": "x", "items": [{"paper": "giay-to-tuy-than", "what": "nộp"}]}),
            "paper-not-to-be-asked",
        ),
        (
            &ward.desk,
            "hand-over",
            json!({"seen": 2, "recipient": "x", "proof": "receipt"}),
            "not-at-this-stage",
        ),
        (
            &ward.desk,
            "correct",
            json!({"seen": 2, "reason": "x", "return_via": "desk"}),
            "nothing-to-correct",
        ),
    ] {
        let answer = ward.act(token, "k", code, act, asked).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (StatusCode::CONFLICT, kebab),
            "{act}"
        );
    }
    for (act, asked, field) in [
        (
            "refuse",
            json!({"seen": 2, "ground": "too_busy", "reason": "x"}),
            "ground",
        ),
        ("correct", json!({"seen": 2, "reason": "x"}), ""),
        ("withdraw", json!({"seen": -1, "reason": "x"}), "seen"),
        (
            "withdraw",
            json!({"seen": 2, "reason": "x".repeat(2001)}),
            "reason",
        ),
        (
            "record-result",
            json!({"seen": 2, "number": "1", "dated_on": "20/11/2026"}),
            "dated_on",
        ),
        ("assign", json!({"seen": 2, "to": "someone"}), "to"),
    ] {
        let answer = ward.act(&ward.desk, "k", code, act, asked).await;
        assert_eq!(answer.fields(), [field], "{act}");
    }
    assert_eq!(ward.dossier(&ward.desk, code).await.json()["version"], 2);
}

#[tokio::test]
async fn a_leader_answers_a_complaint_and_no_token_complains() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    for act in ["give-feedback", "rate"] {
        let own = ward.act(&ward.desk, act, code, act, json!({"seen": 2}));
        assert_eq!(own.await.status, StatusCode::NOT_FOUND, "{act}");
    }
    let answer = |seen: u32, text: &str| json!({"seen": seen, "answer": text});
    let act = "answer-feedback";
    let early = ward.act(&ward.leader, "a1", code, act, answer(2, "Đã xem"));
    assert_eq!(early.await.problem(), "no-feedback");
    let parsed = code.parse().unwrap();
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&parsed),
        seen: None,
        once: None,
    };
    let command = Command::GiveFeedback {
        text: web::fresh::personal("Gọi ba lần không ai nghe".to_owned()),
    };
    let complained = ward.province.app.carry_out(asked, command).await;
    complained.expect("no fault").expect("not refused");
    let silent = ward.act(&ward.leader, "a2", code, act, answer(3, " "));
    assert_eq!(silent.await.problem(), "nothing-said");
    let desk = ward.act(&ward.desk, "a3", code, act, answer(3, "Đã xem"));
    assert_eq!(desk.await.problem(), "not-yours");
    let version = ward
        .done(&ward.leader, code, act, answer(3, "Đã xem"))
        .await;
    assert_eq!(version["version"], 4);
    let address = format!("/api/v1/dossiers/{code}/events");
    let events = ward.province.get(&ward.leader, &address).await.json();
    assert_eq!(events["events"][2]["event"], "feedback_given");
    assert_eq!(events["events"][2]["note"], "Gọi ba lần không ai nghe");
    assert_eq!(events["events"][3]["event"], "feedback_answered");
    assert_eq!(events["events"][3]["note"], "Đã xem");
}

#[tokio::test]
async fn a_clock_is_paused_by_a_paper_and_goes_on() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let today = ward.province.app.now().today().to_string();
    let pause = |ground: &str, dated_on: &str| {
        json!({"seen": 2, "ground": ground, "reason": "Chờ xác minh", "paper_number": "15/CV",
               "paper_dated_on": dated_on})
    };
    let asked = |key: &'static str, body| ward.act(&ward.desk, key, code, "pause", body);
    let unlisted = asked("p1", pause("supplement", &today)).await;
    assert_eq!(unlisted.problem(), "ground-not-listed");
    let undated = asked("p2", pause("force_majeure", "hôm nay")).await;
    assert_eq!(undated.fields(), ["paper_dated_on"]);
    let paused = asked("p3", pause("awaited_verification", &today)).await;
    assert_eq!(paused.status, StatusCode::OK, "{}", paused.text);
    let read = ward.dossier(&ward.desk, code).await.json();
    assert_eq!(read["pause_ground"], "awaited_verification");
    let forward = ward.act(&ward.desk, "f", code, "forward", json!({"seen": 3}));
    assert_eq!(forward.await.problem(), "clock-paused");
    ward.done(&ward.desk, code, "resume", json!({"seen": 3}))
        .await;
    let address = format!("/api/v1/dossiers/{code}/events");
    let events = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(events["events"][2]["event"], "paused");
    assert_eq!(events["events"][2]["paper_number"], "15/CV");
    assert_eq!(events["events"][3]["event"], "resumed");
}
