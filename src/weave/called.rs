//! Whom words may name, among the names that documents have.

use super::{PersonName, spelling};
use crate::knowledge::Knowledge;

/// A name as documents have it.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    pub name: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    pub is_person: bool,
}

/// Those whom the words may name, each as the indices of all names that they go by, in the
/// order of `names`. A whole name goes before a surname, the surname before any other part
/// of a name; a surname that the knowledge gives to one person alone names that one.
pub fn called(words: &str, names: &[Name]) -> Vec<Vec<usize>> {
    let wanted = parts(words.strip_prefix("the ").unwrap_or(words));
    if wanted.is_empty() {
        return Vec::new();
    }
    let taken: Vec<(Option<PersonName>, Vec<String>)> = names
        .iter()
        .map(|one| {
            let person = one.is_person.then(|| PersonName::new(one.name, one.country)).flatten();
            (person, parts(one.name))
        })
        .collect();
    let whole = |i: usize| taken[i].1 == wanted && (wanted.len() > 1 || taken[i].0.is_none());
    let known = known(words);
    let as_known = |i: usize| known.is_some_and(|known| names[i].name == known);
    let surname = wanted.concat();
    let by_surname = |i: usize| taken[i].0.as_ref().is_some_and(|person| person.surname() == surname);
    let by_part = |i: usize| wanted.iter().all(|part| taken[i].1.contains(part));
    let ways: [&dyn Fn(usize) -> bool; 4] = [&as_known, &whole, &by_surname, &by_part];
    let found = ways.iter().map(|way| (0..names.len()).filter(|&i| way(i)).collect::<Vec<_>>());
    let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    together(&found, &taken.into_iter().map(|(person, _)| person).collect::<Vec<_>>())
}

/// Short names a word of which begins as one of these words does, at most ten, in the order
/// of `names`.
pub fn near<'a>(words: &str, names: &[Name<'a>]) -> Vec<&'a str> {
    const BEGINNING: usize = 3;
    const SHORT: usize = 3;
    let beginning = |part: String| -> Option<String> {
        (part.chars().count() >= BEGINNING).then(|| part.chars().take(BEGINNING).collect())
    };
    let wanted: Vec<String> = parts(words).into_iter().filter_map(beginning).collect();
    let is_near = |name: &str| {
        parts(name).iter().any(|part| wanted.iter().any(|wanted| part.starts_with(wanted.as_str())))
    };
    let is_short = |name: &str| name.split(' ').count() <= SHORT;
    names.iter().map(|one| one.name).filter(|name| is_short(name) && is_near(name)).take(10).collect()
}

/// The one person whom the knowledge knows by these words.
fn known(words: &str) -> Option<&'static str> {
    let wanted = parts(words);
    let mut bearers = Knowledge::get().people.iter().filter(|person| {
        person.forms.iter().any(|form| !form.weak && parts(form.text) == wanted)
            || parts(person.name) == wanted
    });
    bearers.next().filter(|_| bearers.next().is_none()).map(|person| person.name)
}

/// The words of a name, each in its one spelling.
fn parts(name: &str) -> Vec<String> {
    name.split_whitespace().map(spelling).filter(|part| !part.is_empty()).collect()
}

/// Puts the names of one person together, those found and those that fit them. A surname
/// alone belongs to a fuller name where it fits one person only.
fn together(found: &[usize], people: &[Option<PersonName>]) -> Vec<Vec<usize>> {
    let full = |i: usize| people[i].as_ref().is_some_and(PersonName::is_full);
    let fit = |i: usize, j: usize| match (&people[i], &people[j]) {
        (Some(a), Some(b)) => a.fits(b),
        _ => false,
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &i in found.iter().filter(|&&i| people[i].is_none() || full(i)) {
        match groups.iter_mut().find(|group| group.iter().all(|&j| fit(i, j))) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    // Full names first, so that a surname sees all that it may be short for.
    let (fuller, shorter): (Vec<usize>, Vec<usize>) =
        (0..people.len()).filter(|&i| people[i].is_some()).partition(|&i| full(i));
    for &i in fuller.iter().chain(&shorter) {
        if groups.iter().any(|group| group.contains(&i)) {
            continue;
        }
        let is_of = |group: &[usize]| {
            let all = group.iter().all(|&j| fit(i, j));
            all && (full(i) || fuller.iter().all(|j| !fit(i, *j) || group.contains(j)))
        };
        match groups.iter().position(|group| is_of(group)) {
            Some(group) => groups[group].push(i),
            None if found.contains(&i) && !fuller.iter().any(|&j| fit(i, j)) => groups.push(vec![i]),
            None => {}
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, Option<&str>, bool); 9] = [
        ("Ann Alder", Some("USA"), true),
        ("Alder", Some("USA"), true),
        ("Anne Alder", Some("USA"), true),
        ("Zoltan Alder", Some("USA"), true),
        ("Boris Birkii", Some("UKR"), true),
        ("Boris Birkiy", Some("UKR"), true),
        ("Birky", None, true),
        ("Alder Institute", Some("USA"), false),
        ("Kremlin", Some("RUS"), false),
    ];

    #[track_caller]
    fn check(words: &str, expected: &[&[&str]]) {
        let names = NAMES.map(|(name, country, is_person)| Name { name, country, is_person });
        let got: Vec<Vec<&str>> = called(words, &names)
            .into_iter()
            .map(|one| one.into_iter().map(|i| NAMES[i].0).collect())
            .collect();
        assert_eq!(got, expected, "{words}");
    }

    #[test]
    fn a_name_goes_by_all_its_forms() {
        check("Boris Birkyi", &[&["Boris Birkii", "Boris Birkiy", "Birky"]]);
        check("birky", &[&["Boris Birkii", "Boris Birkiy", "Birky"]]);
        check("the Kremlin", &[&["Kremlin"]]);
    }

    #[test]
    fn a_surname_of_several_names_each() {
        check("Alder", &[&["Ann Alder", "Anne Alder"], &["Zoltan Alder"]]);
        check("Ann Alder", &[&["Ann Alder", "Anne Alder"]]);
        check("Institute", &[&["Alder Institute"]]);
        check("Cedar", &[]);
        check("—", &[]);
        let names = NAMES.map(|(name, country, is_person)| Name { name, country, is_person });
        assert_eq!(near("Borys Oak", &names), ["Boris Birkii", "Boris Birkiy"]);
        assert!(near("of", &names).is_empty());
    }
}
