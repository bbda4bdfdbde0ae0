//! What the program knows: the plain files under `knowledge/`, parsed and checked.
//! They are part of the binary; nothing is read at run time.

mod country;
mod form;
mod office;
mod organisation;
mod person;
mod phrase;
mod place;
mod plover;
mod table;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use country::Country;
pub use form::Form;
pub use office::{Honorific, Office, Rank, Scope};
pub use organisation::{Organisation, People, Sort, StateBody};
pub use person::{Given, Person, Tenure};
pub use phrase::{Part, Phrase};
pub use place::Place;
pub use plover::{Plover, Sector};
pub use table::{File, Gender, KnowledgeError, Row};

macro_rules! file {
    ($name:literal) => {
        File { name: $name, text: include_str!(concat!("../../knowledge/", $name)) }
    };
}

/// Names of the world: states, bodies, offices, outlets, places, people.
#[derive(Debug)]
pub struct Knowledge {
    pub countries: Vec<Country>,
    /// Organisations, outlets and seats of government.
    pub organisations: Vec<Organisation>,
    pub bodies: Vec<StateBody>,
    pub offices: Vec<Office>,
    pub honorifics: Vec<Honorific>,
    pub places: Vec<Place>,
    pub people: Vec<Person>,
    pub given: Vec<Given>,
    pub phrases: Vec<Phrase>,
    /// Words that leave open who holds the office beside them; they are in no other list.
    pub open: FxHashSet<&'static str>,
    pub peoples: Vec<People>,
    by_code: FxHashMap<&'static str, usize>,
}

impl Knowledge {
    /// The knowledge that is part of the binary, parsed once.
    ///
    /// # Panics
    /// If an embedded file is ill-formed, which the tests rule out.
    pub fn get() -> &'static Self {
        static KNOWLEDGE: LazyLock<Knowledge> =
            LazyLock::new(|| Knowledge::parse().unwrap_or_else(|error| panic!("{error}")));
        &KNOWLEDGE
    }

    fn parse() -> Result<Self, KnowledgeError> {
        let countries = country::parse(file!("countries.tsv"))?;
        let mut organisations = organisation::parse(file!("organisations.tsv"), Sort::Body)?;
        organisations.extend(organisation::parse(file!("outlets.tsv"), Sort::Outlet)?);
        organisations.extend(organisation::parse(file!("seats.tsv"), Sort::Seat)?);
        let mut places = place::parse(file!("places.tsv"))?;
        places.extend(place::parse_cities(file!("cities.tsv"))?);
        let phrases = phrase::parse(file!("phrases.tsv"))?;
        let (open, phrases): (Vec<_>, Vec<_>) =
            phrases.into_iter().partition(|phrase| phrase.part == Part::Open);
        let by_code = countries.iter().enumerate().map(|(i, country)| (country.code, i)).collect();
        Ok(Self {
            organisations,
            bodies: organisation::parse_bodies(file!("bodies.tsv"))?,
            offices: office::parse(file!("offices.tsv"))?,
            honorifics: office::parse_honorifics(file!("honorifics.tsv"))?,
            places,
            people: person::parse(file!("people.tsv"))?,
            given: person::parse_given(file!("given.tsv"))?,
            peoples: organisation::parse_peoples(file!("peoples.tsv"))?,
            open: open.iter().map(|phrase| phrase.text).collect(),
            phrases,
            countries,
            by_code,
        })
    }

    /// The country of an ISO 3166-1 alpha-3 code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.by_code.get(code).map(|&i| &self.countries[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_well_formed() {
        let knowledge = Knowledge::parse().unwrap();
        assert!(knowledge.countries.len() > 195);
        assert_eq!(knowledge.country("TUR").map(Country::adjective), Some("Turkish"));
    }

    #[test]
    fn codes_are_known_and_not_repeated() {
        let knowledge = Knowledge::get();
        assert_eq!(knowledge.by_code.len(), knowledge.countries.len());
        let organisations = knowledge.organisations.iter().filter_map(|o| o.country);
        let places = knowledge.places.iter().filter_map(|p| p.country);
        let tenures = knowledge.people.iter().flat_map(|p| &p.tenures).filter_map(|t| t.country);
        for code in organisations.chain(places).chain(tenures) {
            assert!(knowledge.country(code).is_some(), "{code} is not in countries.tsv");
        }
    }

    #[test]
    fn one_holds_a_states_main_office_at_a_time() {
        let knowledge = Knowledge::get();
        let mut held: Vec<(&str, &str, &str, &Tenure)> = Vec::new();
        for person in &knowledge.people {
            for tenure in &person.tenures {
                if let (Some(country), "President" | "Prime Minister" | "Chancellor" | "Secretary of State") =
                    (tenure.country, tenure.role)
                {
                    held.push((country, tenure.role, person.name, tenure));
                }
            }
        }
        for (i, (country, role, name, tenure)) in held.iter().enumerate() {
            for (other_country, other_role, other, later) in &held[i + 1..] {
                let same = country == other_country && role == other_role;
                let inside = same && tenure.from < later.from && tenure.to.is_none_or(|to| later.from < to);
                assert!(!inside, "{name} and {other} both {role} of {country}");
            }
        }
    }
}
