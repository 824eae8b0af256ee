//! A small HTTP/1.1 client for one kept-alive connection: no more than a load generator needs,
//! so that what is measured is the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// An answer that takes this long is an error, not a slow answer.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// Characters of a wrong answer that are shown.
const SAID_MAX: usize = 400;

/// One connection to the server.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// The cookies it sets, as `name=value`, without their attributes.
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first line of the answer and the beginning of what it says, for a person who has to
    /// find out what went wrong.
    pub fn told(&self) -> String {
        let said = String::from_utf8_lossy(&self.body);
        let said: String = said.chars().take(SAID_MAX).collect();
        format!("{} {said}", self.status)
    }

    /// The body as text; what is no text is left out.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What is asked.
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// Further header lines, each with its line end.
    pub headers: &'a str,
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    pub fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            headers: "",
            body: &[],
        }
    }
}

impl Connection {
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("reaching {address}"))?;
        stream.set_nodelay(true).context("switching off delay")?;
        stream
            .set_read_timeout(Some(ANSWER_MAX))
            .context("setting the longest wait")?;
        Ok(Self {
            stream: BufReader::new(stream),
            host: address.to_string(),
        })
    }

    /// Ask, and read the whole answer.
    pub fn ask(&mut self, request: &Request<'_>) -> Result<Answer> {
        let Request {
            method,
            path,
            headers,
            body,
        } = request;
        let host = &self.host;
        let mut message =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}").into_bytes();
        if !body.is_empty() {
            message.extend(format!("Content-Length: {}\r\n", body.len()).into_bytes());
        }
        message.extend(b"\r\n");
        message.extend(*body);
        self.stream
            .get_mut()
            .write_all(&message)
            .context("sending a request")?;
        self.read_answer()
    }

    fn read_answer(&mut self) -> Result<Answer> {
        let first = self.read_line()?;
        let status = first
            .split(' ')
            .nth(1)
            .and_then(|number| number.parse().ok())
            .with_context(|| format!("the answer begins with {first:?}"))?;
        let mut length = 0;
        let mut in_chunks = false;
        let mut cookies = Vec::new();
        loop {
            let line = self.read_line()?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap_or_default();
                cookies.push(pair.trim().to_owned());
            }
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().context("reading the length")?;
            }
            if name.eq_ignore_ascii_case("transfer-encoding") {
                in_chunks = value.trim().eq_ignore_ascii_case("chunked");
            }
        }
        let body = if in_chunks {
            self.read_chunks()?
        } else {
            self.read_exactly(length)?
        };
        Ok(Answer {
            status,
            cookies,
            body,
        })
    }

    fn read_chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.read_line()?;
            let size = line.split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).context("reading a chunk's size")?;
            body.extend(self.read_exactly(size)?);
            self.read_line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn read_exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream
            .read_exact(&mut bytes)
            .context("reading the body")?;
        Ok(bytes)
    }

    fn read_line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self
            .stream
            .read_line(&mut line)
            .context("reading the answer")?
            == 0
        {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}

/// The address and the path of `http://127.0.0.1:8080/tra-cuu`; loopback only.
///
/// A load generator that could be pointed at somebody else's server is a weapon.
pub fn split_url(url: &str) -> Result<(SocketAddr, String)> {
    let rest = url
        .strip_prefix("http://")
        .context("the address must begin with http://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let address: SocketAddr = host
        .parse()
        .with_context(|| format!("{host} is not an address like 127.0.0.1:8080"))?;
    if !address.ip().is_loopback() {
        bail!("{address} is not on this machine; only loopback is measured");
    }
    Ok((address, format!("/{path}")))
}

#[cfg(test)]
pub mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A server that answers each request on one connection with the next of these texts.
    pub fn pretend_server(answers: &'static [&'static str]) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its number");
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a client");
            let mut reader = BufReader::new(stream);
            for answer in answers {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    reader.read_line(&mut line).expect("a request");
                }
                reader
                    .get_mut()
                    .write_all(answer.as_bytes())
                    .expect("an answer");
            }
        });
        address
    }

    #[test]
    fn answers_of_known_and_of_unknown_length_are_read() {
        let address = pretend_server(&[
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nContent-Length: 5\r\n\r\nchào",
            "HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        ]);
        let mut connection = Connection::open(address).expect("it listens");
        let first = connection.ask(&Request::get("/")).expect("an answer");
        assert_eq!(
            (first.status, first.body.as_slice()),
            (200, "chào".as_bytes())
        );
        assert_eq!(first.cookies, ["a=1"]);
        let second = connection.ask(&Request::get("/")).expect("an answer");
        assert_eq!(
            (second.status, second.body.as_slice()),
            (404, b"abcde".as_slice())
        );
    }

    #[test]
    fn only_this_machine_is_measured() {
        let (address, path) = split_url("http://127.0.0.1:8080/tra-cuu?ma=1").expect("an address");
        assert_eq!((address.port(), path.as_str()), (8080, "/tra-cuu?ma=1"));
        assert!(split_url("http://192.0.2.1:80/").is_err());
        assert!(split_url("http://example.org/").is_err());
    }
}
