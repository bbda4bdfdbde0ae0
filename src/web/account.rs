//! Passwords, and who is logged in.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use super::fault::Fault;

/// How long a login lasts.
const LASTS: Duration = Duration::from_secs(12 * 60 * 60);

/// How many wrong passwords are taken in [`WHILE`].
const WRONG: usize = 5;
const WHILE: Duration = Duration::from_secs(60);

/// The fewest characters of a password.
const SHORTEST: usize = 10;

/// The hash of a password, by Argon2id.
///
/// # Errors
/// Where the password is too short to protect anything.
pub fn hash_password(password: &str) -> Result<String, anyhow::Error> {
    anyhow::ensure!(
        password.chars().count() >= SHORTEST,
        "the password has fewer than {SHORTEST} characters; take a longer one"
    );
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?.to_string())
}

/// Whether a password is the one of a hash. Without a hash the work is the same, so that
/// the time does not tell who is known.
pub(super) fn is_right(password: &str, hash: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IG5vYm9keQ$pVPXK4lN3xFdrQ0V3n5e0a1H5mJ1f2C0mO0p3q4r5s4";
    let known = hash.unwrap_or(NOBODY);
    let right = PasswordHash::new(known)
        .is_ok_and(|known| Argon2::default().verify_password(password.as_bytes(), &known).is_ok());
    right && hash.is_some()
}

/// A secret that nobody can guess, as 43 letters and digits of an address.
pub(super) fn secret() -> Result<String, Fault> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 43];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Broken(format!("no randomness: {error}")))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}

/// Who is logged in, and how often it went wrong of late.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    people: Mutex<HashMap<blake3::Hash, (String, Instant)>>,
    wrong: Mutex<Vec<Instant>>,
}

impl Sessions {
    /// Who holds a cookie.
    pub fn who(&self, cookie: &str) -> Option<String> {
        let people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, until) = people.get(&blake3::hash(cookie.as_bytes()))?;
        (*until > Instant::now()).then(|| name.clone())
    }

    pub fn begin(&self, cookie: &str, name: &str) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        people.retain(|_, (_, until)| *until > now);
        people.insert(blake3::hash(cookie.as_bytes()), (name.to_owned(), now + LASTS));
    }

    pub fn end(&self, cookie: &str) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.remove(&blake3::hash(cookie.as_bytes()));
    }

    /// Refuses further passwords where too many were wrong.
    pub fn may_try(&self) -> Result<(), Fault> {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|at| at.elapsed() < WHILE);
        if wrong.len() < WRONG { Ok(()) } else { Err(Fault::TooMany) }
    }

    pub fn went_wrong(&self) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_known_again() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(is_right("correct horse battery", Some(&hash)));
        assert!(!is_right("correct horse batterz", Some(&hash)) && !is_right("nobody", None));
        assert!(hash_password("short").is_err());
    }

    #[test]
    fn sessions_begin_and_end() {
        let sessions = Sessions::default();
        let (one, other) = (secret().unwrap(), secret().unwrap());
        assert_ne!(one, other);
        sessions.begin(&one, "Ann");
        assert_eq!((sessions.who(&one).as_deref(), sessions.who(&other)), (Some("Ann"), None));
        sessions.end(&one);
        assert_eq!(sessions.who(&one), None);
    }

    #[test]
    fn guessing_is_slowed() {
        let sessions = Sessions::default();
        (0..WRONG).for_each(|_| sessions.went_wrong());
        assert!(sessions.may_try().is_err());
    }
}
