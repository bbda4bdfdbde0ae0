#!/usr/bin/env python3
"""Web pages to articles with Python's trafilatura, for comparison.

usage: pages.py FOLDER

Takes article and metadata from every .html.gz of the folder, unpacked before, without
comments, three times, and prints pages a second of the fastest round on one core.
`just score-pages` installs trafilatura into target/pages and runs this beside ours.
"""
import gzip, os, pathlib, sys, time

ROUNDS = 3


def main(folder):
    files = sorted(pathlib.Path(folder).glob("*.html.gz"))
    if not files:
        sys.exit(f"no .html.gz files in {folder}")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import trafilatura

    pages = [gzip.decompress(file.read_bytes()) for file in files]
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for page in pages:
            trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        best = min(best, time.perf_counter() - start)
    print(f"trafilatura {trafilatura.__version__}: {len(pages) / best:.1f} pages/s")


if __name__ == "__main__":
    main(*sys.argv[1:])
