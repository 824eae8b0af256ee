//! Files in several goes: a cut line costs nothing of what arrived.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::Frame;

use crate::journey::{begins, nop};
use crate::town::{Town, png};
use crate::visitor::{Answer, Visitor};

/// `chung-sinh.png` for the field `giay-giay-chung-sinh`, as a script tells it.
pub const METADATA: &str = "filename Y2h1bmctc2luaC5wbmc=,field Z2lheS1naWF5LWNodW5nLXNpbmg=";
/// The same for a field that no page has.
pub const STRANGE: &str = "filename Y2h1bmctc2luaC5wbmc=,field Z2lheS1sYQ==";
/// The version that a script speaks.
pub const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const PIECE: (&str, &str) = ("content-type", "application/offset+octet-stream");

/// A line that breaks after these bytes.
pub struct BreaksOff(pub Option<Vec<u8>>);

impl http_body::Body for BreaksOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(bytes) => Ok(Frame::data(Bytes::from(bytes))),
            None => Err(io::ErrorKind::ConnectionReset.into()),
        }))
    }
}

/// A picture as heavy as a small photo: its one dot comes after a long remark.
pub fn photo() -> Vec<u8> {
    const HEAD: usize = 33;
    let remark: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
    let mut bytes = png();
    let rest = bytes.split_off(HEAD);
    let length = u32::try_from(remark.len()).expect("a small number");
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(b"tEXt");
    bytes.extend_from_slice(&remark);
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&rest);
    bytes
}

async fn creates(visitor: &mut Visitor<'_>, size: usize, metadata: &str) -> Answer {
    creates_at(visitor, &nop("/tep"), size, metadata).await
}

/// Begins an upload at this address.
pub async fn creates_at(
    visitor: &mut Visitor<'_>,
    path: &str,
    size: usize,
    metadata: &str,
) -> Answer {
    let size = size.to_string();
    let headers = [
        VERSION,
        ("upload-length", size.as_str()),
        ("upload-metadata", metadata),
    ];
    visitor.ask("POST", path, &headers, Body::empty()).await
}

/// Asks how much of an upload is there.
pub async fn asks(visitor: &mut Visitor<'_>, here: &str) -> Answer {
    visitor.ask("HEAD", here, &[VERSION], Body::empty()).await
}

/// Sends what begins at this byte of the file.
pub async fn sends(visitor: &mut Visitor<'_>, here: &str, at: usize, body: Body) -> Answer {
    let at = at.to_string();
    let headers = [VERSION, PIECE, ("upload-offset", at.as_str())];
    visitor.ask("PATCH", here, &headers, body).await
}

#[tokio::test]
async fn a_photo_that_was_cut_off_goes_on_where_it_stopped() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    let photo = photo();
    let made = creates(&mut visitor, photo.len(), METADATA).await;
    made.is(201);
    let here = made.location;
    assert!(here.starts_with(&nop("/tep/")), "{here}");
    assert_eq!(asks(&mut visitor, &here).await.is(200).offset, "0");

    let half = BreaksOff(Some(photo[..120_000].to_vec()));
    sends(&mut visitor, &here, 0, Body::new(half)).await;
    let known = asks(&mut visitor, &here).await;
    assert_eq!(known.is(200).offset, "120000");
    let again = sends(&mut visitor, &here, 0, Body::from(photo.clone())).await;
    again.is(409);
    assert_eq!(asks(&mut visitor, &here).await.offset, "120000");

    let rest = Body::from(photo[120_000..].to_vec());
    let done = sends(&mut visitor, &here, 120_000, rest).await;
    assert_eq!(done.is(204).offset, photo.len().to_string());
    assert_eq!(done.location, nop("/giay-to?xong=tai-len"));
    let page = visitor.get(&done.location).await;
    page.is(200)
        .says(&["Đã nhận tệp", "chung-sinh.png", "SHA-256: "]);

    // Whoever never got the last answer asks again, and the file is not there twice.
    let known = asks(&mut visitor, &here).await;
    assert_eq!(known.is(200).offset, photo.len().to_string());
    let once_more = sends(&mut visitor, &here, photo.len(), Body::empty()).await;
    assert_eq!(once_more.is(204).location, nop("/giay-to?xong=tai-len"));
    let page = visitor.get(&nop("/giay-to")).await;
    assert_eq!(page.text.matches("name=\"bo\"").count(), 1);
}

#[tokio::test]
async fn an_upload_opens_only_for_its_own_draft_and_for_a_day() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    let here = creates(&mut visitor, 100, METADATA).await.location;
    let mut stranger = town.visitor();
    asks(&mut stranger, &here).await.is(404);
    begins(&mut stranger).await;
    asks(&mut stranger, &here).await.is(404);
    let piece = Body::from(vec![0; 100]);
    sends(&mut stranger, &here, 0, piece).await.is(404);
    asks(&mut visitor, &here).await.is(200);
    town.it_is("2026-11-17T09:01");
    asks(&mut visitor, &here).await.is(404);
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_before_it_travels() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    creates(&mut visitor, 100, METADATA).await.is(404);
    begins(&mut visitor).await;
    creates(&mut visitor, 21 * 1024 * 1024, METADATA)
        .await
        .is(413)
        .says(&["nặng 21 MB, mức nhận là 20 MB"]);
    creates(&mut visitor, 0, METADATA)
        .await
        .is(422)
        .says(&["không có nội dung"]);
    creates(&mut visitor, 100, STRANGE).await.is(400);
    let path = nop("/tep");
    let other = [("tus-resumable", "0.2.2"), ("upload-length", "100")];
    visitor
        .ask("POST", &path, &other, Body::empty())
        .await
        .is(412);
}

#[tokio::test]
async fn what_is_wrong_inside_is_told_with_the_words_of_the_form() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    let bytes = b"ftypheic....";
    let here = creates(&mut visitor, bytes.len(), METADATA).await.location;
    // What goes beyond the length that was told is no part of the file.
    let body = Body::from([bytes.as_slice(), b"more"].concat());
    let answer = sends(&mut visitor, &here, 0, body).await;
    answer
        .is(422)
        .says(&["\"chung-sinh.png\" mang đuôi đó nhưng bên trong không phải PDF hay ảnh"]);
    asks(&mut visitor, &here).await.is(404);
    let page = visitor.get(&nop("/giay-to")).await;
    page.is(200)
        .says(&["data-mc-piecewise=\"/nop/1.001193/tep\""])
        .keeps_from(&["name=\"bo\""]);
}
