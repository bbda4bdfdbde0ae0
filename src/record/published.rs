//! When a document was published.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// When a document was published, as it says so: a day, or a day with a local
/// time that may lack a zone. It is not an instant.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Published {
    date: Date,
    stated: String,
}

/// A date that is not written as ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no date; write 2022-03-07 or 2022-03-07T14:20:00")]
pub struct InvalidDate(pub String);

impl Published {
    /// The day, in the publisher's own time.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The hour, 0 to 23, in the publisher's own time; `None` where only the day is stated,
    /// or midnight, which mostly stands for it.
    pub fn hour(&self) -> Option<u8> {
        let hour = self.stated.get(11..13)?.parse().ok()?;
        (self.stated.get(11..19) != Some("00:00:00")).then_some(hour)
    }

    /// As the document states it.
    pub fn as_str(&self) -> &str {
        &self.stated
    }
}

impl std::str::FromStr for Published {
    type Err = InvalidDate;

    /// # Errors
    /// Where the text is neither an ISO 8601 date nor a date and time.
    fn from_str(stated: &str) -> Result<Self, InvalidDate> {
        let date = stated
            .parse::<DateTime>()
            .map(|at| at.date())
            .or_else(|_| stated.parse::<jiff::Timestamp>().map(|_| ()).and_then(|()| stated[..10].parse()))
            .map_err(|_| InvalidDate(stated.to_owned()))?;
        Ok(Self { date, stated: stated.to_owned() })
    }
}

impl TryFrom<String> for Published {
    type Error = InvalidDate;

    fn try_from(stated: String) -> Result<Self, InvalidDate> {
        stated.parse()
    }
}

impl From<Published> for String {
    fn from(published: Published) -> Self {
        published.stated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, day: Option<&str>) {
        let got = stated.parse::<Published>().ok().map(|p| p.date().to_string());
        assert_eq!(got.as_deref(), day, "{stated}");
    }

    #[test]
    fn the_hour_is_known_where_it_is_stated() {
        let hour = |stated: &str| stated.parse::<Published>().unwrap().hour();
        assert_eq!(hour("2022-03-07T02:48:00+02:00"), Some(2));
        assert_eq!(hour("2022-03-07T00:00:00"), None);
        assert_eq!(hour("2022-03-07"), None);
    }

    #[test]
    fn dates_keep_their_local_day() {
        check("2022-03-07", Some("2022-03-07"));
        check("2022-03-07T14:20:00", Some("2022-03-07"));
        check("2022-03-13T23:22:04-04:00", Some("2022-03-13"));
        check("2022-03-07T14:20:00Z", Some("2022-03-07"));
        check("7 March 2022", None);
        check("2022-02-30", None);
        check("", None);
    }
}
