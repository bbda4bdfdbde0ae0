//! Arc-hybrid transitions (Kuhlmann et al. 2011): what the parser can do to a
//! half-built tree.

use crate::read::syntax::Rel;

/// One step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Puts the next word on the stack.
    Shift,
    /// The next word takes the top of the stack as its dependent.
    Left(Rel),
    /// The second of the stack takes the top as its dependent.
    Right(Rel),
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

    /// Whether the action may be taken: the root takes one word only, as the last
    /// step, and `root` is the relation of that step and no other.
    pub fn allows(&self, action: Action) -> bool {
        let last = self.next == self.words;
        match action {
            Action::Shift => !last,
            Action::Left(rel) => !last && self.stack.len() > 1 && rel != Rel::Root,
            Action::Right(rel) if self.stack.len() == 2 => last && rel == Rel::Root,
            Action::Right(rel) => self.stack.len() > 2 && rel != Rel::Root,
        }
    }

    /// Takes an allowed action.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(rel) => {
                if let Some(dependent) = self.stack.pop() {
                    self.attach(self.next, dependent, rel);
                }
            }
            Action::Right(rel) => {
                if let (Some(dependent), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.attach(head, dependent, rel);
                }
            }
        }
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
