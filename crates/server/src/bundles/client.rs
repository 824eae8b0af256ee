//! One signed message to an outside system, and what it replies: plain HTTP on this machine.

use std::time::Duration;

use domain::dossier::Now;
use integrations::partner::known::Partner;
use integrations::partner::message::{MESSAGE_MAX, read_message, write_message};
use integrations::partner::signature::{
    Letter, SENDER_HEADER, SIGNATURE_HEADER, Signature, TIME_HEADER,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Under which name we sign.
const OURSELVES: &str = "mot-cua";

/// How long an outside system may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest head of a reply, in bytes.
const HEAD_MAX: usize = 16 * 1024;

/// Why nothing came of a message; the word under which it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Nobody is there, or nobody replied in time.
    Unreachable,
    /// It replied with a status that is no yes.
    Refused,
    /// It replied, but not what was agreed upon.
    Unreadable,
}

impl NotTaken {
    /// The word under which it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Sends a message to this path, and reads the reply.
pub async fn send<M: Serialize, R: DeserializeOwned>(
    partner: &Partner,
    path: &str,
    message: &M,
    now: Now,
) -> Result<R, NotTaken> {
    let body = write_message(message);
    let letter = Letter { path, body: &body };
    let signature = partner.key.sign(OURSELVES, now, letter);
    let exchanged = exchange(partner, letter, &signature);
    let reply = tokio::time::timeout(PATIENCE, exchanged).await;
    let reply = reply.map_or(Err(NotTaken::Unreachable), |reply| {
        reply.map_err(|_| NotTaken::Unreachable)
    })?;
    read_message(accepted(&reply)?).map_err(|_| NotTaken::Unreadable)
}

async fn exchange(
    partner: &Partner,
    letter: Letter<'_>,
    signature: &Signature,
) -> std::io::Result<Vec<u8>> {
    let (address, path) = (partner.address.socket(), letter.path);
    let Signature { sender, at, seal } = signature;
    let length = letter.body.len();
    let head = format!(
        "POST {path} HTTP/1.0\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\
         {SENDER_HEADER}: {sender}\r\n{TIME_HEADER}: {at}\r\n{SIGNATURE_HEADER}: {seal}\r\n\r\n"
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(letter.body).await?;
    let mut reply = Vec::new();
    let most = u64::try_from(HEAD_MAX + MESSAGE_MAX).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut reply).await?;
    Ok(reply)
}

/// The body of a reply that says yes.
fn accepted(reply: &[u8]) -> Result<&[u8], NotTaken> {
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = reply.split_at(end.ok_or(NotTaken::Unreadable)?);
    let head = std::str::from_utf8(head).map_err(|_| NotTaken::Unreadable)?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        return Err(NotTaken::Refused);
    }
    Ok(&body[4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_read() {
        let yes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(accepted(yes), Ok(b"{}".as_slice()));
        let no = b"HTTP/1.1 401 Unauthorized\r\n\r\n";
        assert_eq!(accepted(no), Err(NotTaken::Refused));
        assert_eq!(accepted(b"garbage"), Err(NotTaken::Unreadable));
    }
}
