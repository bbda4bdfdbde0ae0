"""The same graph in fewer and cheaper steps: `python fuse.py GRAPH.onnx ...` rewrites exported files.

Where a processor has one core, what is done to each number between two products counts as
much as the products. `export.pack` does this to every graph that it writes:

- products of one input with several tables of weights become one product, split afterwards;
- queries, keys and values are cut and laid out by shapes that are constants;
- a softmax before a product becomes exp, the product, and a division by the sum of the exps,
  which is the same and passes over the weights of attention half as often.
"""

import sys

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.helper import make_node

# Scores of attention are held within it, so that no sum of 320 exps leaves the floats.
WIDEST = 80.0


class Graph:
    """A graph with its nodes by what they make and use."""

    def __init__(self, graph):
        self.graph = graph
        self.tables = {table.name: table for table in graph.initializer}

    def maker(self, name):
        return next((node for node in self.graph.node if name in node.output), None)

    def users(self, name):
        return [node for node in self.graph.node if name in node.input]

    def table(self, name):
        """A constant by name, or None."""
        if name in self.tables:
            return numpy_helper.to_array(self.tables[name])
        node = self.maker(name)
        return numpy_helper.to_array(node.attribute[0].t) if node is not None and node.op_type == "Constant" else None

    def constant(self, node):
        """The constant that goes into a node."""
        return next(table for table in map(self.table, node.input) if table is not None)

    def add_table(self, name, values):
        if name not in self.tables:
            self.tables[name] = numpy_helper.from_array(np.array(values, order="C"), name)
            self.graph.initializer.append(self.tables[name])
        return name

    def put(self, node, new):
        """Puts nodes in the place of one."""
        at = list(self.graph.node).index(node)
        self.graph.node.remove(node)
        for offset, one in enumerate(new):
            self.graph.node.insert(at + offset, one)

    def sweep(self):
        """Removes what nothing needs."""
        while True:
            used = {name for node in self.graph.node for name in node.input} | {o.name for o in self.graph.output}
            dead = [node for node in self.graph.node if not used.intersection(node.output)]
            if not dead:
                break
            for node in dead:
                self.graph.node.remove(node)
        for table in [table for table in self.graph.initializer if table.name not in used]:
            self.graph.initializer.remove(table)


def biased(graph, product):
    """A product of bytes with what follows it: (node of the scales, node of the bias), or None."""
    (cast,) = graph.users(product.output[0])
    (scaled,) = graph.users(cast.output[0])
    (added,) = graph.users(scaled.output[0])
    scales = graph.maker(next(name for name in scaled.input if name != cast.output[0]))
    has_bias = added.op_type == "Add" and any(name in graph.tables for name in added.input)
    return (scales, added) if has_bias else None


def join_products(graph):
    products = [node for node in graph.graph.node if node.op_type == "MatMulInteger"]
    for source in dict.fromkeys(node.input[0] for node in products):
        group = [(node, biased(graph, node)) for node in products if node.input[0] == source]
        group = [(node, *after) for node, after in group if after]
        if len(group) < 2:
            continue
        together = lambda tables: np.concatenate([np.atleast_1d(table) for table in tables], axis=-1)
        add = lambda part, values: graph.add_table(f"{source}/joined/{part}", values)
        first, scales, _ = group[0]
        biases = [graph.constant(added) for _, _, added in group]
        weights = add("weights", together(graph.table(node.input[1]) for node, _, _ in group))
        zeros = add("zeros", together(graph.table(node.input[3]) for node, _, _ in group))
        scale = add("scale", together(graph.constant(scaled) for _, scaled, _ in group))
        bias, sizes = add("bias", together(biases)), add("sizes", np.array([len(one) for one in biases], np.int64))
        of_source = next(name for name in scales.input if name not in graph.tables)
        at = lambda step: f"{source}/joined/{step}"
        graph.put(scales, [make_node("Mul", [of_source, scale], [at("scales")])])
        graph.put(first, [
            make_node("MatMulInteger", [source, weights, first.input[2], zeros], [at("whole")]),
            make_node("Cast", [at("whole")], [at("float")], to=onnx.TensorProto.FLOAT),
            make_node("Mul", [at("float"), at("scales")], [at("scaled")]),
            make_node("Add", [at("scaled"), bias], [at("all")]),
            make_node("Split", [at("all"), sizes], [added.output[0] for _, _, added in group], axis=-1),
        ])
        for _, _, added in group:
            graph.graph.node.remove(added)
        graph.sweep()


def plain_heads(graph):
    """Cuts and lays out queries, keys and values by constants."""
    for layer in (f"/layers.{i}" for i in range(100)):
        whole = f"{layer}/joined/all/Add_output_0"
        cuts = [node for node in graph.users(whole) if node.op_type == "Slice"]
        if not cuts:
            break
        laid = [next(node for node in graph.users(cut.output[0]) if node.op_type == "Reshape") for cut in cuts]
        parted = [graph.maker(reshape.input[1]) for reshape in laid]
        heads = int(graph.constant(parted[0])[0])
        merged = graph.maker(f"{layer}/Reshape_9_output_0")
        merged.input[1] = graph.add_table("merged", np.array([0, 0, -1], np.int64))
        for reshape in laid:
            reshape.input[1] = graph.add_table(f"heads.{heads}", np.array([0, 0, heads, -1], np.int64))
        third = len(graph.constant(graph.maker(whole))) // 3
        sizes = graph.add_table(f"thirds.{third}", np.array([third] * 3, np.int64))
        graph.put(cuts[0], [make_node("Split", [whole, sizes], [cut.output[0] for cut in cuts], axis=-1)])
        for cut in cuts[1:]:
            graph.graph.node.remove(cut)
    graph.sweep()


def late_division(graph):
    """Divides by the sums of a softmax after the product that it goes into."""
    for softmax in [node for node in graph.graph.node if node.op_type == "Softmax"]:
        (user,) = graph.users(softmax.output[0])
        cast = user if user.op_type == "Cast" else None
        (product,) = graph.users(cast.output[0]) if cast is not None else [user]
        name = softmax.output[0]
        ends = [graph.add_table("lowest", np.float32(-WIDEST)), graph.add_table("highest", np.float32(WIDEST))]
        last = graph.add_table("last", np.array([-1], np.int64))
        graph.put(product, [
            make_node("Clip", [softmax.input[0], *ends], [f"{name}/held"]),
            make_node("Exp", [f"{name}/held"], [f"{name}/exp"]),
            make_node("ReduceSum", [f"{name}/exp", last], [f"{name}/sum"], keepdims=1),
            make_node("MatMul", [f"{name}/exp", product.input[1]], [f"{name}/seen"]),
            make_node("Div", [f"{name}/seen", f"{name}/sum"], [product.output[0]]),
        ])
    graph.sweep()


def fuse(model):
    graph = Graph(model.graph)
    join_products(graph)
    plain_heads(graph)
    late_division(graph)


def main(paths):
    for path in paths:
        model = onnx.load(path)
        fuse(model)
        onnx.checker.check_model(model)
        onnx.save(model, path)


if __name__ == "__main__":
    main(sys.argv[1:])
