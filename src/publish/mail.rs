//! Digests and alerts as letters, in plain text and in HTML.

use std::fmt::Write;

use askama::Template;
use serde::Serialize;

use crate::collect::mail::Letter;
use crate::digest::Digest;
use crate::record::NAMELESS;
use crate::weave::{Matter, Telling};

use super::markdown::one_line;
use super::{html, link, text};

/// A digest as a letter.
///
/// # Errors
/// Where the template cannot be filled, which no digest brings about.
pub fn digest_letter(digest: &Digest) -> Result<Letter, askama::Error> {
    Ok(Letter { subject: digest.title.clone(), text: text(digest), html: html(digest)? })
}

/// What an alert found, as a letter.
///
/// # Errors
/// Where the template cannot be filled, which no alert brings about.
pub fn alert_letter(name: &str, matters: &[Matter]) -> Result<Letter, askama::Error> {
    let mut text = format!("{}\n", one_line(name));
    for matter in matters {
        let _ = write!(text, "\n{}\n", one_line(&matter.what));
        for told in &matter.told {
            let _ = write!(text, "\n    “{}”\n    — {}\n", one_line(&told.words), by(told));
            told.url.iter().for_each(|url| text.push_str(&format!("    {}\n", one_line(url))));
        }
    }
    let first = matters.first().map(|matter| matter.what.as_str()).unwrap_or_default();
    let more = match matters.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let html = AlertPage { name, matters }.render()?;
    Ok(Letter { subject: format!("{name}: {first}{more}"), text, html })
}

/// What an alert found, as the body of a webhook.
///
/// # Errors
/// Where it cannot be written as JSON, which no alert brings about.
pub fn alert_json(name: &str, matters: &[Matter]) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Body<'a> {
        alert: &'a str,
        matters: &'a [Matter],
    }
    serde_json::to_vec(&Body { alert: name, matters })
}

#[derive(Template)]
#[template(path = "alert.html")]
struct AlertPage<'a> {
    name: &'a str,
    matters: &'a [Matter],
}

impl AlertPage<'_> {
    fn by(&self, told: &Telling) -> String {
        by(told)
    }

    fn link(&self, told: &Telling) -> Option<String> {
        told.url.as_deref().and_then(|url| link::to_words(url, &told.words))
    }
}

/// "Example Post, 2022-03-08, “Talks”".
fn by(told: &Telling) -> String {
    let outlet = one_line(told.outlet.as_deref().unwrap_or(NAMELESS));
    let day = told.day.map(|day| format!(", {day}")).unwrap_or_default();
    let title = told.title.as_deref().map(|title| format!(", “{}”", one_line(title))).unwrap_or_default();
    format!("{outlet}{day}{title}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_says_what_was_told_and_by_whom() {
        let told = |url: &str| Telling {
            document: "d-1".to_owned(),
            outlet: Some("Example <Post>".to_owned()),
            title: None,
            url: Some(url.to_owned()),
            day: Some(jiff::civil::date(2022, 3, 8)),
            words: "They <b>reportedly</b> met.".to_owned(),
        };
        let matter = |what: &str, url: &str| Matter {
            ids: vec!["c-1".to_owned()],
            what: what.to_owned(),
            told: vec![told(url)],
        };
        let matters = [
            matter("a meeting, reported", "https://example.org/a"),
            matter("a denial", "javascript:alert(1)"),
        ];
        let letter = alert_letter("Secret talks", &matters).unwrap();
        assert_eq!(letter.subject, "Secret talks: a meeting, reported and 1 more");
        assert!(letter.text.contains("“They <b>reportedly</b> met.”\n    — Example <Post>, 2022-03-08\n"));
        assert!(letter.html.contains("https://example.org/a#:~:text="), "{}", letter.html);
        assert!(
            !letter.html.contains("<b>") && !letter.html.contains("href=\"javascript"),
            "{}",
            letter.html
        );
        let json: serde_json::Value =
            serde_json::from_slice(&alert_json("Secret talks", &matters).unwrap()).unwrap();
        assert_eq!(
            (&json["alert"], &json["matters"][0]["told"][0]["day"]),
            (&"Secret talks".into(), &"2022-03-08".into())
        );
    }
}
