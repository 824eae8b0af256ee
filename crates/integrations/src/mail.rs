//! Mail over SMTP: one plain text to one person.
//!
//! Unencrypted only to a relay on this machine; to any other server TLS is required, and its
//! certificate checked.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use domain::dossier::Now;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use thiserror::Error;

/// How long the server may take for one answer.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// Where mail is handed in, such as `smtp://127.0.0.1:25` or `smtps://motcua@mail.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpAddress {
    /// Encrypted from the first byte, instead of asking for it.
    wrapped: bool,
    user: Option<String>,
    host: String,
    port: u16,
}

/// Why a text is no address of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAnSmtpAddress {
    /// It begins with neither.
    #[error("the address begins with neither smtp:// nor smtps://")]
    Scheme,
    /// A password in an address ends in lists of processes and in logs.
    #[error("the address holds a password")]
    Password,
    /// There is no host.
    #[error("the address names no host")]
    Host,
    /// What follows the host is no port.
    #[error("what follows the host is no port")]
    Port,
}

impl SmtpAddress {
    /// Whether mail does not leave this machine on its way to the server.
    fn is_here(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// Whether the server asks who hands in.
    pub fn needs_password(&self) -> bool {
        self.user.is_some()
    }
}

impl FromStr for SmtpAddress {
    type Err = NotAnSmtpAddress;

    fn from_str(text: &str) -> Result<Self, NotAnSmtpAddress> {
        let (scheme, rest) = text.split_once("://").ok_or(NotAnSmtpAddress::Scheme)?;
        let wrapped = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(NotAnSmtpAddress::Scheme),
        };
        // The user may be a mail address.
        let (user, rest) = match rest.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(NotAnSmtpAddress::Password),
            Some((user, rest)) => (Some(user.to_owned()), rest),
            None => (None, rest),
        };
        let rest = rest.trim_end_matches('/');
        let usual = if wrapped { 465 } else { 25 };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (
                host,
                port.parse::<u16>().map_err(|_| NotAnSmtpAddress::Port)?,
            ),
            Some(_) | None => (rest, usual),
        };
        let host = host.trim_matches(['[', ']']);
        if host.is_empty() || host.contains(['/', '?', '#', ' ']) {
            return Err(NotAnSmtpAddress::Host);
        }
        Ok(Self {
            wrapped,
            user,
            host: host.to_owned(),
            port,
        })
    }
}

impl fmt::Display for SmtpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// How mail is sent.
#[derive(Clone)]
pub struct MailSettings {
    /// The server.
    pub server: SmtpAddress,
    /// The password of the user named there.
    pub password: Option<String>,
    /// Who it comes from, such as `Một cửa xã Mường Tè <motcua@muongte.example>`.
    pub from: Sender,
    /// Where answers go.
    pub reply_to: Option<Sender>,
}

/// An address that mail comes from, perhaps with a name before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(Mailbox);

/// The text is no address that mail can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no mail address")]
pub struct NotASender;

impl FromStr for Sender {
    type Err = NotASender;

    fn from_str(text: &str) -> Result<Self, NotASender> {
        // Taken apart here, because names may hold any letter.
        let (name, address) = match text.trim().strip_suffix('>') {
            Some(text) => {
                let (name, address) = text.rsplit_once('<').ok_or(NotASender)?;
                let name = name.trim().trim_matches('"');
                ((!name.is_empty()).then(|| name.to_owned()), address)
            }
            None => (None, text.trim()),
        };
        let is_strange = |name: &String| name.contains(char::is_control);
        if name.as_ref().is_some_and(is_strange) {
            return Err(NotASender);
        }
        let address: Address = address.parse().map_err(|_| NotASender)?;
        Ok(Self(Mailbox::new(name, address)))
    }
}

/// A mail to be sent.
#[derive(Clone, Copy, Debug)]
pub struct OutgoingMail<'a> {
    /// What it is known by: the same mail sent again has the same id.
    pub id: &'a str,
    /// To whom.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its text.
    pub body: &'a str,
    /// When it is sent.
    pub at: Now,
}

/// The mail was not taken.
#[derive(Debug, Error)]
pub enum NotSent {
    /// Nobody is at this address: it is no use trying again.
    #[error("the address was refused ({code})")]
    Refused {
        /// What the server answered; 0 when it was not even asked.
        code: u16,
    },
    /// Perhaps another time. What servers say is left out: they repeat the address.
    #[error("{why}")]
    NotNow {
        /// The server's code, or what broke.
        why: String,
    },
}

/// Hands mail to a server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// The server's name cannot be what a certificate is checked against.
#[derive(Debug, Error)]
#[error("preparing TLS to {host}")]
pub struct NoTls {
    host: String,
    #[source]
    source: lettre::transport::smtp::Error,
}

impl Mailer {
    /// Prepares to send; nobody is called yet.
    pub fn new(settings: MailSettings) -> Result<Self, NoTls> {
        let server = &settings.server;
        let tls = || {
            TlsParameters::new(server.host.clone()).map_err(|source| NoTls {
                host: server.host.clone(),
                source,
            })
        };
        let tls = match (server.wrapped, server.is_here()) {
            (true, _) => Tls::Wrapper(tls()?),
            (false, false) => Tls::Required(tls()?),
            (false, true) => Tls::None,
        };
        let domain = settings.from.0.email.domain().to_owned();
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .hello_name(ClientId::Domain(domain))
            .timeout(Some(ANSWER_MAX))
            .tls(tls);
        if let (Some(user), Some(password)) = (&server.user, settings.password) {
            transport = transport.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: transport.build(),
            from: settings.from.0,
            reply_to: settings.reply_to.map(|sender| sender.0),
        })
    }

    /// Sends one mail.
    pub async fn send(&self, mail: OutgoingMail<'_>) -> Result<(), NotSent> {
        let message = self.message(mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(not_sent(&error)),
        }
    }

    fn message(&self, mail: OutgoingMail<'_>) -> Result<Message, NotSent> {
        let to: Address = mail.to.parse().map_err(|_| NotSent::Refused { code: 0 })?;
        let id = format!("<{}@{}>", mail.id, self.from.email.domain());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .message_id(Some(id))
            .date(SystemTime::from(mail.at.0))
            .header(AutoSubmitted);
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        message
            .singlepart(SinglePart::plain(mail.body.to_owned()))
            .map_err(|error| NotSent::NotNow {
                why: error.to_string(),
            })
    }
}

fn not_sent(error: &lettre::transport::smtp::Error) -> NotSent {
    let code: Option<u16> = error
        .status()
        .and_then(|code| code.to_string().parse().ok());
    match code {
        // 53x speaks of us, not of the person: a wrong password must not give everybody up.
        Some(code) if error.is_permanent() && code / 10 != 53 => NotSent::Refused { code },
        Some(code) => NotSent::NotNow {
            why: format!("the server answered {code}"),
        },
        None => NotSent::NotNow { why: chain(error) },
    }
}

/// What broke, with everything behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// Says that no person wrote this, so that no machine answers.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_server_is_read_and_a_password_in_it_refused() {
        let read = |text: &str| text.parse::<SmtpAddress>();
        let local = read("smtp://127.0.0.1:2525").expect("an address");
        assert_eq!(local.to_string(), "127.0.0.1:2525");
        assert!(local.is_here() && !local.needs_password());
        assert!(read("smtp://[::1]").expect("an address").is_here());
        let far = read("smtps://motcua@tinh.example@mail.example").expect("an address");
        assert_eq!(far.to_string(), "mail.example:465");
        assert!(!far.is_here() && far.needs_password());
        let no = NotAnSmtpAddress::Password;
        assert_eq!(read("smtps://motcua:mat-khau@mail.example"), Err(no));
        assert_eq!(read("mail.example"), Err(NotAnSmtpAddress::Scheme));
        assert_eq!(read("http://mail.example"), Err(NotAnSmtpAddress::Scheme));
        assert_eq!(read("smtp://:25"), Err(NotAnSmtpAddress::Host));
        assert_eq!(read("smtp://may:thu"), Err(NotAnSmtpAddress::Port));
    }

    #[test]
    fn a_sender_may_have_a_name_with_marks() {
        for text in [
            "motcua@tinh.example",
            "<motcua@tinh.example>",
            "Một cửa xã Mường Tè <motcua@tinh.example>",
            "\"Một cửa, xã Mường Tè\" <motcua@tinh.example>",
        ] {
            let sender: Sender = text.parse().expect("a sender");
            assert_eq!(sender.0.email.to_string(), "motcua@tinh.example");
        }
        for text in [
            "",
            "motcua",
            "Một cửa motcua@tinh.example",
            "a\nb <b@c.example>",
        ] {
            assert_eq!(text.parse::<Sender>(), Err(NotASender), "{text}");
        }
    }

    #[test]
    fn a_mail_names_its_id_and_says_that_no_person_wrote_it() {
        let mailer = Mailer::new(MailSettings {
            server: "smtp://127.0.0.1".parse().expect("an address"),
            password: None,
            from: "motcua@tinh.example".parse().expect("a sender"),
            reply_to: Some("hoi@tinh.example".parse().expect("a sender")),
        })
        .expect("no TLS is needed");
        let mail = OutgoingMail {
            id: "7.tell_received",
            to: "lan@vi-du.example",
            subject: "Hồ sơ: đã tiếp nhận",
            body: "Kính gửi ông/bà,\n\nĐã tiếp nhận.\n",
            at: Now::from_local("2026-03-02T09:30".parse().expect("a moment")),
        };
        let text = mailer.message(mail).expect("a message").formatted();
        let text = String::from_utf8(text).expect("ASCII");
        for line in [
            "Message-ID: <7.tell_received@tinh.example>",
            "Auto-Submitted: auto-generated",
            "Reply-To: hoi@tinh.example",
            "Date: Mon, 02 Mar 2026 02:30:00 +0000",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        let nowhere = OutgoingMail {
            to: "không phải",
            ..mail
        };
        assert!(matches!(
            mailer.message(nowhere),
            Err(NotSent::Refused { code: 0 })
        ));
    }
}
