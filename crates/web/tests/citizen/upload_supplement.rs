//! Files in several goes for a supplement: as with an application's papers, but for whoever opened
//! the dossier, and for nobody longer than its page.

use axum::body::Body;

use crate::journey::applies;
use crate::town::{Town, png};
use crate::upload::{BreaksOff, METADATA, STRANGE, VERSION, asks, creates_at, photo, sends};
use crate::visitor::Visitor;

/// The page of a supplement, and the address below it at which uploads begin.
fn pages(code: &str) -> (String, String) {
    let page = format!("/tra-cuu/{code}/bo-sung");
    let uploads = format!("{page}/tep");
    (page, uploads)
}

/// A dossier that waits for another picture, and the visitor who applied for it.
async fn waits(town: &Town) -> (Visitor<'_>, String) {
    let (visitor, code) = applies(town, "desk").await;
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại cho rõ")])
        .await;
    (visitor, code)
}

/// The status that asking for an upload has, for whoever sends this cookie.
async fn asks_with(town: &Town, here: &str, cookie: &str) -> u16 {
    let headers = [VERSION, ("cookie", cookie)];
    let mut anybody = town.visitor();
    let answer = anybody.ask("HEAD", here, &headers, Body::empty()).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn a_photo_that_was_asked_for_goes_on_where_it_stopped() {
    let town = Town::open().await;
    let (mut visitor, code) = waits(&town).await;
    let (page, uploads) = pages(&code);
    let form = visitor.get(&page).await;
    let told = format!("data-mc-piecewise=\"{uploads}\"");
    form.is(200).says(&[&told]);
    let seen = form.after("name=\"seen\" value=\"");

    creates_at(&mut visitor, &uploads, 100, STRANGE)
        .await
        .is(400);
    let photo = photo();
    let made = creates_at(&mut visitor, &uploads, photo.len(), METADATA).await;
    made.is(201);
    let here = made.location;
    assert!(here.starts_with(&format!("{uploads}/")), "{here}");
    let half = BreaksOff(Some(photo[..120_000].to_vec()));
    sends(&mut visitor, &here, 0, Body::new(half)).await;
    let known = asks(&mut visitor, &here).await;
    assert_eq!(known.is(200).offset, "120000");
    let rest = Body::from(photo[120_000..].to_vec());
    let done = sends(&mut visitor, &here, 120_000, rest).await;
    assert_eq!(done.is(204).location, format!("{page}?xong=tai-len"));
    visitor
        .get(&done.location)
        .await
        .is(200)
        .says(&["Đã nhận tệp", "chung-sinh.png", "SHA-256: "]);

    // Whoever never got the last answer asks again, and the file is not there twice.
    let once_more = sends(&mut visitor, &here, photo.len(), Body::empty()).await;
    assert_eq!(once_more.is(204).location, format!("{page}?xong=tai-len"));
    let prepared = visitor.get(&page).await;
    assert_eq!(prepared.text.matches("name=\"bo\"").count(), 1);

    let form = [("viec", "gui"), ("seen", seen.as_str()), ("note", "")];
    let sent = visitor.upload(&page, &form, &[]).await;
    sent.leads(&format!("/tra-cuu/{code}?xong=bo-sung"));
    assert_eq!(town.load(&code).await.dossier.papers.len(), 2);
}

#[tokio::test]
async fn an_upload_opens_only_with_the_secret_of_its_own_dossier() {
    let town = Town::open().await;
    let (mut visitor, code) = waits(&town).await;
    let (mut other, foreign) = waits(&town).await;
    let (_, uploads) = pages(&code);
    let here = creates_at(&mut visitor, &uploads, 100, METADATA)
        .await
        .location;
    asks(&mut visitor, &here).await.is(200);

    // Who has no secret at all, and who has one that opens another dossier.
    for somebody in [&mut town.visitor(), &mut other] {
        asks(somebody, &here).await.is(404);
        let piece = Body::from(vec![0; 100]);
        sends(somebody, &here, 0, piece).await.is(404);
        let begun = creates_at(somebody, &uploads, 100, METADATA).await;
        begun.is(404);
    }
    let id = here.rsplit('/').next().expect("an id");
    let (_, elsewhere) = pages(&foreign);
    let there = format!("{elsewhere}/{id}");
    asks(&mut other, &there).await.is(404);
    let secret = town.secret(&foreign).await;
    for (kind, proof) in [("l", secret.long), ("t", secret.typed)] {
        let cookie = format!("motcua-hs={kind}.{proof}");
        assert_eq!(asks_with(&town, &here, &cookie).await, 404);
    }
    let own = format!("motcua-hs=l.{}", town.secret(&code).await.long);
    assert_eq!(asks_with(&town, &here, &own).await, 200);

    // Nothing of it came, and whoever closes the dossier has closed its uploads too.
    assert_eq!(asks(&mut visitor, &here).await.is(200).offset, "0");
    visitor
        .post(&format!("/tra-cuu/{code}/dong"), &[])
        .await
        .leads("/tra-cuu");
    asks(&mut visitor, &here).await.is(404);
}

#[tokio::test]
async fn uploads_begin_and_end_with_the_request_for_papers() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let (page, uploads) = pages(&code);
    let early = creates_at(&mut visitor, &uploads, 100, METADATA).await;
    early.is(404);
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại")]).await;
    let seen = visitor.get(&page).await.after("name=\"seen\" value=\"");
    let photo = photo();
    let here = creates_at(&mut visitor, &uploads, photo.len(), METADATA)
        .await
        .location;
    let half = Body::from(photo[..100_000].to_vec());
    let kept = sends(&mut visitor, &here, 0, half).await;
    assert_eq!(kept.is(204).offset, "100000");

    // Another picture was sent meanwhile: this one comes too late.
    let form = [("viec", "gui"), ("seen", seen.as_str()), ("note", "")];
    let files: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "ro.png", &png())];
    let sent = visitor.twin().upload(&page, &form, &files).await;
    sent.leads(&format!("/tra-cuu/{code}?xong=bo-sung"));
    asks(&mut visitor, &here).await.is(404);
    let rest = Body::from(photo[100_000..].to_vec());
    sends(&mut visitor, &here, 100_000, rest).await.is(404);
    assert_eq!(town.load(&code).await.dossier.papers.len(), 2);
}
