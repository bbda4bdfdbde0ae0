//! The people of the knowledge, found by any spelling of their names.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::{Country, Gender, Knowledge, Sort, Tenure};
use crate::read::names::fold::fold;

/// Offices by which people are called as long as they hold them, and often after.
const TITLES: [&str; 5] = ["Ambassador", "Senator", "Governor", "Representative", "Mayor"];

/// People by name and by office.
#[derive(Debug)]
pub struct KnownPeople {
    knowledge: &'static Knowledge,
    by_name: FxHashMap<Vec<String>, usize>,
    /// By last name: the person, and whether many bear it.
    by_surname: FxHashMap<String, Vec<(usize, bool)>>,
    genders: FxHashMap<String, Option<Gender>>,
    /// The state of each capital.
    capitals: FxHashMap<&'static str, &'static str>,
    /// Houses that stand for a government.
    houses: FxHashSet<&'static str>,
}

impl KnownPeople {
    pub fn new(knowledge: &'static Knowledge) -> Self {
        let mut by_name = FxHashMap::default();
        let mut by_surname: FxHashMap<String, Vec<(usize, bool)>> = FxHashMap::default();
        for (i, person) in knowledge.people.iter().enumerate() {
            for form in &person.forms {
                let parts = name_parts(form.text);
                if form.text.contains(' ') {
                    by_name.insert(parts, i);
                } else if let Some(last) = parts.last() {
                    let bearers = by_surname.entry(last.clone()).or_default();
                    if !bearers.iter().any(|&(other, _)| other == i) {
                        bearers.push((i, form.weak));
                    }
                }
            }
        }
        let mut genders: FxHashMap<String, Option<Gender>> = FxHashMap::default();
        for given in &knowledge.given {
            let gender = genders.entry(part(given.name)).or_insert(given.gender);
            if *gender != given.gender {
                *gender = None;
            }
        }
        let capital = |c: &Country| c.capitals.first().map(|&first| (first, c.name));
        let capitals = knowledge.countries.iter().filter_map(capital).collect();
        let seats = knowledge.organisations.iter().filter(|o| o.sort == Sort::Seat);
        let houses = seats.map(|seat| seat.name).collect();
        Self { knowledge, by_name, by_surname, genders, capitals, houses }
    }

    /// The state whose capital has this name.
    pub fn state_of_capital(&self, name: &str) -> Option<&'static str> {
        self.capitals.get(name).copied()
    }

    /// Whether a name is of a house that stands for a government.
    pub fn is_house(&self, name: &str) -> bool {
        self.houses.contains(name)
    }

    /// The person of a full name.
    pub fn named(&self, parts: &[String]) -> Option<usize> {
        self.by_name.get(parts).copied()
    }

    /// The one person of a last name; of one that many bear only where the office
    /// on that day bears it out.
    pub fn surnamed(
        &self,
        last: &str,
        office: Option<(&str, Option<&str>)>,
        day: Option<Date>,
    ) -> Option<usize> {
        let bearers = self.by_surname.get(last)?;
        let holds = |i: usize| {
            let (role, country) = office?;
            let tenures = &self.knowledge.people[i].tenures;
            let same = |t: &&Tenure| {
                role_matches(t.role, role)
                    && day.is_none_or(|day| t.covers(day))
                    && country.is_none_or(|code| t.country == Some(code))
            };
            tenures.iter().find(same).map(|_| i)
        };
        let by_office: Vec<usize> = bearers.iter().filter_map(|&(i, _)| holds(i)).collect();
        if let [one] = by_office[..] {
            return Some(one);
        }
        let may_be = |i: usize| office.is_none_or(|(role, _)| self.may_be(i, role));
        let strong: Vec<usize> =
            bearers.iter().filter(|&&(i, weak)| !weak && may_be(i)).map(|&(i, _)| i).collect();
        match strong[..] {
            [one] if bearers.len() == 1 => Some(one),
            _ => None,
        }
    }

    /// Whether somebody may go by an office: not by one that the knowledge would have, had he
    /// held it ("Ambassador Sullivan" is not the National Security Advisor of that name).
    pub fn may_be(&self, person: usize, role: &str) -> bool {
        let tenures = &self.knowledge.people[person].tenures;
        !TITLES.contains(&role) || tenures.is_empty() || tenures.iter().any(|t| t.role.contains(role))
    }

    /// Whether the knowledge has others of a last name who cannot go by an office.
    pub fn has_others(&self, last: &str, role: &str) -> bool {
        self.by_surname.get(last).is_some_and(|bearers| bearers.iter().any(|&(i, _)| !self.may_be(i, role)))
    }

    /// The holder of a state's office on a day.
    pub fn holder(&self, role: &str, country: &str, day: Date) -> Option<usize> {
        let holds = |t: &Tenure| t.country == Some(country) && role_matches(t.role, role) && t.covers(day);
        let mut holders =
            self.knowledge.people.iter().enumerate().filter(|(_, person)| person.tenures.iter().any(holds));
        let (first, _) = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// The holder of an office on a day that is of no state: "Secretary General of NATO".
    pub fn holder_in_body(&self, role: &str, day: Date) -> Option<usize> {
        let holds = |t: &Tenure| t.country.is_none() && t.role.eq_ignore_ascii_case(role) && t.covers(day);
        self.knowledge.people.iter().position(|person| person.tenures.iter().any(holds))
    }

    /// The gender that a given name shows.
    pub fn gender_of(&self, given: &str) -> Option<Gender> {
        self.genders.get(given).copied().flatten()
    }

    /// Whether part of a name is known as a given name.
    pub fn is_given(&self, part: &str) -> bool {
        self.genders.contains_key(part)
    }
}

/// Whether an office that a document words so is the one that the knowledge has.
fn role_matches(known: &str, stated: &str) -> bool {
    known.eq_ignore_ascii_case(stated)
        || stated == "Minister" && known.ends_with(" Minister") && known != "Prime Minister"
        || stated == "Chairperson" && known.starts_with("Chair")
        || matches!(
            (known, stated),
            ("Secretary of State" | "Foreign Secretary", "Foreign Minister")
                | ("Foreign Minister", "Secretary of State" | "Foreign Secretary")
                | ("Prime Minister" | "Chancellor", "Head of Government")
                | ("President", "Head of State")
                | (
                    "Secretary of State" | "Foreign Secretary" | "Defence Minister" | "Finance Minister",
                    "Secretary"
                )
                | (
                    "White House Press Secretary",
                    "Press Secretary" | "Spokesperson" | "White House Spokesperson"
                )
                | ("Kremlin Spokesperson", "Spokesperson")
        )
}

/// The parts of a name made alike: spellings that differ in transcription only give
/// the same parts, and initials, articles and "Jr." are left out.
pub fn name_parts(name: &str) -> Vec<String> {
    let words = name.split([' ', '-', '‑']).filter(|word| !word.is_empty());
    let parts: Vec<String> = words.map(part).collect();
    let full = parts.len() > 1;
    let kept = |i: usize, part: &str| {
        !full
            || !(part.len() <= 1
                || matches!(part, "al" | "el" | "as" | "jr" | "sr" | "ii" | "iii")
                || i > 0 && part.len() == 2 && part.ends_with('.'))
    };
    parts.iter().enumerate().filter(|(i, part)| kept(*i, part)).map(|(_, part)| part.clone()).collect()
}

/// A word of a name without what transcriptions differ in.
fn part(word: &str) -> String {
    let folded = fold(word);
    let plain = folded.trim_end_matches(['.', ',', '\'']);
    let mut part = String::with_capacity(plain.len());
    for c in plain.chars() {
        let doubled = part.ends_with(c);
        let y = matches!(c, 'a' | 'u' | 'o') && part.len() > 1 && part.ends_with('i');
        if y {
            part.pop();
            part.push('y');
        }
        if !doubled && c != '\'' {
            part.push(c);
        }
    }
    let stem = part.trim_end_matches(['i', 'y']);
    if stem.len() < part.len() && stem.len() > 1 {
        return format!("{stem}y");
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(left: &str, right: &str) {
        assert_eq!(name_parts(left), name_parts(right), "{left}, {right}");
    }

    #[test]
    fn transcriptions_are_one_name() {
        same("Volodymyr Zelenskyy", "Volodymyr Zelenskiy");
        same("Sergei Lavrov", "Sergey V. Lavrov");
        same("Mykhailo Podoliak", "Mykhailo Podolyak");
        same("Bashar al-Assad", "Bashar Assad");
        same("Vassily Nebenzia", "Vasily Nebenzya");
        assert_ne!(name_parts("Lavrov"), name_parts("Lavrova"));
    }

    #[test]
    fn a_common_last_name_needs_the_office() {
        let people = KnownPeople::new(Knowledge::get());
        let monday = jiff::civil::date(2022, 3, 7);
        let day = Some(monday);
        let name = |i: Option<usize>| i.map(|i| Knowledge::get().people[i].name);
        assert_eq!(name(people.surnamed(&part("Johnson"), None, day)), None);
        let office = Some(("Prime Minister", Some("GBR")));
        assert_eq!(name(people.surnamed(&part("Johnson"), office, day)), Some("Boris Johnson"));
        assert_eq!(name(people.surnamed(&part("Zelenskiy"), None, day)), Some("Volodymyr Zelensky"));
        assert_eq!(name(people.holder("Chancellor", "DEU", monday)), Some("Olaf Scholz"));
    }
}
