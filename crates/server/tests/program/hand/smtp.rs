//! A mail server on this machine: enough SMTP to take mail in, or to refuse it.

#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test program asks about other parts of a mail"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A server that takes mail until the tests end.
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    taken: Mutex<Vec<Mail>>,
    /// What it says to the name of a recipient.
    answer: Mutex<&'static str>,
}

/// A mail as it came over the line.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub from: String,
    pub to: String,
    pub text: String,
}

impl SmtpServer {
    /// On a free port.
    pub fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// On this port.
    pub fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).expect("a port");
        let address = listener.local_addr().expect("its number");
        let shared = Arc::new(Shared {
            taken: Mutex::default(),
            answer: Mutex::new("250 OK"),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&serving);
                std::thread::spawn(move || serve(stream, &shared).ok());
            }
        });
        Self { address, shared }
    }

    /// An address at which nobody listens.
    pub fn nowhere() -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        listener.local_addr().expect("its number")
    }

    /// The address as the program is told it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What it says from now on to the name of a recipient.
    pub fn answers(&self, answer: &'static str) {
        *lock(&self.shared.answer) = answer;
    }

    /// Everything that it took, the oldest first.
    pub fn taken(&self) -> Vec<Mail> {
        lock(&self.shared.taken).clone()
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One conversation.
fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut say = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let mut mail = Mail::default();
    say.write_all(b"220 mail.example ESMTP\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let verb = line.split([' ', ':']).next().unwrap_or_default();
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME",
            "MAIL" => {
                mail.from = between_brackets(&line);
                "250 OK"
            }
            "RCPT" => {
                mail.to = between_brackets(&line);
                *lock(&shared.answer)
            }
            "DATA" => {
                say.write_all(b"354 Go on\r\n")?;
                while let Some(line) = lines.next().transpose()? {
                    if line == "." {
                        break;
                    }
                    mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.text.push_str("\r\n");
                }
                lock(&shared.taken).push(std::mem::take(&mut mail));
                "250 OK"
            }
            "QUIT" => return say.write_all(b"221 Bye\r\n"),
            "RSET" | "NOOP" => "250 OK",
            _ => "502 Unknown",
        };
        say.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

fn between_brackets(line: &str) -> String {
    let rest = line.split_once('<').map_or("", |(_, rest)| rest);
    rest.split('>').next().unwrap_or_default().to_owned()
}

impl Mail {
    /// A line of the head, unfolded and decoded.
    pub fn head(&self, name: &str) -> String {
        let (head, _) = self.text.split_once("\r\n\r\n").expect("a head and a body");
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let line = unfolded.split("\r\n").find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        });
        decode_words(line.unwrap_or_default())
    }

    /// The text as a person reads it.
    pub fn body(&self) -> String {
        let (_, body) = self.text.split_once("\r\n\r\n").expect("a head and a body");
        let bytes = match self.head("Content-Transfer-Encoding").as_str() {
            "base64" => base64(body),
            "quoted-printable" => quoted_printable(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// Decodes `=?utf-8?b?…?=`; a space between two of them is none.
fn decode_words(text: &str) -> String {
    let mut decoded = String::new();
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, word)) = rest.split_once("=?utf-8?b?") {
        if !before.trim().is_empty() {
            decoded.push_str(&String::from_utf8_lossy(&bytes));
            bytes.clear();
            decoded.push_str(before);
        }
        let (word, after) = word.split_once("?=").expect("an encoded word has an end");
        bytes.extend(base64(word));
        rest = after;
    }
    decoded.push_str(&String::from_utf8_lossy(&bytes));
    decoded.push_str(rest);
    decoded
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|known| *known == letter) else {
            continue;
        };
        bits = (bits << 6) | u32::try_from(value).expect("64 letters");
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).expect("eight bits"));
        }
    }
    bytes
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        match (first, others) {
            (b'=', [high, low, after @ ..]) => {
                let hex = [*high, *low];
                let hex = std::str::from_utf8(&hex).expect("two digits");
                bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
                rest = after;
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}
