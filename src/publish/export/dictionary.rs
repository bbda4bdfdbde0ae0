//! Whose code is what, by users' own dictionaries: TOML of ours, or the actor dictionaries of
//! PETRARCH and TABARI.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Codes of actors by their names.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    by_name: FxHashMap<String, Vec<Coded>>,
}

/// A code and the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Coded {
    code: String,
    from: Option<Date>,
    until: Option<Date>,
}

/// Why a dictionary cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DictionaryError {
    /// It is not TOML of the expected shape.
    #[error("{0}; write [[actor]] with name, code and, where they apply, forms, from, until")]
    Toml(String),
    /// A code that is not letters in threes.
    #[error("line {line}: \"{code}\" is no code; write letters in threes, such as ZWEGOV")]
    Code { line: usize, code: String },
    /// A restriction that is no date.
    #[error("line {line}: \"{words}\" is no time; write <YYMMDD, >YYYYMMDD or YYMMDD-YYMMDD after the code")]
    Time { line: usize, words: String },
    /// A code or synonym before any name.
    #[error("line {line}: nobody's name stands before this; begin with a name")]
    Nameless { line: usize },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    actor: Vec<WrittenActor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenActor {
    name: String,
    #[serde(default)]
    forms: Vec<String>,
    code: String,
    from: Option<Date>,
    until: Option<Date>,
}

impl Dictionary {
    /// Adds what a TOML file says.
    ///
    /// # Errors
    /// Where it is not of the expected shape or a code is none.
    pub fn add_toml(&mut self, text: &str) -> Result<(), DictionaryError> {
        let written: Written =
            toml::from_str(text).map_err(|error| DictionaryError::Toml(error.message().to_owned()))?;
        for (i, one) in written.actor.into_iter().enumerate() {
            if !is_code(&one.code) {
                return Err(DictionaryError::Toml(format!("actor {}: \"{}\" is no code", i + 1, one.code)));
            }
            let coded = Coded { code: one.code, from: one.from, until: one.until };
            for name in [one.name].iter().chain(&one.forms) {
                self.by_name.entry(folded(name)).or_default().push(coded.clone());
            }
        }
        Ok(())
    }

    /// Adds what an actor dictionary of PETRARCH says: a name, synonyms after `+`, codes in
    /// brackets, each with the time for which it holds.
    ///
    /// # Errors
    /// Where a line cannot be understood; the error names it.
    pub fn add_petrarch(&mut self, text: &str) -> Result<(), DictionaryError> {
        let mut block = Block::default();
        let mut in_comment = false;
        for (i, raw) in text.lines().enumerate() {
            let line = i + 1;
            let plain = without_comments(raw, &mut in_comment);
            let (head, codes) = plain.split_once('[').unwrap_or((&plain, ""));
            let name = folded(head.trim().trim_start_matches('+'));
            let is_synonym = head.trim_start().starts_with('+');
            if !name.is_empty() && !is_synonym {
                self.add(std::mem::take(&mut block));
            }
            let follows = is_synonym || name.is_empty() && !codes.is_empty();
            if follows && block.names.is_empty() {
                return Err(DictionaryError::Nameless { line });
            }
            block.names.extend((!name.is_empty()).then_some(name));
            for code in codes.split('[').filter(|code| !code.trim().is_empty()) {
                block.codes.push(coded(code.split(']').next().unwrap_or_default().trim(), line)?);
            }
        }
        self.add(block);
        Ok(())
    }

    fn add(&mut self, block: Block) {
        for name in block.names {
            self.by_name.entry(name).or_default().extend(block.codes.iter().cloned());
        }
    }

    /// The code of a name on a day: one with a time that holds goes before one without.
    pub fn code(&self, name: &str, day: Option<Date>) -> Option<&str> {
        let known = self.by_name.get(&folded(name))?;
        let dated = |one: &&Coded| {
            let bound = one.from.is_some() || one.until.is_some();
            bound
                && day.is_some_and(|day| {
                    one.from.is_none_or(|from| from <= day) && one.until.is_none_or(|until| day <= until)
                })
        };
        let plain = || known.iter().find(|one| one.from.is_none() && one.until.is_none());
        known.iter().find(dated).or_else(plain).map(|one| one.code.as_str())
    }
}

/// A name of an actor dictionary with its synonyms and codes.
#[derive(Default)]
struct Block {
    names: Vec<String>,
    codes: Vec<Coded>,
}

/// A name as it is compared: small letters, one blank between words.
fn folded(name: &str) -> String {
    let lower = name.replace('_', " ").to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters in threes; "---", PETRARCH's sign for nobody, is one too.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.len().is_multiple_of(3) && code.bytes().all(|byte| byte.is_ascii_uppercase())
        || code == "---"
}

/// `ZWEGOVMED >090301`, `ZWEGOV 090301-100401`, `ZWEGOV`.
fn coded(words: &str, line: usize) -> Result<Coded, DictionaryError> {
    let (code, time) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    if !is_code(code) {
        return Err(DictionaryError::Code { line, code: code.to_owned() });
    }
    let time = time.trim();
    let wrong = || DictionaryError::Time { line, words: time.to_owned() };
    let day = |words: &str| day(words.trim()).ok_or_else(wrong);
    let (from, until) = match time.chars().next() {
        None => (None, None),
        Some('>') => (Some(day(&time[1..])?), None),
        Some('<') => (None, Some(day(&time[1..])?)),
        Some(_) => {
            let (from, until) = time.split_once('-').ok_or_else(wrong)?;
            (Some(day(from)?), Some(day(until)?))
        }
    };
    Ok(Coded { code: code.to_owned(), from, until })
}

/// `090301`, `20090301`; two digits below 30 are of this century.
fn day(digits: &str) -> Option<Date> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (year, rest) = match digits.len() {
        8 => (number(0, 4)?, 4),
        6 => (number(0, 2).map(|year| if year < 30 { 2000 + year } else { 1900 + year })?, 2),
        _ => return None,
    };
    let (month, day) = (number(rest, rest + 2)?, number(rest + 2, rest + 4)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A line without `# …`, `; …` and `<!-- … -->`, which may go over several.
fn without_comments(line: &str, in_comment: &mut bool) -> String {
    let mut kept = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("-->") else { return kept };
            (*in_comment, rest) = (false, after);
        }
        match rest.split_once("<!--") {
            Some((before, after)) => {
                kept.push_str(before);
                (*in_comment, rest) = (true, after);
            }
            None => break,
        }
    }
    kept.push_str(rest);
    let end = kept.find(['#', ';']).unwrap_or(kept.len());
    kept.truncate(end);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const PETRARCH: &str = "# made up\n<!-- a\nnote -->\nANN_ARBOR_ ; the first\n+PRESIDENT_ARBOR_\n\t[ZZZOPP <090228]\n\
        \t[ZZZGOVMED >090301]\nBO_BIRK_  [YYYMIL]\n";

    #[track_caller]
    fn check(dictionary: &Dictionary, name: &str, day: &str, expected: Option<&str>) {
        assert_eq!(dictionary.code(name, day.parse().ok()), expected, "{name} {day}");
    }

    #[test]
    fn codes_hold_for_their_time_and_for_every_form_of_a_name() {
        let mut dictionary = Dictionary::default();
        dictionary.add_petrarch(PETRARCH).unwrap();
        check(&dictionary, "Ann Arbor", "2009-03-01", Some("ZZZGOVMED"));
        check(&dictionary, "president  Arbor", "2009-02-28", Some("ZZZOPP"));
        check(&dictionary, "Ann Arbor", "", None);
        check(&dictionary, "Bo Birk", "", Some("YYYMIL"));
        check(&dictionary, "note", "2009-03-01", None);
    }

    #[test]
    fn a_toml_dictionary_says_the_same() {
        let mut dictionary = Dictionary::default();
        let text =
            "[[actor]]\nname = \"Ann Arbor\"\nforms = [\"Arbor\"]\ncode = \"ZZZGOV\"\nfrom = 2009-03-01\n";
        dictionary.add_toml(&text.replace("2009-03-01", "\"2009-03-01\"")).unwrap();
        check(&dictionary, "arbor", "2009-03-02", Some("ZZZGOV"));
        check(&dictionary, "arbor", "2009-02-02", None);
    }

    #[track_caller]
    fn refuse(text: &str, words: &str) {
        let error = Dictionary::default().add_petrarch(text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn what_cannot_be_understood_is_told_by_its_line() {
        refuse("ANN_\n\t[zzz]\n", "line 2: \"zzz\" is no code");
        refuse("ANN_ [ZZZ >0903]\n", "line 1: \">0903\" is no time");
        refuse("\t[ZZZ]\n", "line 1: nobody's name");
        refuse("+ANN_\n", "line 1: nobody's name");
        assert!(Dictionary::default().add_toml("[[actor]]\nname = \"A\"\n").is_err());
    }
}
