//! A part of the network: one ONNX graph with its inputs and outputs by name.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

/// The parts of the network are files of the binary, and a test runs each.
const TESTED: &str = "the encoder's graphs are tested";

pub(super) struct Graph<const IN: usize, const OUT: usize> {
    model: Model,
    inputs: [NodeId; IN],
    outputs: [NodeId; OUT],
}

impl<const IN: usize, const OUT: usize> Graph<IN, OUT> {
    /// # Panics
    /// Where the file is no graph with these names.
    pub(super) fn load(file: &'static [u8], inputs: [&str; IN], outputs: [&str; OUT]) -> Self {
        let model = ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(file).expect(TESTED);
        let id = |name: &str| model.node_id(name).expect(TESTED);
        Self { inputs: inputs.map(id), outputs: outputs.map(id), model }
    }

    /// A value within the graph, by name.
    ///
    /// # Panics
    /// Where there is none of this name.
    pub(super) fn node(&self, name: &str) -> NodeId {
        self.model.node_id(name).expect(TESTED)
    }

    /// # Panics
    /// Where the inputs do not fit the graph.
    pub(super) fn run(&self, values: [ValueOrView; IN]) -> [Value; OUT] {
        self.run_to(values, self.outputs)
    }

    /// Computes these values and what they need.
    ///
    /// # Panics
    /// Where the inputs do not fit the graph.
    pub(super) fn run_to<const N: usize>(
        &self,
        values: [ValueOrView; IN],
        outputs: [NodeId; N],
    ) -> [Value; N] {
        let inputs = self.inputs.into_iter().zip(values).collect();
        let options = RunOptions::default().with_thread_pool(Some(own_thread()));
        self.model.run_n(inputs, outputs, Some(options)).expect(TESTED)
    }
}

thread_local! {
    /// A pool of one thread for each thread that reads: documents are read side by side,
    /// and no sum depends on how many threads there are.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
    /// The pool that this thread is the one of, where it is of one.
    static AROUND: RefCell<Weak<ThreadPool>> = const { RefCell::new(Weak::new()) };
}

fn own_thread() -> Arc<ThreadPool> {
    AROUND.with_borrow(Weak::upgrade).unwrap_or_else(|| POOL.with(Arc::clone))
}

/// Does what runs graphs again and again without a change of threads for each.
pub(super) fn at_one_go<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let pool = own_thread();
    let around = Arc::downgrade(&pool);
    pool.run(|| {
        AROUND.set(around);
        work()
    })
}
