//! Drafts of applications: who may go on with them, and what closes them.

use crate::journey::{APPLICANT, applies, begins, nop};
use crate::town::{DESK, Town};

#[tokio::test]
async fn a_draft_goes_on_elsewhere_by_its_link_and_strangers_find_nothing() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .is(404)
        .says(&["Chưa có hồ sơ đang làm", "cookie"]);
    begins(&mut visitor).await;
    visitor.post(&nop("/nguoi-nop"), &APPLICANT).await.is(303);
    visitor
        .get(&nop(""))
        .await
        .is(200)
        .says(&["đang làm dở", "href=\"/nop/1.001193/tiep\""]);
    let page = visitor.get(&nop("/luu")).await;
    page.is(200).says(&[
        "href=\"/nop/1.001193/to-khai/1\"",
        "Đường dẫn của hồ sơ đang điền",
    ]);
    let link = page.after("rows=\"3\">http://motcua.example.vn");
    let link = link.split('<').next().expect("a link");
    let mut elsewhere = town.visitor();
    let there = elsewhere.get(link).await;
    there.leads(&nop("/tiep"));
    elsewhere
        .get(&there.location)
        .await
        .leads(&nop("/to-khai/1"));
    elsewhere
        .get(&nop("/nguoi-nop"))
        .await
        .is(200)
        .says(&["Giàng A Phềnh"]);
    let mut stranger = town.visitor();
    stranger
        .get(&format!("{}?k=DOAN", nop("/tiep")))
        .await
        .is(303);
    stranger
        .get(&nop("/nguoi-nop"))
        .await
        .is(404)
        .keeps_from(&["Giàng"]);
    // Thirty days later it is gone.
    town.it_is("2026-12-16T09:01");
    visitor.get(&nop("/nguoi-nop")).await.is(404);
    // Begun anew, nothing of the old one is left.
    town.it_is("2026-11-16T09:05");
    let form = [
        ("case", "thong-thuong"),
        ("kind", "person"),
        ("desk", DESK),
        ("viec", "moi"),
    ];
    visitor.post(&nop(""), &form).await.is(303);
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .is(200)
        .keeps_from(&["Giàng A Phềnh"]);
}

#[tokio::test]
async fn a_closed_dossier_is_not_opened_again_by_the_draft_it_came_from() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let secret = town.secret(&code).await;
    let shown = format!("{}-{}", &secret.typed[..4], &secret.typed[4..]);
    let receipt = visitor.get(&format!("{here}/da-nop")).await;
    receipt.is(200).says(&[&shown]);
    visitor
        .post(&format!("{here}/dong"), &[])
        .await
        .leads("/tra-cuu");
    let told = ["Giàng", &secret.typed[..4], &secret.typed[4..]];
    for page in ["/nguoi-nop", "/giay-to", "/kiem-tra", "/tiep"] {
        visitor.get(&nop(page)).await.is(404).keeps_from(&told);
    }
    // Nor does sending the last page once more, as the back button offers it.
    let again = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    again.is(404).keeps_from(&told);
    visitor.get(&here).await.is(200).keeps_from(&told);
    visitor.get(&format!("{here}/da-nop")).await.leads(&here);
}
