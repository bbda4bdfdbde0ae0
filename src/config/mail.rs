//! Where mail goes out, and to whom.

use std::path::PathBuf;

use serde::Deserialize;

use super::schedule::{Clock, Days, Zone};

/// The section `[mail]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The host that takes mail.
    pub server: String,
    /// Where nothing is said: 465 for `tls`, 587 for `starttls`, 25 for `none`.
    pub port: Option<u16>,
    #[serde(default)]
    pub security: Security,
    /// As whom one logs in; without it nobody does.
    pub user: Option<String>,
    /// A file that holds the password and nothing else.
    pub password_file: Option<PathBuf>,
    pub from: Mailbox,
    /// Who gets the digest of each week.
    #[serde(default)]
    pub digest_to: Vec<Mailbox>,
    /// On which day of the week `run` sends it: that of the week of the day before.
    #[serde(default = "monday")]
    pub digest_on: Days,
    /// From which time of that day on.
    #[serde(default = "morning")]
    pub digest_at: Clock,
    #[serde(default = "utc")]
    pub zone: Zone,
}

fn monday() -> Days {
    Days::one(jiff::civil::Weekday::Monday)
}

fn morning() -> Clock {
    Clock(jiff::civil::time(7, 0, 0, 0))
}

fn utc() -> Zone {
    Zone(jiff::tz::TimeZone::UTC)
}

/// How the connection to a mail server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Encrypted from its first byte.
    #[default]
    Tls,
    /// Encrypted before anything is said of the mail; else nothing is sent.
    StartTls,
    /// Not at all: for a server on this machine.
    None,
}

impl Mail {
    /// The port that is named, else the usual one.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        })
    }

    /// What of it cannot be meant.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if self.server.is_empty() || !self.server.chars().all(is_host) {
            return Some(
                "server is no host's name; write one such as smtp.example.org, and the port as port",
            );
        }
        if self.user.is_some() && self.security == Security::None {
            return Some("user would send a password unencrypted; write security = \"tls\" or \"starttls\"");
        }
        if self.user.is_none() && self.password_file.is_some() {
            return Some("password_file is of no use without user");
        }
        None
    }
}

/// An address of mail, with a name before it or without: `Ann Alder <ann@example.org>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Mailbox(String);

impl Mailbox {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Mailbox {
    type Error = String;

    fn try_from(words: String) -> Result<Self, String> {
        let address = match words.split_once('<') {
            Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
            None => words.as_str(),
        };
        let odd =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"' | '@');
        let is_address = address.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains(|c: char| c.is_alphanumeric())
                && !user.contains(odd)
                && !host.contains(odd)
        });
        match is_address && !words.contains(char::is_control) {
            true => Ok(Self(words)),
            false => Err(format!(
                "\"{}\" is no address of mail; write ann@example.org or Ann <ann@example.org>",
                words.escape_debug()
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_mail_is_one_and_nothing_more() {
        for words in ["ann@example.org", "Ann Alder <ann@example.org>", "desk@localhost"] {
            assert!(Mailbox::try_from(words.to_owned()).is_ok(), "{words}");
        }
        for words in [
            "ann",
            "@example.org",
            "ann@",
            "ann@example.org, ben@example.org",
            "ann@example.org\r\nBcc: eve@example.org",
            "Ann\n<ann@example.org>",
            "Ann <ann@example.org",
            "ann@b@c",
        ] {
            assert!(Mailbox::try_from(words.to_owned()).is_err(), "{words}");
        }
    }
}
