#!/usr/bin/env python3
"""Whether Atom documents are valid (RFC 4287): by the schema beside this file, and what no
schema says. Prints how many entries each has.

usage: valid.py FILE...
"""
import pathlib
import sys
from html.parser import HTMLParser

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Html(HTMLParser):
    """Knows whether what is opened is closed, and whether anything could run."""

    def __init__(self):
        super().__init__()
        self.open, self.problems = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "style", "iframe") or any(name.startswith("on") for name, _ in attributes):
            self.problems.append(f"has {tag} {attributes}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"closes {tag}, which is not open")


def problems(feed):
    schema = etree.RelaxNG(etree.parse(pathlib.Path(__file__).with_name("atom.rng")))
    if not schema.validate(feed):
        yield from (str(error) for error in schema.error_log)
    root = feed.getroot()
    entries = root.findall(ATOM + "entry")
    # 4.1.1: with the same id there may be several, at different moments.
    known = [(entry.findtext(ATOM + "id"), entry.findtext(ATOM + "updated")) for entry in entries]
    if len(set(known)) < len(known):
        yield "two entries have the same id and moment"
    for element in [root, *entries]:
        links = [(one.get("rel", "alternate"), one.get("type"), one.get("hreflang")) for one in element.findall(ATOM + "link")]
        alternate = [link for link in links if link[0] == "alternate"]
        if len(set(alternate)) < len(alternate):
            yield "two alternate links of one type and language"
        # 4.1.1, 4.2.1
        if root.find(ATOM + "author") is None and element.find(ATOM + "author") is None:
            yield "nobody is the author"
        if element.tag == ATOM + "entry" and not alternate and element.find(ATOM + "content") is None:
            yield "an entry has neither content nor an alternate link"
        if not (element.findtext(ATOM + "title") or "").strip():
            yield "a title is empty"
    for content in root.iter(ATOM + "content", ATOM + "summary"):
        if content.get("type") == "html":
            html = Html()
            html.feed(content.text or "")
            html.close()
            yield from html.problems
            if html.open:
                yield f"leaves open {html.open}"


def main(paths):
    failed = False
    for path in paths:
        feed = etree.parse(path)
        found = list(problems(feed))
        for problem in found:
            print(f"{path}: {problem}", file=sys.stderr)
        failed |= bool(found)
        print(len(feed.getroot().findall(ATOM + "entry")))
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
