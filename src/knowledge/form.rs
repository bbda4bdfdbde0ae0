//! One spelling of a name.

/// A spelling, and whether it proves the name on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    pub text: &'static str,
    /// Also an ordinary word or another's name ("Post", "Quad"): it counts only
    /// where the document bears it out.
    pub weak: bool,
}

impl Form {
    /// A spelling as files write it: "~" marks a weak one, and a leading "The" is
    /// understood.
    pub fn parse(written: &'static str) -> Self {
        let (text, weak) = match written.strip_prefix('~') {
            Some(text) => (text, true),
            None => (written, false),
        };
        Self { text: text.strip_prefix("The ").unwrap_or(text), weak }
    }

    /// A name and its other forms; the name is weak where the forms list it so.
    pub fn with_name(name: &'static str, others: impl Iterator<Item = &'static str>) -> Vec<Self> {
        let mut forms: Vec<Self> = others.map(Self::parse).collect();
        let name = Self::parse(name);
        if !forms.iter().any(|form| form.text == name.text) {
            forms.insert(0, name);
        }
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_name_stays_weak() {
        let forms = Form::with_name("The Post", ["WP", "~Post"].into_iter());
        assert_eq!(forms.len(), 2);
        assert!(forms.contains(&Form { text: "Post", weak: true }));
        assert!(forms.contains(&Form { text: "WP", weak: false }));
    }
}
