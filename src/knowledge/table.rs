//! Tables of tab-separated columns: how most knowledge is kept.

/// What is wrong with a knowledge file, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("knowledge/{file}, line {line}: {problem}")]
pub struct KnowledgeError {
    pub file: &'static str,
    /// From 1.
    pub line: usize,
    pub problem: String,
}

/// A knowledge file: its name under `knowledge/` and its text.
#[derive(Debug, Clone, Copy)]
pub struct File {
    pub name: &'static str,
    pub text: &'static str,
}

/// One line of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a, const N: usize> {
    pub file: &'static str,
    pub line: usize,
    pub columns: [&'a str; N],
}

impl File {
    /// The lines of a table with `N` columns, comments and empty lines left out.
    ///
    /// # Errors
    /// Where a line has more or fewer columns.
    pub fn rows<const N: usize>(self) -> Result<Vec<Row<'static, N>>, KnowledgeError> {
        let lines = self.text.lines().enumerate();
        let kept = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        kept.map(|(i, line)| self.row(i + 1, line)).collect()
    }

    fn row<const N: usize>(self, line: usize, text: &'static str) -> Result<Row<'static, N>, KnowledgeError> {
        let columns: Vec<&str> = text.split('\t').collect();
        let count = columns.len();
        let columns = columns.try_into().map_err(|_| KnowledgeError {
            file: self.name,
            line,
            problem: format!("{count} columns where {N} are due; part them by one tab each, \"-\" for none"),
        })?;
        Ok(Row { file: self.name, line, columns })
    }
}

impl<'a, const N: usize> Row<'a, N> {
    /// A column; `None` where it holds "-".
    pub fn optional(&self, column: usize) -> Option<&'a str> {
        Some(self.columns[column]).filter(|&text| text != "-")
    }

    /// The parts of a column that lists several.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a, N> {
        self.optional(column).into_iter().flat_map(|text| text.split('|'))
    }

    /// An error about this line.
    pub fn error(&self, problem: impl Into<String>) -> KnowledgeError {
        KnowledgeError { file: self.file, line: self.line, problem: problem.into() }
    }

    /// A country's code, checked for its shape; `None` for "-".
    pub fn code(&self, column: usize) -> Result<Option<&'a str>, KnowledgeError> {
        match self.optional(column) {
            Some(code) if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) => {
                Err(self.error(format!("\"{code}\" is no ISO 3166-1 alpha-3 code such as POL")))
            }
            code => Ok(code),
        }
    }

    /// A gender; `None` for "-".
    pub fn gender(&self, column: usize) -> Result<Option<Gender>, KnowledgeError> {
        match self.columns[column] {
            "m" => Ok(Some(Gender::Male)),
            "f" => Ok(Some(Gender::Female)),
            "-" => Ok(None),
            other => Err(self.error(format!("gender \"{other}\"; write m, f or -"))),
        }
    }
}

/// Which pronoun speaks of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    Male,
    Female,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_missing_column_is_named() {
        let file = File { name: "x.tsv", text: "# head\na\tb\n\na\n" };
        let error = file.rows::<2>().unwrap_err();
        assert_eq!((error.file, error.line), ("x.tsv", 4));
        assert!(error.to_string().contains("1 columns where 2 are due"), "{error}");
    }

    #[test]
    fn columns_list_and_lack() {
        let file = File { name: "x.tsv", text: "a|b\t-" };
        let rows = file.rows::<2>().unwrap();
        assert_eq!(rows[0].list(0).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(rows[0].list(1).count(), 0);
        assert_eq!(rows[0].optional(1), None);
        assert!(rows[0].gender(0).is_err());
        assert!(rows[0].code(0).is_err());
    }
}
