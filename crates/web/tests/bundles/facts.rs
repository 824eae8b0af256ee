//! What the next part of a bundle needs is asked for wherever a result is written down.

use axum::http::StatusCode;
use domain::people::Role;
use serde_json::{Value, json};

use crate::api::Ward;
use crate::province::{Answer, OFFICE, WARD};

/// The child's dossier, and the people who settle it.
struct Child {
    ward: Ward,
    code: String,
    officers: [String; 2],
    leader: String,
    clerk: String,
    clerk_cookie: String,
    desk_cookie: String,
}

impl Child {
    async fn new() -> Self {
        let ward = Ward::new().await;
        let asked = ward.asked().await;
        let filed = ward
            .province
            .post(&ward.desk, "k", "/api/v1/bundles", &asked)
            .await;
        let bundle = filed.json()["code"].as_str().expect("a code").to_owned();
        let address = format!("/api/v1/bundles/{bundle}");
        let shown = ward.province.get(&ward.desk, &address).await.json();
        let code = shown["children"][0]["dossier"].as_str();
        let code = code.expect("a dossier").to_owned();
        let province = &ward.province;
        let mut tokens = Vec::new();
        for (login, unit, role) in [
            ("thu-ly", WARD, Role::CaseOfficer),
            ("thu-ly-vp", OFFICE, Role::CaseOfficer),
            ("lanh-dao", WARD, Role::Leader),
        ] {
            let account = province.official(login, unit, &[role]).await;
            tokens.push(province.token(&account).await);
        }
        let clerk = province
            .official("van-thu", WARD, &[Role::RecordsClerk])
            .await;
        let clerk_cookie = province.cookie(&clerk).await;
        let desk_cookie = province.cookie(&ward.desk_account).await;
        let clerk = province.token(&clerk).await;
        let [ward_officer, office, leader] = tokens.try_into().expect("three");
        Self {
            code,
            officers: [ward_officer, office],
            leader,
            clerk,
            clerk_cookie,
            desk_cookie,
            ward,
        }
    }

    async fn act(&self, token: &str, act: &str, key: &str, asked: &Value) -> Answer {
        let address = format!("/api/v1/dossiers/{}/acts/{act}", self.code);
        self.ward.province.post(token, key, &address, asked).await
    }

    async fn shown(&self) -> Value {
        let address = format!("/api/v1/dossiers/{}", self.code);
        self.ward.province.get(&self.leader, &address).await.json()
    }

    async fn done(&self, token: &str, act: &str, mut asked: Value) {
        asked["seen"] = self.seen().await;
        let answer = self.act(token, act, act, &asked).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text);
    }

    async fn seen(&self) -> Value {
        self.shown().await["version"].clone()
    }

    /// Goes to whoever numbers the result.
    async fn goes_to_the_clerk(&self) {
        self.done(&self.ward.desk, "receive", json!({"papers": []}))
            .await;
        self.done(&self.ward.desk, "forward", json!({})).await;
        let unit = self.shown().await["unit"].as_str().map(str::to_owned);
        let at_office = unit.is_some_and(|unit| unit.starts_with(OFFICE));
        let officer = &self.officers[usize::from(at_office)];
        self.done(officer, "assign", json!({})).await;
        self.done(officer, "propose", json!({"outcome": "granted"}))
            .await;
        self.done(&self.leader, "approve", json!({})).await;
    }

    /// Sends the form of an act with these fields.
    async fn form(&self, cookie: &str, slug: &str, fields: &[(&str, &str)]) -> Answer {
        let address = format!("/xu-ly/ho-so/{}/viec/{slug}", self.code);
        let seen = self.seen().await.to_string();
        let mut sent = vec![("key", slug), ("seen", seen.as_str())];
        sent.extend(fields);
        self.ward.province.form(cookie, &address, &sent).await
    }
}

/// Number and day of a paper of today.
const PAPER: [(&str, &str); 4] = [
    ("so", "12/GKS-2026"),
    ("ngay_day", "20"),
    ("ngay_month", "11"),
    ("ngay_year", "2026"),
];

#[tokio::test]
async fn a_result_is_recorded_and_corrected_with_what_the_next_part_needs() {
    let child = Child::new().await;
    child.goes_to_the_clerk().await;
    let seen = child.seen().await;
    let paper = json!({"seen": seen, "number": "12/GKS", "dated_on": "2026-11-20"});
    let bare = child.act(&child.clerk, "record-result", "r1", &paper).await;
    assert_eq!(bare.fields(), ["facts.so_dinh_danh"]);
    let mut blank = paper.clone();
    blank["facts"] = json!({"so_dinh_danh": "  "});
    let blank = child.act(&child.clerk, "record-result", "r2", &blank).await;
    assert_eq!(blank.fields(), ["facts.so_dinh_danh"]);

    let typed = child.form(&child.clerk_cookie, "vao-so", &PAPER).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typed.text.contains("12/GKS-2026"));
    assert!(typed.text.contains("Số định danh cá nhân của trẻ"));

    let facts = json!({"number": "12/GKS", "dated_on": "2026-11-20",
        "facts": {"so_dinh_danh": "012326000001"}});
    child.done(&child.clerk, "record-result", facts).await;

    // A correction asks for them too, and starts from what is there.
    let page = format!("/xu-ly/ho-so/{}/viec/dinh-chinh", child.code);
    let page = child.ward.province.page(&child.clerk_cookie, &page).await;
    assert!(page.text.contains("012326000001"), "{}", page.text);
    let mut emptied = PAPER.to_vec();
    emptied.extend([("du-kien-so-dinh-danh", ""), ("ly-do", "Gõ nhầm")]);
    let emptied = child
        .form(&child.clerk_cookie, "dinh-chinh", &emptied)
        .await;
    assert_eq!(emptied.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(emptied.text.contains("Gõ nhầm"));

    // What is said as it was is nothing to correct; what is wrong is put right.
    let correction = |digits: &str| {
        json!({"reason": "Gõ nhầm", "result": {"number": "12/GKS", "dated_on": "2026-11-20",
            "facts": {"so_dinh_danh": digits}}})
    };
    let mut same = correction("012326000001");
    same["seen"] = child.seen().await;
    let same = child.act(&child.clerk, "correct", "c1", &same).await;
    assert_eq!(same.problem(), "nothing-to-correct");
    let mut empty = correction("");
    empty["seen"] = child.seen().await;
    let empty = child.act(&child.clerk, "correct", "c2", &empty).await;
    assert_eq!(empty.fields(), ["result.facts.so_dinh_danh"]);
    child
        .done(&child.clerk, "correct", correction("012326000002"))
        .await;
}

#[tokio::test]
async fn what_is_settled_at_once_says_what_the_next_part_needs() {
    let child = Child::new().await;
    let settle = |outcome: &str| {
        json!({"seen": 1, "outcome": outcome, "reason": "Không đủ điều kiện",
            "result": {"number": "12/GKS", "dated_on": "2026-11-20"},
            "recipient": "Lò Thị Mai", "proof": "identity_card"})
    };
    let (desk, granted) = (&child.ward.desk, settle("granted"));
    let granted = child.act(desk, "settle-at-once", "s1", &granted).await;
    assert_eq!(granted.fields(), ["result.facts.so_dinh_danh"]);
    // Nobody waits for a number when it is declined: then only the rules say no.
    let declined = child
        .act(desk, "settle-at-once", "s2", &settle("declined"))
        .await;
    assert_eq!(declined.status, StatusCode::CONFLICT, "{}", declined.text);

    let mut fields = PAPER.to_vec();
    fields.extend([
        ("quyet-dinh", "granted"),
        ("nguoi-nhan", "Lò Thị Mai"),
        ("chung-minh", "identity_card"),
    ]);
    let typed = child.form(&child.desk_cookie, "tai-cho", &fields).await;
    // The form names what is missing, before the rules are asked whether it may be done here.
    assert!(typed.text.contains("#du-kien-so-dinh-danh"));
    let ask = "Nhập Số định danh cá nhân của trẻ";
    assert!(typed.text.contains(ask), "{}", typed.text);
}
