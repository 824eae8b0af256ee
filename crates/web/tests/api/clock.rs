//! Why a dossier is promised for its day, over the API.

use crate::ward::{Ward, at_the_desk};
use jiff::civil::date;
use serde_json::json;

#[tokio::test]
async fn a_clock_tells_every_day_of_the_promise() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let address = format!("/api/v1/dossiers/{code}/clock");
    let clock = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(
        (&clock["code"], &clock["status"]),
        (&opened["code"], &"running".into())
    );
    let promise = &clock["promise"];
    assert_eq!(promise["start_rule"], "reception");
    assert_eq!(promise["limit"]["kind"], "within_day");
    assert_eq!(promise["due"], opened["promised_at"]);
    assert_eq!(promise["due"], promise["counted_today"]);
    assert_eq!(promise["moment"], "end_of_day");
    assert_eq!(promise["due_if_answered"], json!(null));
    assert!(promise["minutes_left"].as_u64().unwrap() > 0);
    let days = promise["days"].as_array().unwrap();
    assert_eq!(days.len(), 1, "{days:?}");
    assert_eq!(
        (&days[0]["number"], &days[0]["reason"]),
        (&1.into(), &"working".into())
    );
    assert_eq!(promise["pauses"], json!([]));
    assert_eq!(promise["bases"][0]["rule"], "same_day");
}

#[tokio::test]
async fn while_the_applicant_is_waited_for_the_clock_stands_still() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let asked = json!({
        "seen": 2, "reason": "Ảnh mờ",
        "items": [{"paper": "giay-chung-sinh", "what": "Chụp lại rõ bốn góc"}],
    });
    ward.done(&ward.desk, code, "ask-supplement", asked).await;
    let address = format!("/api/v1/dossiers/{code}/clock");
    let clock = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(clock["status"], "paused");
    let promise = &clock["promise"];
    assert_eq!(promise["due_if_answered"], promise["due"]);
    let pauses = promise["pauses"].as_array().unwrap();
    assert_eq!(pauses.len(), 1);
    assert_eq!(
        (&pauses[0]["ground"], &pauses[0]["to"]),
        (&"supplement".into(), &json!(null))
    );
}

#[tokio::test]
async fn a_pause_on_another_ground_is_told_with_its_ground() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let pause = json!({
        "seen": 2, "ground": "force_majeure", "reason": "Lũ làm đứt đường",
        "paper_number": "15/TB", "paper_dated_on": ward.province.app.now().today().to_string(),
    });
    ward.done(&ward.desk, code, "pause", pause).await;
    let address = format!("/api/v1/dossiers/{code}/clock");
    let clock = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(clock["status"], "paused");
    let promise = &clock["promise"];
    assert_eq!(promise["start_rule"], "reception");
    assert_eq!(promise["due_if_answered"], promise["due"]);
    let pause = &promise["pauses"][0];
    assert_eq!(
        (&pause["ground"], &pause["to"]),
        (&"force_majeure".into(), &json!(null))
    );
}

#[tokio::test]
async fn a_clock_is_for_those_who_may_see_the_dossier() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let address = format!("/api/v1/dossiers/{code}/clock");
    let strange = ward.province.get(&ward.stranger, &address).await;
    assert_eq!(strange.problem(), "not-found");
    assert_eq!(
        ward.province.get("", &address).await.problem(),
        "unauthorised"
    );
}

#[tokio::test]
async fn every_working_minute_belongs_to_one_holder() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let address = format!("/api/v1/dossiers/{code}/clock");
    let spent = async || {
        let clock = ward.province.get(&ward.desk, &address).await.json();
        clock["time_spent"].clone()
    };
    assert_eq!(spent().await["minutes"], 0);
    // From nine on Friday until half past ten, and over the weekend.
    let friday = date(2026, 11, 20);
    ward.province.at(friday, 10, 30);
    let told = spent().await;
    assert_eq!(told["minutes"], 90);
    let desk = json!([{"holder": "desk", "minutes": 90}]);
    assert_eq!(told["holders"], desk);
    assert_eq!(told["steps"][0]["used_minutes"], 90);
    assert_eq!(told["steps"][1]["used_minutes"], 0);
    let pause = json!({
        "seen": 2, "ground": "awaited_verification", "reason": "Chờ nơi cấp trả lời",
        "paper_number": "15/CV", "paper_dated_on": friday.to_string(),
    });
    ward.done(&ward.desk, code, "pause", pause).await;
    ward.province.at(date(2026, 11, 23), 8, 0);
    let told = spent().await;
    let holders = json!([
        {"holder": "desk", "minutes": 90},
        {"holder": "consulted_unit", "minutes": 330},
    ]);
    assert_eq!(
        (&told["holders"], &told["minutes"]),
        (&holders, &420.into())
    );
    // What is waited for is not what the step took.
    assert_eq!(told["steps"][0]["used_minutes"], 90);
}
