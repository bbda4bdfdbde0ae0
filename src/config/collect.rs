//! How sources are asked.

use core::time::Duration;
use std::path::PathBuf;

use serde::Deserialize;

/// The section `[collect]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Collect {
    /// Where whoever is asked can reach whoever asks: an address of mail or of the web.
    pub contact: Option<String>,
    /// Seconds between two requests to one site; more where the site asks for more.
    pub pause: Seconds,
    /// Seconds that a whole request may take, with its redirects.
    pub deadline: Seconds,
    /// The most bytes of an answer.
    pub max_bytes: u64,
    /// For so many days after it was first seen, a page is looked at again once a day.
    pub recheck_days: u32,
    /// Hosts that may have addresses of a private network.
    pub private_hosts: Vec<String>,
    /// A PEM file of authorities to trust instead of the web's usual ones.
    pub authorities: Option<PathBuf>,
}

impl Default for Collect {
    fn default() -> Self {
        Self {
            contact: None,
            pause: Seconds(2.0),
            deadline: Seconds(60.0),
            max_bytes: 20_000_000,
            recheck_days: 7,
            private_hosts: Vec::new(),
            authorities: None,
        }
    }
}

/// A time in seconds: from nothing to a day.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "f64")]
pub struct Seconds(f64);

impl Seconds {
    /// Whole seconds, at most a day's.
    pub(super) fn whole(seconds: u16) -> Self {
        Self(f64::from(seconds))
    }

    pub fn duration(self) -> Duration {
        Duration::from_secs_f64(self.0)
    }
}

impl TryFrom<f64> for Seconds {
    type Error = String;

    fn try_from(seconds: f64) -> Result<Self, String> {
        match seconds {
            0.0..=86_400.0 => Ok(Self(seconds)),
            _ => Err(format!("{seconds} is no time to wait; write seconds from 0 to 86400")),
        }
    }
}
