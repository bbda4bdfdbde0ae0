//! The address of a database, and how a connection to it is kept from listeners.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};
use url::Url;

use super::ServerError;
use super::connect::is_here;

/// How long it is tried to reach a server.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a server may be silent while the network is, before the connection is given up.
const SILENCE: Duration = Duration::from_secs(60);

/// The port that need not be named.
const PORT: u16 = 5432;

/// Where Debian's server listens on its own machine.
const SOCKETS: &str = "/var/run/postgresql";

/// The address of a database, as a person writes it.
#[derive(Clone)]
pub(in crate::ledger) struct Address {
    pub(super) config: Config,
    pub(super) encryption: Encryption,
}

/// How the connection is kept from listeners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Encryption {
    /// Not at all: it leaves this machine only where that was written out.
    None,
    /// TLS to a server that proves its name, by these authorities or those of the web.
    Tls { authorities: Option<PathBuf> },
}

impl FromStr for Address {
    type Err = ServerError;

    fn from_str(words: &str) -> Result<Self, ServerError> {
        let wrong = |why: &dyn fmt::Display| ServerError::Address { why: why.to_string() };
        let mut url = Url::parse(words).map_err(|error| wrong(&error))?;
        let (mut mode, mut authorities, mut others) = (None, None, Vec::new());
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "sslmode" => mode = Some(value.into_owned()),
                "sslrootcert" => authorities = Some(PathBuf::from(value.into_owned())),
                _ => others.push((name.into_owned(), value.into_owned())),
            }
        }
        url.set_query(None);
        for (name, value) in &others {
            url.query_pairs_mut().append_pair(name, value);
        }
        let mut config: Config = url.as_str().parse().map_err(|error: postgres::Error| {
            wrong(&std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string))
        })?;
        if config.get_hosts().is_empty() {
            #[cfg(unix)]
            config.host_path(SOCKETS);
            #[cfg(not(unix))]
            config.host("localhost");
        }
        if config.get_dbname().is_none_or(str::is_empty) {
            return Err(wrong(&"it names no database"));
        }
        let encryption = match mode.as_deref() {
            Some("disable") => Encryption::None,
            Some("require" | "verify-ca" | "verify-full") => Encryption::Tls { authorities },
            Some(mode) => return Err(ServerError::HalfHearted { mode: mode.to_owned() }),
            None if is_here(&config) && authorities.is_none() => Encryption::None,
            None => Encryption::Tls { authorities },
        };
        config
            .ssl_mode(match encryption {
                Encryption::None => SslMode::Disable,
                Encryption::Tls { .. } => SslMode::Require,
            })
            .connect_timeout(CONNECT)
            .keepalives_idle(SILENCE / 2)
            .tcp_user_timeout(SILENCE)
            .application_name("diplomacy-watch");
        if config.get_password().is_none()
            && let Ok(password) = std::env::var("PGPASSWORD")
        {
            config.password(password);
        }
        Ok(Self { config, encryption })
    }
}

/// As it was written, without the password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(f, "{user}@")?;
        }
        for (i, host) in self.config.get_hosts().iter().enumerate() {
            f.write_str(if i > 0 { "," } else { "" })?;
            match host {
                Host::Tcp(name) => f.write_str(name)?,
                #[cfg(unix)]
                Host::Unix(path) => write!(f, "{}", path.display())?,
            }
            let ports = self.config.get_ports();
            if let Some(port) = ports.get(i).or(ports.first()).filter(|port| **port != PORT) {
                write!(f, ":{port}")?;
            }
        }
        write!(f, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, shown: &str, is_encrypted: bool) {
        let address: Address = words.parse().unwrap();
        assert_eq!(address.to_string(), shown);
        assert_eq!(address.encryption != Encryption::None, is_encrypted, "{words}");
        assert_eq!(address.config.get_ssl_mode() == SslMode::Require, is_encrypted, "{words}");
    }

    #[track_caller]
    fn refuse(words: &str, told: &str) {
        let error = words.parse::<Address>().unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted_unless_that_is_written_out() {
        check("postgres://ann@localhost/watch", "postgres://ann@localhost/watch", false);
        check("postgres://ann@127.0.0.1:5433/watch", "postgres://ann@127.0.0.1:5433/watch", false);
        check("postgresql:///watch", "postgres:///var/run/postgresql/watch", false);
        check("postgres://ann:secret@db.example.org/watch", "postgres://ann@db.example.org/watch", true);
        check(
            "postgres://ann@db.example.org/watch?sslmode=disable",
            "postgres://ann@db.example.org/watch",
            false,
        );
        check("postgres://ann@localhost/watch?sslmode=require", "postgres://ann@localhost/watch", true);
        check("postgres://ann@localhost/watch?sslrootcert=a.pem", "postgres://ann@localhost/watch", true);
        check(
            "postgres://ann@localhost,db.example.org/watch",
            "postgres://ann@localhost,db.example.org/watch",
            true,
        );
        check("postgres://localhost/watch?hostaddr=192.0.2.7", "postgres://localhost/watch", true);
        for mode in ["prefer", "allow", "whatever"] {
            refuse(&format!("postgres://ann:secret@db/watch?sslmode={mode}"), "may go on without encryption");
        }
    }

    #[test]
    fn an_address_that_is_none_is_told() {
        refuse("postgres://ann:secret@host", "it names no database");
        refuse("postgres://ann:secret@host:port/watch", "invalid port");
        refuse("postgres://ann:secret@host/watch?colour=blue", "colour");
    }
}
