//! A part of the network: one ONNX graph with its inputs and outputs by name.

use std::sync::Arc;

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

/// A pool of one thread for each thread that reads: documents are read side by side,
/// and no sum depends on how many threads there are.
fn own_thread() -> Arc<ThreadPool> {
    thread_local! {
        static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
    }
    POOL.with(Arc::clone)
}
