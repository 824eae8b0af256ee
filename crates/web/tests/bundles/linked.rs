//! What officials do with a linked procedure, and what they typed when it cannot be done.

use axum::http::StatusCode;
use domain::bundle::Facts;
use domain::bundle::answer::{Answer, Fingerprint, Verdict};
use domain::dossier::code::DossierCode;
use domain::people::Actor;
use store::{BundleCommand, BundleWrite};

use crate::api::Ward;

/// A bundle, and the cookie of the desk that looks after it.
async fn filed(ward: &Ward) -> (DossierCode, String) {
    let asked = ward.asked().await;
    let answer = ward
        .province
        .post(&ward.desk, "k", "/api/v1/bundles", &asked)
        .await;
    let code = answer.json()["code"].as_str().expect("a code").to_owned();
    let cookie = ward.province.cookie(&ward.desk_account).await;
    (code.parse().expect("a sound code"), cookie)
}

/// An outside system answers for a child that is not there.
async fn says(ward: &Ward, code: &DossierCode, print: &str) {
    let app = &ward.province.app;
    let write = BundleWrite {
        once: None,
        actor: Actor::System,
        now: app.now(),
        code: Some(code.clone()),
        seen: None,
        id: web::fresh::id(),
        command: BundleCommand::Take(Answer {
            child: "la".parse().expect("a sound key"),
            verdict: Verdict::Granted,
            facts: web::fresh::personal(Facts::new()),
            fingerprint: Fingerprint(print.to_owned()),
        }),
    };
    let done = app.store.carry_out_bundle(write).await.expect("no fault");
    done.expect("it is kept for the clerk");
}

#[tokio::test]
async fn a_note_that_is_too_long_is_told_so_and_stays_in_its_own_box() {
    let ward = Ward::new().await;
    let (code, cookie) = filed(&ward).await;
    says(&ward, &code, "1").await;
    says(&ward, &code, "2").await;
    let bundle = ward.province.app.store.find_bundle(&code).await;
    let bundle = bundle.expect("no fault").expect("the bundle").bundle;
    let waiting: Vec<String> = bundle.to_review.keys().map(u32::to_string).collect();
    assert_eq!(waiting.len(), 2);
    let (page, seen) = (
        format!("/xu-ly/lien-thong/{code}"),
        bundle.number.to_string(),
    );
    let review = format!("{page}/xem-lai");
    let long = "ghi chú dài ".repeat(167);
    let (long, count) = (long.trim(), long.trim().chars().count());
    assert_eq!(count, 2_003);
    let sent = |note| {
        [
            ("so", waiting[1].as_str()),
            ("seen", &seen),
            ("ghi-chu", note),
        ]
    };
    let refused = ward.province.form(&cookie, &review, &sent(long)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.text.matches(long).count(), 1);
    assert!(refused.text.contains("2.003 ký tự"), "{}", refused.text);
    let field = format!("ghi-chu-{}-error", waiting[1]);
    assert!(refused.text.contains(&field));

    // Somebody else has looked at it meanwhile: what was typed is still shown.
    let first = "Đã gọi hỏi lại";
    let done = ward.province.form(&cookie, &review, &sent(first)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let second = "Đã viết thư hỏi";
    let late = ward.province.form(&cookie, &review, &sent(second)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.text.matches(second).count(), 1);
}

#[tokio::test]
async fn who_withdraws_for_the_applicant_says_why_and_is_named() {
    let ward = Ward::new().await;
    let (code, cookie) = filed(&ward).await;
    let page = format!("/xu-ly/lien-thong/{code}");
    let bundle = ward.province.app.store.find_bundle(&code).await;
    let seen = bundle.expect("no fault").expect("the bundle").bundle.number;
    let (seen, withdraw) = (seen.to_string(), format!("{page}/rut"));
    let sent = |reason| [("seen", seen.as_str()), ("ghi-chu", reason)];
    let silent = ward.province.form(&cookie, &withdraw, &sent("")).await;
    assert_eq!(silent.status, StatusCode::CONFLICT);
    assert!(silent.text.contains("Ghi lý do người nộp đưa ra"));
    let long = "x".repeat(2_001);
    let long = ward.province.form(&cookie, &withdraw, &sent(&long)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text.contains("2.001 ký tự"));
    let reason = "Người nộp gọi điện xin rút";
    let done = ward.province.form(&cookie, &withdraw, &sent(reason)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let shown = ward.province.page(&cookie, &page).await;
    for told in ["Cán bộ quay rút thay người nộp", reason, "Cán bộ rút hồ sơ"] {
        assert!(shown.text.contains(told), "{told}");
    }
}
