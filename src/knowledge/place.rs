//! Cities, regions, waters and parts of the world.

use super::form::Form;
use super::table::{File, KnowledgeError, Row};

/// A place that is no state's capital.
#[derive(Debug, Clone)]
pub struct Place {
    /// The name that records print.
    pub name: &'static str,
    /// ISO 3166-1 alpha-3 of the state that it is in; `None` where it is in several.
    pub country: Option<&'static str>,
    /// `city`, `region`, `water`, `landmark`, `continent`, `bloc` or `base`.
    pub kind: &'static str,
    /// Every spelling, the name among them.
    pub forms: Vec<Form>,
}

/// The cities of a file that lists only their names, each weak.
pub(super) fn parse_cities(file: File) -> Result<Vec<Place>, KnowledgeError> {
    let mut cities = Vec::new();
    for row in file.rows::<2>()? {
        let country = row.code(0)?;
        cities.extend(row.list(1).map(|name| Place {
            name,
            country,
            kind: "city",
            forms: vec![Form { text: name, weak: true }],
        }));
    }
    Ok(cities)
}

pub(super) fn parse(file: File) -> Result<Vec<Place>, KnowledgeError> {
    let rows = file.rows::<4>()?;
    let place = |row: &Row<'static, 4>| {
        Ok(Place {
            name: row.columns[0],
            country: row.code(1)?,
            kind: row.columns[2],
            forms: Form::with_name(row.columns[0], row.list(3)),
        })
    };
    rows.iter().map(place).collect()
}
