//! What `watch.toml` says.

mod alert;
mod collect;
mod mail;
mod schedule;
mod source;
mod writer;

pub use alert::{Alert, Occasion};
pub use collect::{Collect, Seconds};
pub use mail::{Mail, Mailbox, Security};
pub use schedule::{Clock, Days, Holidays, Schedule, Zone};
pub use source::{Place, Source};
pub use writer::Writer;

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use toml::Spanned;

/// The watch: which conflict it follows, and whom it reads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    pub scope: Scope,
    pub collect: Collect,
    /// In the order of the file; no two have the same name.
    pub sources: Vec<Source>,
    pub mail: Option<Mail>,
    /// In the order of the file; no two have the same name.
    pub alerts: Vec<Alert>,
    /// Who may rephrase the sentences of the digest; nobody where it is not said.
    pub writer: Option<Writer>,
}

/// The file as it is written.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    scope: Scope,
    collect: Collect,
    source: Vec<source::Written>,
    mail: Option<Spanned<Mail>>,
    alert: Vec<alert::Written>,
    writer: Option<Spanned<Writer>>,
}

/// Something that cannot be meant, and at which byte of the file it stands.
#[derive(Debug)]
struct Mistake {
    at: usize,
    problem: String,
}

/// Which conflict is watched.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// The parties to it, ISO 3166-1 alpha-3; where there are none, everything is in.
    pub parties: Vec<Country>,
}

/// A country's code: three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country(String);

impl Country {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Country {
    type Err = NoCountry;

    /// # Errors
    /// Where the code is not three capital letters.
    fn from_str(code: &str) -> Result<Self, NoCountry> {
        let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code { Ok(Self(code.to_owned())) } else { Err(NoCountry(code.to_owned())) }
    }
}

impl<'de> Deserialize<'de> for Country {
    /// Checks the code while the deserializer still knows its line.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Code;
        impl Visitor<'_> for Code {
            type Value = Country;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a country's code in quotes")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Country, E> {
                code.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Code)
    }
}

/// Words that are no country's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no country's code; write the three capital letters of ISO 3166-1, such as UKR")]
pub struct NoCountry(String);

/// Why a configuration cannot be used: the file's name, the line and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{name}:{line}: {problem}")]
pub struct ConfigError {
    pub name: String,
    /// Counted from 1.
    pub line: usize,
    pub problem: String,
}

impl Config {
    /// Reads a configuration; `name` is how its errors call it.
    ///
    /// # Errors
    /// Where the text is not TOML, a key is not known or a value cannot be meant.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        let line = |at: usize| {
            1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count()
        };
        let wrong = |mistake: Mistake| ConfigError {
            name: name.to_owned(),
            line: line(mistake.at),
            problem: mistake.problem,
        };
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(Mistake { at, problem: error.message().to_owned() })
        })?;
        let mut sources: Vec<Source> = Vec::with_capacity(written.source.len());
        for source in written.source {
            let source = source.checked(line).map_err(wrong)?;
            if let Some(other) = sources.iter().find(|other| other.name == source.name) {
                let problem = format!(
                    "\"{}\" is the name of the source on line {} too; give each a name of its own",
                    source.name, other.line
                );
                return Err(ConfigError { name: name.to_owned(), line: source.line, problem });
            }
            sources.push(source);
        }
        let mail = written.mail.map(checked_mail).transpose().map_err(wrong)?;
        let mut alerts: Vec<Alert> = Vec::with_capacity(written.alert.len());
        for alert in written.alert {
            let alert = alert.checked(line).map_err(wrong)?;
            let problem = match alerts.iter().find(|other| other.name == alert.name) {
                Some(other) => format!(
                    "\"{}\" is the name of the alert on line {} too; give each a name of its own",
                    alert.name, other.line
                ),
                None if mail.is_none() && !alert.mail.is_empty() => {
                    format!("the alert \"{}\" goes by mail, and the file has no [mail]", alert.name)
                }
                None => {
                    alerts.push(alert);
                    continue;
                }
            };
            return Err(ConfigError { name: name.to_owned(), line: alert.line, problem });
        }
        let writer = written.writer.map(checked_writer).transpose().map_err(wrong)?;
        let (scope, collect) = (written.scope, written.collect);
        Ok(Self { scope, collect, sources, mail, alerts, writer })
    }
}

fn checked_mail(mail: Spanned<Mail>) -> Result<Mail, Mistake> {
    match mail.get_ref().problem() {
        Some(problem) => Err(Mistake { at: mail.span().start, problem: format!("[mail]: {problem}") }),
        None => Ok(mail.into_inner()),
    }
}

fn checked_writer(writer: Spanned<Writer>) -> Result<Writer, Mistake> {
    match writer.get_ref().problem() {
        Some(problem) => Err(Mistake { at: writer.span().start, problem: format!("[writer]: {problem}") }),
        None => Ok(writer.into_inner()),
    }
}

/// A commented configuration to start from.
pub const TEMPLATE: &str = include_str!("../../knowledge/watch.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_configuration() {
        let config = Config::parse("watch.toml", TEMPLATE).unwrap();
        assert_eq!(config.scope.parties.iter().map(Country::as_str).collect::<Vec<_>>(), ["RUS", "UKR"]);
    }

    #[test]
    fn alerts_and_mail_are_read() {
        let text = "[mail]\nserver = \"localhost\"\nsecurity = \"none\"\nfrom = \"watch@example.org\"\n\
            [[alert]]\nname = \"a\"\non = \"contact\"\nbetween = [\"RUS\", \"USA\"]\nmail = [\"ann@example.org\"]\n\
            [[alert]]\nname = \"b\"\non = \"position\"\nissue = \"security guarantees\"\nwebhook = \"https://example.org/x\"\n";
        let config = Config::parse("watch.toml", text).unwrap();
        assert_eq!(config.mail.as_ref().map(|mail| (mail.port(), mail.security)), Some((25, Security::None)));
        assert_eq!(
            config.alerts[0].on,
            Occasion::Contact { between: vec!["RUS".to_owned(), "USA".to_owned()] }
        );
        assert_eq!((config.alerts[1].line, config.alerts[1].mail.len()), (11, 0));
    }

    /// A mistake in an alert that begins on the second line.
    #[track_caller]
    fn check_alert(lines: &str, expected: &str) {
        check_error(&format!("[[alert]]\nname = \"a\"\n{lines}"), &format!("watch.toml:{expected}"));
    }

    #[test]
    fn what_is_wrong_with_alerts_and_mail_is_placed() {
        let hook = "webhook = \"https://example.org\"\n";
        check_alert("on = \"war\"\n", "3: unknown variant `war`");
        check_alert("on = \"denial\"\n", "2: the alert \"a\" goes nowhere");
        check_alert(
            &format!("on = \"contact\"\nbetween = [\"RUS\"]\n{hook}"),
            "2: the alert \"a\" needs those between",
        );
        check_alert(&format!("on = \"search\"\n{hook}"), "2: the alert \"a\" needs a query");
        check_alert(
            &format!("on = \"denial\"\nissue = \"arms\"\n{hook}"),
            "2: the alert \"a\" does not take issue",
        );
        check_alert(
            "on = \"denial\"\nwebhook = \"example.org\"\n",
            "4: \"example.org\" is no address of the web",
        );
        check_alert("on = \"denial\"\nmail = [\"ann\"]\n", "4: \"ann\" is no address of mail");
        check_alert(
            "on = \"denial\"\nmail = [\"ann@b.org\"]\n",
            "2: the alert \"a\" goes by mail, and the file has no [mail]",
        );
        let mail = "[mail]\nserver = \"a.org\"\nfrom = \"w@a.org\"\n";
        check_error(
            &format!("{mail}security = \"none\"\nuser = \"w\"\n"),
            "watch.toml:1: [mail]: user would send a password",
        );
        check_error(
            &format!("{mail}password_file = \"x\"\n"),
            "watch.toml:1: [mail]: password_file is of no use",
        );
        check_error(&format!("{mail}password = \"x\"\n"), "watch.toml:4: unknown field `password`");
        check_error(
            "[mail]\nserver = \"a.org/x\"\nfrom = \"w@a.org\"\n",
            "watch.toml:1: [mail]: server is no host's name",
        );
    }

    #[test]
    fn a_writer_is_read_and_what_is_wrong_with_it_is_placed() {
        let writer =
            |address: &str, more: &str| format!("[writer]\naddress = \"{address}\"\nmodel = \"m\"\n{more}");
        let address = "http://localhost:8080/v1/chat/completions";
        let config = Config::parse("watch.toml", &writer(address, "seconds = 2.5\n")).unwrap();
        let got = config.writer.unwrap();
        assert_eq!(
            (got.seconds.duration().as_millis(), got.seconds_in_all.duration().as_secs()),
            (2500, 600)
        );
        check_error(
            &writer("localhost:8080", ""),
            "watch.toml:1: [writer]: \"localhost:8080\" is no address",
        );
        check_error(
            &writer("http://localhost:8080/v1", ""),
            "watch.toml:1: [writer]: \"http://localhost:8080/v1\" is not where",
        );
        check_error(
            &writer("http://ann:x@localhost/chat/completions", ""),
            "watch.toml:1: [writer]: the address holds",
        );
        check_error(&writer(address, "seconds = 0\n"), "watch.toml:1: [writer]: no answer comes");
        check_error(&writer(address, "key = \"x\"\n"), "watch.toml:4: unknown field `key`");
        check_error("[writer]\nmodel = \"m\"\n", "watch.toml:1: missing field `address`");
    }

    #[test]
    fn an_empty_configuration_watches_everything() {
        assert_eq!(Config::parse("watch.toml", "").unwrap(), Config::default());
    }

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        let got = Config::parse("watch.toml", text).unwrap_err().to_string();
        assert!(got.starts_with(expected), "{got}");
    }

    #[test]
    fn what_is_wrong_is_placed() {
        check_error("\n[scope]\nparty = []\n", "watch.toml:3: unknown field `party`");
        check_error(
            "[scope]\nparties = [\n  \"RUS\",\n  \"Ukraine\",\n]\n",
            "watch.toml:4: \"Ukraine\" is no country's code",
        );
        check_error("[scope\n", "watch.toml:1: ");
        check_error("[scope]\nparties = 3\n", "watch.toml:2: invalid type");
        check_error("[sources]\n", "watch.toml:1: unknown field `sources`");
    }

    #[test]
    fn sources_are_read() {
        let text = "[collect]\npause = 0\nprivate_hosts = [\"intranet\"]\n[[source]]\nname = \"A\"\nkind = \"official\"\n\
            country = \"UKR\"\nfeed = \"https://example.org/rss\"\nevery = \"30m\"\n[[source.schedule]]\n\
            expects = \"briefing\"\ndays = [\"Tuesday\"]\nfrom = \"14:00\"\nzone = \"Europe/Kyiv\"\n\
            [[source]]\nname = \"B\"\nindex = \"http://example.org\"\nlinks = \"h3 a\"\n";
        let config = Config::parse("watch.toml", text).unwrap();
        let [a, b] = config.sources.as_slice() else { panic!("{config:?}") };
        assert_eq!((a.line, a.every.as_secs(), a.place.label()), (5, 1800, "feed"));
        assert!(a.schedules[0].days.contains(jiff::civil::Weekday::Tuesday));
        assert_eq!(
            b.place,
            Place::Index { address: "http://example.org".to_owned(), links: "h3 a".to_owned() }
        );
    }

    /// A mistake on the fourth line, in a source.
    #[track_caller]
    fn check_source(lines: &str, expected: &str) {
        check_error(
            &format!("[[source]]\nname = \"A\"\npage = \"https://example.org\"\n{lines}"),
            &format!("watch.toml:4: {expected}"),
        );
    }

    #[test]
    fn what_is_wrong_with_a_source_is_placed() {
        check_source("every = \"often\"", "\"often\" is no time between two visits");
        check_source("kind = \"blog\"", "unknown variant `blog`");
        check_source("country = \"Ukraine\"", "\"Ukraine\" is no country's code");
        check_source("links = \"a\"", "links chooses links of an index");
        check_source("index = \"https://example.org\"", "an index needs links");
        check_source("feed = \"example.org\"", "\"example.org\" is no address of the web");
        check_source(
            "feed = \"https://ann:secret@example.org\"",
            "the address holds a user name or password",
        );
        check_error("[[source]]\nname = \"A\"\n", "watch.toml:2: \"A\" says nowhere to look");
        check_error("[[source]]\npage = \"https://example.org\"\n", "watch.toml:1: missing field `name`");
        check_error(
            "[[source]]\nname = \"A\"\npage = \"https://a.org\"\nfeed = \"https://a.org\"",
            "watch.toml:2: \"A\" says several places",
        );
        let twice = "[[source]]\nname = \"A\"\npage = \"https://a.org\"\n";
        check_error(&format!("{twice}{twice}"), "watch.toml:5: \"A\" is the name of the source on line 2");
        let schedule =
            "[[source]]\nname = \"A\"\npage = \"https://a.org\"\n[[source.schedule]]\nexpects = \"x\"\n";
        check_error(&format!("{schedule}days = [\"mondy\"]\n"), "watch.toml:6: \"mondy\" is no day");
        check_error(
            &format!("{schedule}days = [\"monday\"]\nzone = \"Kiev\"\n"),
            "watch.toml:7: \"Kiev\" is no time zone",
        );
        check_error("[collect]\npause = -1\n", "watch.toml:2: -1 is no time to wait");
    }
}
