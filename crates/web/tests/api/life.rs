//! Whole lives of dossiers over the API.

use crate::ward::{Ward, at_the_desk, online, picture};
use axum::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_dossier_lives_its_whole_life_over_the_api() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap().to_owned();
    let code = code.as_str();
    let (desk, leader, clerk, cashier) = (&ward.desk, &ward.leader, &ward.clerk, &ward.cashier);

    let charged = ward
        .done(
            cashier,
            code,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "ban-sao", "units": 2}]}),
        )
        .await;
    assert_eq!(charged["version"], 3);
    ward.done(desk, code, "forward", json!({"seen": 3})).await;
    let officer = ward.case_officer(code).await;
    ward.done(officer, code, "assign", json!({"seen": 4})).await;
    let noted = json!({"seen": 1, "note": "Khớp dữ liệu dân cư", "marks": [{"paper": "giay-chung-sinh", "in_order": true}]});
    ward.done(officer, code, "examine", noted).await;
    let asked = json!({
        "seen": 6, "reason": "Ảnh mờ",
        "items": [{"paper": "giay-chung-sinh", "what": "Chụp lại rõ bốn góc"}],
    });
    let waiting = ward.done(officer, code, "ask-supplement", asked).await;
    assert_eq!(
        (&waiting["stage"], &waiting["national_status"]),
        (&"awaiting_supplement".into(), &5.into())
    );
    let brought = json!({
        "seen": 7, "note": "Đã chụp lại",
        "papers": [{"paper": "giay-chung-sinh", "on_paper": {"originals": 1}}],
    });
    let back = ward.done(desk, code, "supplement", brought).await;
    assert_eq!(back["stage"], "examining");
    let again = json!({
        "seen": 8, "reason": "Còn mờ",
        "items": [{"paper": "giay-chung-sinh", "what": "Chụp lại"}],
    });
    let twice = ward
        .act(officer, "twice", code, "ask-supplement", again)
        .await;
    assert_eq!(twice.problem(), "already-asked-once");
    ward.done(
        officer,
        code,
        "propose",
        json!({"seen": 8, "outcome": "granted", "note": "Đủ"}),
    )
    .await;
    let sent_back = json!({"seen": 9, "reason": "Ghi rõ nơi sinh"});
    assert_eq!(
        ward.done(leader, code, "send-back", sent_back).await["stage"],
        "examining"
    );
    ward.done(
        officer,
        code,
        "propose",
        json!({"seen": 10, "outcome": "granted"}),
    )
    .await;
    assert_eq!(
        ward.done(leader, code, "approve", json!({"seen": 11}))
            .await["stage"],
        "numbering"
    );
    let file = ward.upload(clerk, "ket-qua", &picture()).await.json();
    let old = json!({"seen": 12, "number": "12/GKS", "dated_on": "2026-11-19"});
    let too_old = ward.act(clerk, "old", code, "record-result", old).await;
    assert_eq!(too_old.problem(), "result-dated-before-submission");
    let result = json!({
        "seen": 12, "number": "12/GKS", "dated_on": "2026-11-20",
        "file": file["id"], "file_name": "khai sinh.png",
    });
    let resolved = ward.done(clerk, code, "record-result", result).await;
    assert_eq!(
        (&resolved["stage"], &resolved["national_status"]),
        (&"resolved".into(), &9.into())
    );

    let take = |seen| json!({"seen": seen, "recipient": "Lò Thị Mai", "proof": "receipt"});
    let owed = ward
        .act(desk, "too-soon", code, "hand-over", take(13))
        .await;
    assert_eq!(
        (owed.problem().as_str(), &owed.json()["owed"]),
        ("still-owed", &16000.into())
    );
    let paid = json!({"seen": 13, "amount": 8000, "method": "cash", "receipt_number": "BL-7"});
    ward.done(cashier, code, "record-payment", paid).await;
    let waived = json!({"seen": 14, "ground": "poor_household", "reason": "Sổ hộ nghèo số 5"});
    ward.done(cashier, code, "waive", waived).await;
    let correction = json!({"seen": 15, "reason": "Ghi nhầm số nhà", "return_via": "post"});
    ward.done(desk, code, "correct", correction).await;
    let over = ward.done(desk, code, "hand-over", take(16)).await;
    assert_eq!(
        (&over["stage"], &over["national_status"]),
        (&"handed_over".into(), &10.into())
    );

    let read = ward.dossier(desk, code).await.json();
    assert_eq!(read["result"]["number"], "12/GKS");
    assert_eq!(read["result"]["outcome"], "granted");
    assert_eq!(read["result"]["file"]["sha256"], file["sha256"]);
    assert_eq!(
        (&read["owed"], &read["paid"], &read["waived"]),
        (&0.into(), &8000.into(), &8000.into())
    );
    assert_eq!(read["return_via"], "post");
    assert_eq!(read["open_acts"], json!(["correct"]));
    let events = ward
        .province
        .get(desk, &format!("/api/v1/dossiers/{code}/events"))
        .await
        .json();
    let events = events["events"].as_array().unwrap().clone();
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "submitted",
            "received",
            "charged",
            "forwarded",
            "assigned",
            "examined",
            "supplement_asked",
            "supplemented",
            "proposed",
            "sent_back",
            "proposed",
            "approved",
            "result_recorded",
            "payment_recorded",
            "waived",
            "corrected",
            "handed_over",
        ]
    );
    let numbers: Vec<_> = events
        .iter()
        .map(|event| event["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=17).collect::<Vec<_>>());
    assert_eq!(events[6]["reason"], "Ảnh mờ");
    assert_eq!(events[6]["items"][0]["what"], "Chụp lại rõ bốn góc");
    assert_eq!(events[14]["ground"], "poor_household");
    assert_eq!(events[16]["recipient"], "Lò Thị Mai");
}

#[tokio::test]
async fn an_application_filed_online_is_received_refused_or_withdrawn() {
    let ward = Ward::new().await;
    let mut codes = Vec::new();
    for key in ["a", "b", "c"] {
        let file = ward.upload(&ward.desk, key, &picture()).await.json();
        let asked = online(&ward, file["id"].as_str().unwrap()).await;
        let answer = ward.open(key, &asked).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        let json = answer.json();
        assert_eq!(
            (&json["stage"], &json["national_status"]),
            (&"submitted".into(), &1.into())
        );
        assert_eq!(
            (&json["promised_at"], &json["version"]),
            (&Value::Null, &1.into())
        );
        codes.push(json["code"].as_str().unwrap().to_owned());
    }
    let read = ward.dossier(&ward.desk, &codes[0]).await.json();
    assert_eq!(read["papers"][0]["file_name"], "giấy chứng sinh.png");
    assert_eq!(
        read["papers"][0]["name"]
            .as_str()
            .unwrap()
            .split(' ')
            .next(),
        Some("Giấy")
    );
    let received = ward
        .done(&ward.desk, &codes[0], "receive", json!({"seen": 1}))
        .await;
    assert_eq!(received["promised_at"], "2026-11-20T17:00:00+07:00");
    let refused = json!({"seen": 1, "ground": "not_competent", "reason": "Nơi cư trú ở xã khác"});
    let refused = ward.done(&ward.desk, &codes[1], "refuse", refused).await;
    assert_eq!(
        (&refused["stage"], &refused["national_status"]),
        (&"refused".into(), &3.into())
    );
    let withdrawn = json!({"seen": 1, "reason": "Nộp nơi khác"});
    let withdrawn = ward
        .done(&ward.desk, &codes[2], "withdraw", withdrawn)
        .await;
    assert_eq!(withdrawn["national_status"], 7);
    let late = ward
        .act(&ward.desk, "late", &codes[2], "receive", json!({"seen": 2}))
        .await;
    assert_eq!(late.problem(), "not-at-this-stage");
    let late = ward
        .act(&ward.desk, "l2", &codes[0], "forward", json!({"seen": 2}))
        .await;
    assert_eq!(late.status, StatusCode::OK);
    let stop = json!({"seen": 3, "ground": "purpose_gone", "reason": "Người nộp đã chuyển đi"});
    let stopped = ward.done(&ward.leader, &codes[0], "stop", stop).await;
    assert_eq!(stopped["national_status"], 8);
}

#[tokio::test]
async fn online_the_declaration_must_be_complete_and_at_the_desk_only_right() {
    let ward = Ward::new().await;
    let file = ward.upload(&ward.desk, "f", &picture()).await.json();
    let mut asked = online(&ward, file["id"].as_str().unwrap()).await;
    asked["answers"]
        .as_object_mut()
        .unwrap()
        .remove("tre.ho_ten");
    asked["answers"]["mau_mat"] = "nâu".into();
    assert_eq!(
        ward.open("k", &asked).await.fields(),
        ["answers.tre.ho_ten", "answers.mau_mat"]
    );
    let mut asked = at_the_desk();
    asked["answers"] = json!({"tre.ho_ten": "Lò Văn 3"});
    assert_eq!(
        ward.open("k", &asked).await.fields(),
        ["answers.tre.ho_ten"]
    );
    asked["answers"] = json!({"tre.ho_ten": "Lò Văn Páo"});
    let opened = ward.open("k", &asked).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    let code = opened.json()["code"].as_str().unwrap().to_owned();
    let read = ward.dossier(&ward.desk, &code).await.json();
    assert_eq!(read["answers"], json!({"tre.ho_ten": "Lò Văn Páo"}));
}
