#!/usr/bin/env python3
"""What `archive.py` printed, as `archive.md` with a plot.

usage: curves.py PRINTED OUT NOTE

PRINTED is a file with what it printed, OUT the folder for `archive.md` and `archive.svg`,
NOTE a sentence that says how it was run.
"""
import pathlib, sys

from suite import machine

# Columns of the printed table with how each plot calls them.
PLOTS = {
    "Import: milliseconds of the processor a document": {2: "into this ledger", 3: "into an empty one"},
    "Size: kB a document": {5: "the file"},
    "check: milliseconds a document": {6: "the whole ledger"},
    "A digest of one week: seconds": {7: "from the ledger"},
}
CHECK = 6


def plot(rows, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "archive", "svg.fonttype": "none"})
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, 2, figsize=(11, 7))
    sizes = [row[0] for row in rows]
    for axis, (title, lines) in zip(axes.flat, PLOTS.items()):
        for column, name in lines.items():
            values = [1000 * row[column] / row[0] if column == CHECK else row[column] for row in rows]
            axis.plot(sizes, values, marker="o", label=name)
        axis.set(title=title, xlabel="documents", xscale="log")
        axis.set_ylim(0, 1.15 * axis.get_ylim()[1])
        axis.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main(printed, out, note):
    head, *lines = pathlib.Path(printed).read_text(encoding="utf-8").splitlines()
    names = [name.strip() for name in head.split("  ") if name.strip()]
    rows = [list(map(float, line.split())) for line in lines]
    out = pathlib.Path(out)
    shown = lambda row: "| " + " | ".join(f"{value:g}" for value in row) + " |"
    text = ["# An archive into one ledger", "", f"By `just bench-archive`: {machine()}. {note}", "",
            "The twelve weeks of the presidencies, fast reader, again and again under other addresses and dates. Milliseconds are of the "
            "processor, of the same documents one after the other; the percentage is the pace into this ledger beside that into an empty one.",
            "", "![Curves](archive.svg)", "", "| " + " | ".join(names) + " |", "|---" * len(names) + "|", *map(shown, rows)]
    (out / "archive.md").write_text("\n".join(text) + "\n", encoding="utf-8")
    plot(rows, out / "archive.svg")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
