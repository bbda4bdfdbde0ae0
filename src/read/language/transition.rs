//! Arc-hybrid transitions (Kuhlmann et al. 2011): what the parser can do to a
//! half-built tree.

use crate::read::syntax::Rel;

/// One step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// Puts the next word on the stack.
    Shift,
    /// The next word takes the top of the stack as its dependent.
    Left,
    /// The second of the stack takes the top as its dependent.
    Right,
}

impl Move {
    /// All of them, in the order of their weights.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// An arc that a move would make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The number of words where it is the root.
    pub head: usize,
    pub dependent: usize,
}

/// A half-built tree. Words are numbered from 0; `words` itself stands for the root
/// above the tree and lies at the bottom of the stack.
#[derive(Debug, Clone)]
pub struct State {
    words: usize,
    stack: Vec<usize>,
    next: usize,
    nodes: Vec<Node>,
}

/// What is known of a word so far.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    head: Option<usize>,
    rel: Option<Rel>,
    /// Outermost first.
    left: [Option<usize>; 2],
    right: [Option<usize>; 2],
    lefts: u8,
    rights: u8,
    left_rels: u64,
    right_rels: u64,
}

impl State {
    /// No arc yet, all words to come.
    pub fn new(words: usize) -> Self {
        Self { words, stack: vec![words], next: 0, nodes: vec![Node::default(); words + 1] }
    }

    /// Whether the tree is done.
    pub fn is_final(&self) -> bool {
        self.next == self.words && self.stack.len() == 1
    }

    /// Whether the move may be made: the root takes one word only, as the last step.
    pub fn allows(&self, step: Move) -> bool {
        let last = self.next == self.words;
        match step {
            Move::Shift => !last,
            Move::Left => !last && self.stack.len() > 1,
            Move::Right => self.stack.len() > if last { 1 } else { 2 },
        }
    }

    /// The arc that an allowed move makes; `None` for a shift.
    pub fn arc(&self, step: Move) -> Option<Arc> {
        let dependent = self.stack(0)?;
        match step {
            Move::Shift => None,
            Move::Left => Some(Arc { head: self.next, dependent }),
            Move::Right => Some(Arc { head: self.stack(1)?, dependent }),
        }
    }

    /// Whether an arc hangs a word on the root.
    pub fn is_root(&self, arc: Arc) -> bool {
        arc.head == self.words
    }

    /// Puts the next word on the stack.
    pub fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Makes the arc of an allowed move.
    pub fn hang(&mut self, arc: Arc, rel: Rel) {
        self.stack.pop();
        self.attach(arc.head, arc.dependent, rel);
    }

    fn attach(&mut self, head: usize, dependent: usize, rel: Rel) {
        let node = &mut self.nodes[head];
        let bit = 1u64 << (rel as u64 % 64);
        // The root stands after all words by its number but before them in the tree.
        if dependent < head && head < self.words {
            node.left = [Some(dependent), node.left[0]];
            node.lefts = node.lefts.saturating_add(1);
            node.left_rels |= bit;
        } else {
            node.right = [Some(dependent), node.right[0]];
            node.rights = node.rights.saturating_add(1);
            node.right_rels |= bit;
        }
        self.nodes[dependent].head = Some(head);
        self.nodes[dependent].rel = Some(rel);
    }

    /// The word that lies `deep` under the top of the stack, root included.
    pub fn stack(&self, deep: usize) -> Option<usize> {
        self.stack.len().checked_sub(deep + 1).map(|i| self.stack[i])
    }

    /// All of the stack, root first.
    pub fn whole_stack(&self) -> &[usize] {
        &self.stack
    }

    /// The word `ahead` of the next one.
    pub fn buffer(&self, ahead: usize) -> Option<usize> {
        Some(self.next + ahead).filter(|&word| word < self.words)
    }

    /// The two outermost dependents on the left, the outermost first.
    pub fn left(&self, word: usize) -> [Option<usize>; 2] {
        self.nodes[word].left
    }

    /// The two outermost dependents on the right, the outermost first.
    pub fn right(&self, word: usize) -> [Option<usize>; 2] {
        self.nodes[word].right
    }

    /// How many dependents a word has on its left and its right.
    pub fn valency(&self, word: usize) -> (u8, u8) {
        (self.nodes[word].lefts, self.nodes[word].rights)
    }

    /// The relations of the dependents on the left and the right, as sets of bits.
    pub fn rels(&self, word: usize) -> (u64, u64) {
        (self.nodes[word].left_rels, self.nodes[word].right_rels)
    }

    /// The relation that a word hangs by, once it does.
    pub fn rel(&self, word: usize) -> Option<Rel> {
        self.nodes[word].rel
    }

    /// The head and the relation of each word.
    pub fn arcs(&self) -> Vec<(Option<usize>, Rel)> {
        let arc = |node: &Node| (node.head.filter(|&head| head < self.words), node.rel.unwrap_or(Rel::Dep));
        self.nodes[..self.words].iter().map(arc).collect()
    }
}
