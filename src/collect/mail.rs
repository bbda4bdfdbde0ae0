//! Mail that goes out: one letter to one address at a time, over a connection to an
//! address that was checked.

use std::sync::Arc;
use std::time::Duration;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};

use super::fetch::{FetchError, Names, PrivateHosts, checked};

/// How the connection is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    FromTheStart,
    /// Before anything is said of the mail; else nothing is sent.
    Started,
    None,
}

/// Where mail is handed over, and by whom.
pub struct Server {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// User and password.
    pub login: Option<(String, String)>,
    pub from: String,
    /// For each step of the handing over.
    pub deadline: Duration,
    pub private_hosts: PrivateHosts,
    /// Certificates (DER) of authorities to trust instead of the web's usual ones.
    pub authorities: Vec<Vec<u8>>,
}

/// A letter in two forms that say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why mail cannot be sent. No message has the password.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("\"{0}\" is no address of mail")]
    Address(String),
    #[error(transparent)]
    Host(#[from] FetchError),
    #[error("the certificates that mail is to trust cannot be used: {0}")]
    Trust(lettre::transport::smtp::Error),
    #[error("the letter cannot be put together: {0}")]
    Letter(lettre::error::Error),
    #[error("{host} did not take the letter: {error}")]
    Refused { host: String, error: lettre::transport::smtp::Error },
}

/// Sends letters.
pub struct Mailer {
    server: Server,
    from: Mailbox,
    tls: Tls,
    names: Arc<dyn Names>,
}

impl Mailer {
    /// # Errors
    /// Where the sender is no address or the authorities are no certificates.
    pub fn new(server: Server, names: Arc<dyn Names>) -> Result<Self, MailError> {
        let from = mailbox(&server.from)?;
        let tls = match server.encryption {
            Encryption::None => Tls::None,
            Encryption::FromTheStart => Tls::Wrapper(trust(&server)?),
            Encryption::Started => Tls::Required(trust(&server)?),
        };
        Ok(Self { server, from, tls, names })
    }

    /// Sends a letter to one address.
    ///
    /// # Errors
    /// Where the address is none, the host may not be connected, or it does not take the
    /// letter.
    pub fn send(&self, to: &str, letter: &Letter) -> Result<(), MailError> {
        let Server { host, port, deadline, private_hosts, .. } = &self.server;
        let message = self.message(to, letter)?;
        let addresses = checked(&self.names, host, *port, private_hosts, *deadline)?;
        let mut outcome = Err(FetchError::NoHost(host.clone()).into());
        for address in addresses {
            // The address that was checked, and the certificate of the host.
            let mut transport = SmtpTransport::builder_dangerous(address.ip().to_string())
                .port(address.port())
                .timeout(Some(*deadline))
                .hello_name(ClientId::Domain(self.from.email.domain().to_owned()))
                .tls(self.tls.clone());
            if let Some((user, password)) = &self.server.login {
                transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
            }
            match transport.build().send(&message) {
                Ok(_) => return Ok(()),
                // An answer is an answer; only who cannot be reached is tried elsewhere.
                Err(error) if error.is_permanent() || error.is_transient() || error.is_response() => {
                    return Err(MailError::Refused { host: host.clone(), error });
                }
                Err(error) => outcome = Err(MailError::Refused { host: host.clone(), error }),
            }
        }
        outcome
    }

    fn message(&self, to: &str, letter: &Letter) -> Result<Message, MailError> {
        let named = blake3::hash(format!("{to}\n{}\n{}", letter.subject, letter.text).as_bytes()).to_hex();
        let id = format!("<{}@{}>", &named[..32], self.from.email.domain());
        let (text, html) = (letter.text.clone(), letter.html.clone());
        Message::builder()
            .from(self.from.clone())
            .to(mailbox(to)?)
            .subject(one_line(&letter.subject))
            .message_id(Some(id))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(MailError::Letter)
    }
}

/// Tells programs that answer mail not to.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn trust(server: &Server) -> Result<TlsParameters, MailError> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    if !server.authorities.is_empty() {
        parameters = parameters.certificate_store(CertificateStore::None);
    }
    for authority in &server.authorities {
        let certificate = Certificate::from_der(authority.clone()).map_err(MailError::Trust)?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build_rustls().map_err(MailError::Trust)
}

fn mailbox(words: &str) -> Result<Mailbox, MailError> {
    let wrong = || MailError::Address(words.escape_debug().to_string());
    if words.contains(char::is_control) {
        return Err(wrong());
    }
    words.parse().map_err(|_| wrong())
}

/// Words without breaks and control characters: a line of a head must not become two.
fn one_line(words: &str) -> String {
    words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::fetch::SystemNames;

    fn mailer() -> Mailer {
        let server = Server {
            host: "mail.example.org".to_owned(),
            port: 25,
            encryption: Encryption::None,
            login: Some(("ann".to_owned(), "secret-word".to_owned())),
            from: "Diplomacy Watch <watch@example.org>".to_owned(),
            deadline: Duration::from_secs(1),
            private_hosts: PrivateHosts::default(),
            authorities: Vec::new(),
        };
        Mailer::new(server, Arc::new(SystemNames)).unwrap()
    }

    #[test]
    fn nothing_in_a_subject_becomes_a_head_of_its_own() {
        let letter = Letter {
            subject: "Talks\r\nBcc: eve@example.org\n\nbody — ї".to_owned(),
            text: "words\r\n.\r\nQUIT".to_owned(),
            html: "<p>words</p>".to_owned(),
        };
        let message =
            String::from_utf8(mailer().message("ann@example.org", &letter).unwrap().formatted()).unwrap();
        let head = message.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        assert_eq!(head.lines().filter(|line| line.starts_with("To: ")).count(), 1);
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
        for to in ["ann@example.org\r\nBcc: eve@example.org", "ann@example.org, eve@example.org", ""] {
            assert!(matches!(mailer().message(to, &letter), Err(MailError::Address(_))), "{to}");
        }
    }
}
