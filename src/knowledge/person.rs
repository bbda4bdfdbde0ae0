//! Holders of main offices, and given names.

use jiff::civil::Date;

use super::form::Form;
use super::table::{File, Gender, KnowledgeError, Row};

/// A person with every office that the knowledge has for them.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name that records print.
    pub name: &'static str,
    /// Every spelling, the name among them, and last names that stand alone.
    pub forms: Vec<Form>,
    pub gender: Option<Gender>,
    pub tenures: Vec<Tenure>,
}

/// An office held by a person.
#[derive(Debug, Clone)]
pub struct Tenure {
    /// ISO 3166-1 alpha-3; `None` for offices of international organisations.
    pub country: Option<&'static str>,
    pub role: &'static str,
    pub from: Date,
    /// The last day; `None` while it lasts.
    pub to: Option<Date>,
}

impl Tenure {
    /// Whether the office is held on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Person {
    /// The offices held on a day, main one first.
    pub fn tenures_on(&self, day: Date) -> impl Iterator<Item = &Tenure> {
        self.tenures.iter().filter(move |tenure| tenure.covers(day))
    }

    /// Each form once, and the last name among them unless it is listed as weak.
    fn settle_forms(&mut self) {
        self.forms.extend(self.name.rsplit_once(' ').map(|(_, last)| Form { text: last, weak: false }));
        self.forms.sort_by_key(|form| (form.text, !form.weak));
        self.forms.dedup_by_key(|form| form.text);
    }

    /// The state that the person acts for or last acted for.
    pub fn country(&self) -> Option<&'static str> {
        self.tenures.iter().rev().find_map(|tenure| tenure.country)
    }
}

pub(super) fn parse(file: File) -> Result<Vec<Person>, KnowledgeError> {
    let mut people: Vec<Person> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    for row in file.rows::<7>()? {
        let name = row.columns[0];
        let gender = row.gender(2)?;
        let i = *at.entry(name).or_insert_with(|| {
            people.push(Person {
                name,
                forms: Form::with_name(name, row.list(1)),
                gender,
                tenures: Vec::new(),
            });
            people.len() - 1
        });
        let person = &mut people[i];
        if person.gender != gender {
            return Err(row.error(format!("{name} has another gender on an earlier line")));
        }
        person.forms.extend(row.list(1).map(Form::parse));
        person.tenures.extend(tenure(&row)?);
    }
    people.iter_mut().for_each(Person::settle_forms);
    Ok(people)
}

/// The office of a line; a line without a role is of a person who held none, and
/// keeps the country.
fn tenure(row: &Row<'static, 7>) -> Result<Option<Tenure>, KnowledgeError> {
    let country = row.code(3)?;
    let Some(role) = row.optional(4) else {
        let never = Tenure { country, role: "", from: Date::MAX, to: Some(Date::MIN) };
        return Ok(Some(never));
    };
    let from = row.optional(5).ok_or_else(|| row.error("an office without a first day"))?;
    let from = day(row, from, false)?;
    let to = row.optional(6).map(|to| day(row, to, true)).transpose()?;
    if to.is_some_and(|to| to < from) {
        return Err(row.error("the office ends before it begins"));
    }
    Ok(Some(Tenure { country, role, from, to }))
}

/// A day, month or year; the last day of a month or year where `last` is set.
fn day(row: &Row<'static, 7>, written: &str, last: bool) -> Result<Date, KnowledgeError> {
    let wrong = || row.error(format!("\"{written}\" is no date; write 2019-05-20, 2019-05 or 2019"));
    match written.len() {
        4 => format!("{written}-{}", if last { "12-31" } else { "01-01" }).parse().map_err(|_| wrong()),
        7 => {
            let first: Date = format!("{written}-01").parse().map_err(|_| wrong())?;
            Ok(if last { first.last_of_month() } else { first })
        }
        _ => written.parse().map_err(|_| wrong()),
    }
}

/// A given name.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    pub name: &'static str,
    /// `None` where both women and men bear it.
    pub gender: Option<Gender>,
    /// Also an ordinary word or a place.
    pub weak: bool,
}

pub(super) fn parse_given(file: File) -> Result<Vec<Given>, KnowledgeError> {
    let mut names = Vec::new();
    for row in file.rows::<3>()? {
        let gender = row.gender(0)?;
        names.extend(row.list(2).map(|written| {
            let form = Form::parse(written);
            Given { name: form.text, gender, weak: form.weak }
        }));
    }
    Ok(names)
}
