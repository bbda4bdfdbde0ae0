//! Connecting to a server: the only place outside `collect` that goes to the network, to the
//! host that a person named as the ledger's.

use std::net::IpAddr;
use std::path::Path;

use postgres::config::Host;
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::collect::fetch::authorities;

use super::ServerError;
use super::address::{Address, Encryption};

/// A minute is the longest wait for the turn; who is silent in the middle of a transaction for
/// ten is taken for dead. Whoever has the turn sees all that was stored before; what is stored
/// is on the disk.
const SESSION: &str = "SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '600s'; \
     SET default_transaction_isolation = 'read committed'; \
     SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/// Connects.
///
/// # Errors
/// Where the server cannot be reached, does not prove its name, or does not let the user in.
pub(super) fn connect(address: &Address) -> Result<Client, ServerError> {
    let client = match &address.encryption {
        Encryption::None => address.config.connect(NoTls),
        Encryption::Tls { authorities } => address.config.connect(tls(authorities.as_deref())?),
    };
    let server = address.to_string();
    let mut client = client.map_err(|error| ServerError::of_connecting(&server, &error))?;
    client.batch_execute(SESSION).map_err(|error| ServerError::of(&server, &error))?;
    Ok(client)
}

fn tls(file: Option<&Path>) -> Result<MakeRustlsConnect, ServerError> {
    let mut roots = RootCertStore::empty();
    match file {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let wrong = |why: String| ServerError::Authorities { path: path.display().to_string(), why };
            let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
            let found = authorities(&bytes).ok_or_else(|| wrong("it holds none".to_owned()))?;
            for certificate in found {
                roots.add(CertificateDer::from(certificate)).map_err(|error| wrong(error.to_string()))?;
            }
        }
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// Whether every host of an address is this machine.
pub(super) fn is_here(config: &Config) -> bool {
    let host = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(host) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}
