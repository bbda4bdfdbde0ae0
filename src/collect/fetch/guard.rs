//! Which addresses a connection may be made to. Every name is looked up here, and what
//! is connected is what was checked: neither a redirect nor a changed answer of the name
//! server leads elsewhere.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::FetchError;

/// How many addresses of a host are tried.
const TRIED: usize = 8;

/// Finds the addresses of a host.
pub trait Names: Send + Sync {
    /// # Errors
    /// Where the name server cannot be asked or knows no such name.
    fn look_up(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The machine's own way.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        Ok((bare, port).to_socket_addrs()?.collect())
    }
}

/// The hosts that may have private addresses, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivateHosts(Vec<String>);

impl PrivateHosts {
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().map(|name| name.to_ascii_lowercase()).collect())
    }

    /// Whether this host is named.
    pub fn has(&self, host: &str) -> bool {
        self.0.iter().any(|name| name == host)
    }
}

/// Why an address is not one of the public network; `None` where it is.
pub fn private(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => private_v4(address),
        IpAddr::V6(address) => private_v6(address),
    }
}

/// After IANA's register of special addresses.
fn private_v4(address: Ipv4Addr) -> Option<&'static str> {
    Some(match address.octets() {
        [0, ..] => "an address of \"this network\"",
        [127, ..] => "this machine itself",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "a private address",
        [100, 64..=127, ..] => "an address within a carrier's network",
        [169, 254, ..] => "a link-local address, where clouds keep their metadata",
        [192, 0, 0, _] | [192, 88, 99, _] => "an address set aside for protocols",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "an address for examples",
        [198, 18..=19, ..] => "an address for measurements",
        [224..=239, ..] => "a multicast address",
        [240..=255, ..] => "a reserved address",
        _ => return None,
    })
}

/// Only 2000::/3 is given out to the public network; what carries an IPv4 address is
/// judged by that one.
fn private_v6(address: Ipv6Addr) -> Option<&'static str> {
    let inner = |high: u16, low: u16| private_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("this machine itself"),
        [0xfc00..=0xfdff, ..] => Some("a private address"),
        [0xfe80..=0xfebf, ..] => Some("a link-local address"),
        [0xff00..=0xffff, ..] => Some("a multicast address"),
        [0x2001, 0x0000..=0x01ff, ..] => Some("an address set aside for protocols"),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Some("an address for examples"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("a reserved address"),
    }
}

/// What the guard is told before each request and what it found out.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// Whether hosts that are named as private may be reached by this request.
    trusting: AtomicBool,
    /// Why it refused.
    refused: Mutex<Option<FetchError>>,
}

impl Watch {
    pub(super) fn begin(&self, trusting: bool) {
        self.trusting.store(trusting, Ordering::Relaxed);
        *self.slot() = None;
    }

    pub(super) fn refused(&self) -> Option<FetchError> {
        self.slot().take()
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<FetchError>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks names up and hands on only addresses that may be connected.
pub(super) struct Guard {
    names: Arc<dyn Names>,
    allowed: PrivateHosts,
    watch: Arc<Watch>,
}

impl Guard {
    pub(super) fn new(names: Arc<dyn Names>, allowed: PrivateHosts, watch: Arc<Watch>) -> Self {
        Self { names, allowed, watch }
    }

    fn refuse(&self, why: FetchError) -> ureq::Error {
        *self.watch.slot() = Some(why);
        ureq::Error::ConnectionFailed
    }
}

/// The first few addresses of a host, looked up within some time; only those that may be
/// connected: a host that is named in `allowed` may have private ones.
///
/// # Errors
/// Where the host is not known, all its addresses are private, or the time is over.
pub fn checked(
    names: &Arc<dyn Names>,
    host: &str,
    port: u16,
    allowed: &PrivateHosts,
    time: Duration,
) -> Result<Vec<SocketAddr>, FetchError> {
    let (sender, receiver) = sync_channel(1);
    let (asked, name) = (Arc::clone(names), host.to_owned());
    std::thread::spawn(move || sender.send(asked.look_up(&name, port)));
    let found = match receiver.recv_timeout(time) {
        Ok(Ok(found)) if !found.is_empty() => found,
        Ok(_) | Err(RecvTimeoutError::Disconnected) => return Err(FetchError::NoHost(host.to_owned())),
        Err(RecvTimeoutError::Timeout) => return Err(FetchError::Deadline(time)),
    };
    let may =
        |address: &&SocketAddr| allowed.has(&host.to_ascii_lowercase()) || private(address.ip()).is_none();
    let kept: Vec<SocketAddr> = found.iter().filter(may).take(TRIED).copied().collect();
    let refused = found.first().and_then(|first| Some((first.ip(), private(first.ip())?)));
    match refused {
        Some((address, what)) if kept.is_empty() => {
            Err(FetchError::Private { host: host.to_owned(), address: address.to_string(), what })
        }
        _ => Ok(kept),
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        _config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let usual = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let none = PrivateHosts::default();
        let allowed = if self.watch.trusting.load(Ordering::Relaxed) { &self.allowed } else { &none };
        let port = uri.port_u16().unwrap_or(usual);
        match checked(&self.names, host, port, allowed, *timeout.after) {
            Ok(found) => {
                let mut kept = self.empty();
                found.into_iter().for_each(|address| kept.push(address));
                Ok(kept)
            }
            Err(FetchError::Deadline(_)) => Err(ureq::Error::Timeout(timeout.reason)),
            Err(why) => Err(self.refuse(why)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, is_public: bool) {
        assert_eq!(private(address.parse().unwrap()).is_none(), is_public, "{address}");
    }

    #[test]
    fn only_the_public_network_is_public() {
        for address in
            ["8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "2a00:1450::1"]
        {
            check(address, true);
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::7f00:1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            check(address, false);
        }
        for address in ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"] {
            check(address, true);
        }
    }
}
