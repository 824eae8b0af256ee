//! `motcua partner`: a pretended outside system (công an, bảo hiểm xã hội) on this machine, for
//! trying bundles. It takes children, and answers when and how it was told to at `/lenh`; no answer
//! waits for real time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use clap::Args;
use domain::bundle::answer::Verdict;
use integrations::partner::message::{AnswerSaid, HandOver, Recall, read_message, write_message};
use integrations::partner::pretended::{Manner, Order, Pretended, When};
use integrations::partner::signature::{
    Letter, SENDER_HEADER, SIGNATURE_HEADER, SharedKey, Signature, TIME_HEADER,
};
use integrations::partner::{ANSWER_PATH, HAND_OVER_PATH, RECALL_PATH};
use serde::Serialize;
use tokio::net::TcpListener;
use web::app::Clock;

use crate::output::{Ended, Refused, message};

/// Where it is told what to do.
const ORDER_PATH: &str = "/lenh";

/// How long it waits for the server that it answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whom to pretend.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua partner --name cong-an --key-file khoa-cong-an\n  curl -d \
    '{\"minutes_pass\": 180}' http://127.0.0.1:7790/lenh\n\nLệnh: {\"behave\": {\"when\": \
    \"at_once|twice|in_two_ways|never\" hoặc {\"after\": số phút}, \"verdict\": \
    \"granted|declined\", \"facts\": {…}}}, {\"minutes_pass\": số phút}, {\"sign\": {…}}, {\"say\": \
    {…}}. Chỉ chạy trên máy này."
)]
pub struct PartnerArgs {
    /// Tên hệ thống, như trong tệp của nhóm liên thông.
    #[arg(long, value_name = "TÊN")]
    name: String,
    /// Địa chỉ nghe, chỉ trên máy này.
    #[arg(long, default_value = "127.0.0.1:7790", value_name = "ĐỊA CHỈ")]
    listen: SocketAddr,
    /// Địa chỉ máy chủ Một Cửa để gửi trả lời, chỉ trên máy này.
    #[arg(long, default_value = "127.0.0.1:7766", value_name = "ĐỊA CHỈ")]
    answer_to: SocketAddr,
    /// Tệp khóa dùng chung, ít nhất 32 byte.
    #[arg(long, value_name = "TỆP")]
    key_file: PathBuf,
}

/// A pretended partner, and how it reaches us.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) name: String,
    pub(crate) key: SharedKey,
    pub(crate) clock: Clock,
    pub(crate) answer_to: SocketAddr,
    pub(crate) partner: Arc<Mutex<Pretended>>,
}

/// Pretends until it is stopped.
pub async fn run(args: PartnerArgs, clock: &Clock) -> anyhow::Result<Ended> {
    if !args.listen.ip().is_loopback() || !args.answer_to.ip().is_loopback() {
        let reason = "Hệ thống giả chỉ chạy trên máy này. Ghi địa chỉ 127.0.0.1 ở --listen và \
                      --answer-to.";
        return Err(Refused::because(reason));
    }
    let file = args.key_file.display();
    let bytes = std::fs::read(&args.key_file).with_context(|| format!("reading {file}"))?;
    let key = SharedKey::new(bytes.trim_ascii());
    let key = key.ok_or_else(|| {
        Refused::because(format!("Khóa trong {file} ngắn quá: cần ít nhất 32 byte."))
    })?;
    let manner = Manner {
        when: When::AtOnce,
        verdict: Verdict::Granted,
        facts: domain::bundle::Facts::new(),
    };
    let desk = Desk {
        name: args.name,
        key,
        clock: clock.clone(),
        answer_to: args.answer_to,
        partner: Arc::new(Mutex::new(Pretended::new(clock(), manner))),
    };
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.with_context(|| format!("listening at {}", args.listen))?;
    message(&format!(
        "Hệ thống giả “{}” nghe ở {}",
        desk.name, args.listen
    ));
    let stopped = async {
        tokio::signal::ctrl_c().await.ok();
    };
    let serving = axum::serve(listener, router(desk)).with_graceful_shutdown(stopped);
    serving.await.context("serving the pretended partner")?;
    Ok(Ended::Done)
}

/// What it takes over HTTP.
pub(crate) fn router(desk: Desk) -> Router {
    type Told = State<Desk>;
    let takes = |State(desk): Told, headers: HeaderMap, body: Bytes| async move {
        hand_over(&desk, &headers, &body)
    };
    let gives_back = |State(desk): Told, headers: HeaderMap, body: Bytes| async move {
        recall(&desk, &headers, &body)
    };
    let obeys = |State(desk): Told, body: Bytes| async move { order(&desk, &body) };
    Router::new()
        .route(HAND_OVER_PATH, post(takes))
        .route(RECALL_PATH, post(gives_back))
        .route(ORDER_PATH, post(obeys))
        .with_state(desk)
}

fn hand_over(desk: &Desk, headers: &HeaderMap, body: &[u8]) -> Response {
    if !desk.believes(headers, HAND_OVER_PATH, body) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(child) = read_message::<HandOver>(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (registered, answers) = desk.partner().take(&child);
    desk.send(answers);
    written(&registered)
}

fn recall(desk: &Desk, headers: &HeaderMap, body: &[u8]) -> Response {
    if !desk.believes(headers, RECALL_PATH, body) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(asked) = read_message::<Recall>(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let recalled = desk.partner().give_back(&asked);
    written(&recalled)
}

/// Whoever is on this machine may tell it what to do.
fn order(desk: &Desk, body: &[u8]) -> StatusCode {
    let Ok(order) = read_message::<Order>(body) else {
        return StatusCode::BAD_REQUEST;
    };
    desk.obey(order);
    StatusCode::NO_CONTENT
}

fn written<T: Serialize>(reply: &T) -> Response {
    let head = [("content-type", "application/json")];
    (head, write_message(reply)).into_response()
}

impl Desk {
    pub(crate) fn partner(&self) -> MutexGuard<'_, Pretended> {
        self.partner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does as it is told; its answers go out beside whoever told it.
    pub(crate) fn obey(&self, order: Order) {
        let answers = self.partner().obey(order);
        self.send(answers);
    }

    fn believes(&self, headers: &HeaderMap, path: &str, body: &[u8]) -> bool {
        let letter = Letter { path, body };
        let signature = signature(headers);
        signature.is_some_and(|signature| {
            let believed = self.key.verify(&signature, (self.clock)(), letter);
            believed.is_ok()
        })
    }

    /// Sends answers in their order, beside whoever asked.
    fn send(&self, answers: Vec<AnswerSaid>) {
        let desk = self.clone();
        tokio::task::spawn_blocking(move || {
            for answer in answers {
                let part = &answer.part;
                match desk.deliver(&answer) {
                    Ok(status) => message(&format!("{part}: đã gửi trả lời, máy chủ đáp {status}")),
                    Err(error) => message(&format!("{part}: chưa gửi được trả lời: {error}")),
                }
            }
        });
    }

    /// One request on one connection: what is on this machine needs no more.
    fn deliver(&self, answer: &AnswerSaid) -> std::io::Result<String> {
        let body = write_message(answer);
        let letter = Letter {
            path: ANSWER_PATH,
            body: &body,
        };
        let Signature { sender, at, seal } = self.key.sign(&self.name, (self.clock)(), letter);
        let (host, length) = (self.answer_to, body.len());
        let head = format!(
            "POST {ANSWER_PATH} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\
             {SENDER_HEADER}: {sender}\r\n{TIME_HEADER}: {at}\r\n{SIGNATURE_HEADER}: {seal}\r\n\r\n"
        );
        let mut stream = TcpStream::connect_timeout(&host, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body)?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line)?;
        let status = line.split(' ').nth(1).unwrap_or("?");
        Ok(status.to_owned())
    }
}

fn signature(headers: &HeaderMap) -> Option<Signature> {
    let text = |name: &'static str| headers.get(name)?.to_str().ok();
    Some(Signature {
        sender: text(SENDER_HEADER)?.to_owned(),
        at: text(TIME_HEADER)?.parse().ok()?,
        seal: text(SIGNATURE_HEADER)?.to_owned(),
    })
}
