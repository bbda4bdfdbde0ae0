//! Sparse vectors: a document's or a story's weights of terms.

/// Weights by the number of a term, in the order of the numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// A vector of length one in this direction; of length zero where all weights are.
    pub fn unit(mut weights: Vec<(u32, f32)>) -> Self {
        weights.retain(|(_, weight)| *weight > 0.0);
        weights.sort_unstable_by_key(|(term, _)| *term);
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        weights.shrink_to_fit();
        Self(weights)
    }

    /// Its terms and their weights.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.0.iter().copied()
    }

    /// The inner product. Takes time in the shorter of the two, but for a logarithm.
    pub fn dot(&self, other: &Self) -> f64 {
        let (short, long) =
            if self.0.len() <= other.0.len() { (&self.0, &other.0) } else { (&other.0, &self.0) };
        let (mut rest, mut sum) = (long.as_slice(), 0.0);
        for &(term, weight) in short {
            rest = &rest[gallop(rest, term)..];
            match rest.first() {
                Some(&(found, other)) if found == term => sum += f64::from(weight) * f64::from(other),
                Some(_) => {}
                None => break,
            }
        }
        sum
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.iter().copied().peekable(), other.0.iter().copied().peekable());
        while let (Some(&(x, weight)), Some(&(y, more))) = (a.peek(), b.peek()) {
            sum.push(match x.cmp(&y) {
                std::cmp::Ordering::Less => (x, weight),
                std::cmp::Ordering::Greater => (y, more),
                std::cmp::Ordering::Equal => (x, weight + more),
            });
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        sum.extend(a);
        sum.extend(b);
        self.0 = sum;
    }
}

/// How many of the first entries stand before a term: steps that double, then a search
/// within the last one.
fn gallop(entries: &[(u32, f32)], term: u32) -> usize {
    let mut step = 1;
    while step < entries.len() && entries[step - 1].0 < term {
        step *= 2;
    }
    let from = step / 2;
    let to = step.min(entries.len());
    from + entries[from..to].partition_point(|(found, _)| *found < term)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(weights: &[(u32, f32)]) -> Vector {
        Vector(weights.to_vec())
    }

    #[test]
    fn products_take_the_common_terms() {
        let long: Vec<(u32, f32)> = (0..1000).map(|i| (i * 2, 1.0)).collect();
        for (short, expected) in [
            (vec![(0, 2.0)], 2.0),
            (vec![(1, 2.0)], 0.0),
            (vec![(2, 1.0), (3, 1.0), (500, 1.0), (1998, 1.0), (1999, 1.0)], 3.0),
            (vec![], 0.0),
        ] {
            assert_eq!(vector(&short).dot(&vector(&long)), expected, "{short:?}");
            assert_eq!(vector(&long).dot(&vector(&short)), expected, "{short:?}");
        }
    }

    #[test]
    fn a_sum_has_the_terms_of_both() {
        let mut sum = vector(&[(1, 1.0), (3, 1.0)]);
        sum.add(&vector(&[(0, 1.0), (3, 2.0), (9, 1.0)]));
        assert_eq!(sum, vector(&[(0, 1.0), (1, 1.0), (3, 3.0), (9, 1.0)]));
    }

    #[test]
    fn a_unit_has_length_one_or_none() {
        let unit = Vector::unit(vec![(4, 3.0), (2, 4.0), (7, 0.0)]);
        assert!((unit.dot(&unit) - 1.0).abs() < 1e-6);
        assert_eq!(Vector::unit(Vec::new()), Vector::default());
    }
}
