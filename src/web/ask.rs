//! What is asked of a page.

use jiff::civil::Date;

use super::fault::Fault;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Verb {
    #[default]
    Get,
    Head,
    Post,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Visitor {
    /// Nobody who may read more than shared links.
    #[default]
    Stranger,
    /// Whoever sits at this machine.
    Owner,
    /// Somebody who logged in.
    Person(String),
    /// A program with the token.
    Program,
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    pub verb: Verb,
    pub host: Option<String>,
    /// The path as it came, encoded.
    pub target: String,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    pub cookie: Option<String>,
    pub bearer: Option<String>,
    pub origin: Option<String>,
    pub fetch_site: Option<String>,
    pub etag: Option<String>,
    /// Whether the reader came by https, as whoever stands before us says.
    pub is_secure: bool,
    /// The parts of the path that stand for something, decoded.
    pub path: Vec<String>,
    pub visitor: Visitor,
    /// Proves that a form came from one of our own pages.
    pub pass: String,
}

impl Ask {
    /// The last value under a name in the address; `None` where it is empty.
    pub fn one(&self, name: &str) -> Option<&str> {
        last(&self.query, name)
    }

    /// All values under a name in the address that are not empty.
    pub fn all(&self, name: &str) -> Vec<String> {
        let named = self.query.iter().filter(|(key, value)| key == name && !value.is_empty());
        named.map(|(_, value)| value.clone()).collect()
    }

    /// A value of the form.
    pub fn field(&self, name: &str) -> Option<&str> {
        last(&self.form, name)
    }

    /// A value of the form that must be there.
    pub fn needed(&self, name: &str) -> Result<&str, Fault> {
        self.field(name).ok_or_else(|| Fault::Bad(format!("the form has no \"{name}\"")))
    }

    /// A day in the address.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Fault> {
        self.parsed(name, "a day such as 2022-03-07")
    }

    /// A value in the address, read as what it must be.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str, what: &str) -> Result<Option<T>, Fault> {
        let words = self.one(name);
        let wrong = |words: &str| Fault::Bad(format!("{name} is \"{words}\", which is not {what}"));
        words.map(|words| words.parse().map_err(|_| wrong(words))).transpose()
    }

    /// The address with one name's value in the place of what it had, or without it.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut address = url::form_urlencoded::Serializer::new(String::new());
        for (key, old) in self.query.iter().filter(|(key, old)| key != name && !old.is_empty()) {
            address.append_pair(key, old);
        }
        if let Some(value) = value {
            address.append_pair(name, value);
        }
        format!("{}?{}", self.target, address.finish())
    }
}

fn last<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = pairs.iter().rev().find(|(key, _)| key == name);
    found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}
