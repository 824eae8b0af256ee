//! The portal under each profile: whole, as a mirror of the national one, and off.

use web::portal::{Portal, Profile};

use crate::journey::{APPLICANT, applies, begins, nop};
use crate::town::{BIRTH, DESK, Town};
use crate::visitor::Visitor;

/// An invented National Portal.
const NATIONAL: &str = "https://quoc-gia.example/nop?ma={ma}";

fn portal(profile: Profile, national: &str) -> Portal {
    Portal {
        profile,
        national: national.parse().ok(),
    }
}

#[tokio::test]
async fn a_whole_portal_takes_applications_itself() {
    let town = Town::open().await;
    let router = town.router_under(portal(Profile::Full, NATIONAL));
    let mut visitor = Visitor::of(&router);
    visitor
        .get(&format!("/thu-tuc/{BIRTH}"))
        .await
        .is(200)
        .says(&[&format!("href=\"/nop/{BIRTH}\""), "Nộp trực tuyến đến đây"])
        .keeps_from(&["quoc-gia.example"]);
    visitor.get(&nop("")).await.is(200);
}

#[tokio::test]
async fn a_mirror_guides_and_leads_to_the_national_portal() {
    let town = Town::open().await;
    let router = town.router_under(portal(Profile::Mirror, NATIONAL));
    let mut visitor = Visitor::of(&router);
    let there = format!("href=\"https://quoc-gia.example/nop?ma={BIRTH}\"");
    visitor
        .get(&format!("/thu-tuc/{BIRTH}"))
        .await
        .is(200)
        .says(&[
            &there,
            "Nộp trên Cổng Dịch vụ công quốc gia",
            "Không phải nộp",
        ])
        .keeps_from(&[
            "href=\"/nop/",
            "Nộp trực tuyến đến đây",
            "điền ngay trên trang",
        ]);
    for page in ["", "/nguoi-nop", "/giay-to", "/kiem-tra", "/tiep", "/luu"] {
        visitor.get(&nop(page)).await.is(403).says(&[
            "Không nộp trên trang này",
            &there,
            "href=\"/tra-cuu\"",
        ]);
    }
    let form = [("case", "thong-thuong"), ("kind", "person"), ("desk", DESK)];
    visitor.post(&nop(""), &form).await.is(403);
    for page in ["/", "/thu-tuc", "/tra-cuu", "/su-kien/sinh-con", "/giup-do"] {
        visitor
            .get(page)
            .await
            .is(200)
            .keeps_from(&["ngay trên trang này"]);
    }
    // What is filed nowhere online is told as before.
    visitor.get("/nop/2.000884").await.is(409);
    visitor.get("/nop/1.009994").await.is(410);
}

#[tokio::test]
async fn a_mirror_without_an_address_says_where_to_file() {
    let town = Town::open().await;
    let router = town.router_under(portal(Profile::Mirror, ""));
    let mut visitor = Visitor::of(&router);
    visitor
        .get(&format!("/thu-tuc/{BIRTH}"))
        .await
        .is(200)
        .says(&["nộp trực tuyến trên Cổng Dịch vụ công quốc gia, không nộp trên trang này"]);
    visitor
        .get(&nop(""))
        .await
        .is(403)
        .says(&["tại quầy hoặc qua bưu chính"])
        .keeps_from(&["Đến Cổng Dịch vụ công quốc gia"]);
}

#[tokio::test]
async fn what_was_begun_before_the_mirror_is_finished_and_nothing_new_begins() {
    let town = Town::open().await;
    let mut before = town.visitor();
    begins(&mut before).await;
    let router = town.router_under(portal(Profile::Mirror, NATIONAL));
    let mut visitor = before.before(&router);
    visitor
        .get(&nop(""))
        .await
        .is(200)
        .says(&["đang làm dở"])
        .keeps_from(&["Làm lại từ đầu"]);
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(&nop("/to-khai/1"));
    let anew = [
        ("case", "thong-thuong"),
        ("kind", "person"),
        ("desk", DESK),
        ("viec", "moi"),
    ];
    visitor
        .post(&nop(""), &anew)
        .await
        .leads(&nop("/nguoi-nop"));
    // The draft is the same: what was said of the applicant is still there.
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .says(&["Giàng A Phềnh"]);
}

#[tokio::test]
async fn a_mirror_keeps_what_the_codes_of_a_dossier_open() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let secret = town.secret(&code).await;
    let here = format!("/tra-cuu/{code}");
    for profile in [Profile::Mirror, Profile::Off] {
        let router = town.router_under(portal(profile, NATIONAL));
        let mut visitor = Visitor::of(&router);
        visitor
            .get(&format!("{here}?m={}", secret.long))
            .await
            .leads(&here);
        visitor
            .get(&here)
            .await
            .is(200)
            .says(&["Giàng A Phềnh", "Rút hồ sơ này"]);
        visitor.get(&format!("{here}/rut")).await.is(200);
    }
}

#[tokio::test]
async fn a_portal_that_is_off_says_so_on_one_calm_page() {
    let town = Town::open().await;
    let router = town.router_under(portal(Profile::Off, NATIONAL));
    let mut visitor = Visitor::of(&router);
    let said = [
        "Xem và nộp thủ tục ở nơi khác",
        "href=\"https://quoc-gia.example\"",
        "href=\"/tra-cuu\"",
    ];
    let home = visitor.get("/").await;
    home.is(200).says(&said).keeps_from(&["href=\"/thu-tuc\""]);
    let apply = nop("");
    for page in ["/thu-tuc", "/thu-tuc/1.001193", "/su-kien/ket-hon", &apply] {
        visitor.get(page).await.is(404).says(&said);
    }
    visitor.post(&apply, &[]).await.is(404).says(&said);
    for page in [
        "/tra-cuu",
        "/tinh-ngay-hen",
        "/cong-khai/thoi-han",
        "/kiem-chung",
        "/giup-do",
        "/dang-nhap",
    ] {
        visitor.get(page).await.is(200);
    }
}
