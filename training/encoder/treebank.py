"""Reads treebanks and names, and lays their words over units.

A word stands at the first unit that begins in it; the second word of a unit, as in
"cannot", stands there `again`.
"""

import gzip
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

import text as cutting

# In the order of the labels of `src/read/names/tagger`.
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
UNKNOWN = -1
HELD_OUT = 0.25  # of the documents of the names of EWT dev
TITLES = set("President Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Prince King Queen Sir Prime Minister Senator General "
             "Professor Captain Pope".split())


@dataclass
class Word:
    form: str
    start: int = 0
    end: int = 0
    tag: str | None = None  # UPOS and XPOS
    head: int = UNKNOWN  # index in the sentence, itself for the root
    rel: str | None = None
    name: str | None = None
    misc: str = "_"


@dataclass
class Sentence:
    id: str
    text: str
    words: list
    opens: bool = False  # a paragraph
    document: str = ""


@dataclass
class Page:
    """A document: units with, for each word, its unit and what is known of it."""

    units: object
    text: str
    sentences: list  # (first word, word after the last)
    spans: np.ndarray
    place: np.ndarray
    again: np.ndarray
    tag: np.ndarray
    head: np.ndarray
    rel: np.ndarray
    name: np.ndarray


def slurp(path):
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def place_words(text, rows):
    """Words with their places; of a token of several words each has its part where
    the parts spell the token, else the whole."""
    words, at, i = [], 0, 0
    while i < len(rows):
        row = rows[i]
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            parts, surface = rows[i + 1 : i + 2 + high - low], row[1]
            i += 2 + high - low
        else:
            parts, surface = [row], row[1]
            i += 1
        at = text.index(surface, at)
        whole = "".join(p[1] for p in parts) == surface
        start = at
        for part in parts:
            end = start + len(part[1]) if whole else at + len(surface)
            words.append(Word(part[1], start, end))
            start = end if whole else at
        at += len(surface)
    return words


def sentences(path):
    """The sentences of a CoNLL-U or IOB2 file."""
    document, out = "", []
    for block in slurp(path).split("\n\n"):
        lines = block.strip("\n").split("\n")
        notes = {k: v for k, _, v in (l[2:].partition(" = ") for l in lines if l.startswith("#"))}
        rows = [l.split("\t") for l in lines if l and not l.startswith("#")]
        rows = [r for r in rows if "." not in r[0]]
        if not rows:
            continue
        document = next((v for k, v in notes.items() if k.startswith("newdoc")), document)
        try:
            words = place_words(notes["text"], rows)
        except ValueError:
            continue  # a token that the text lacks
        opens = any(k.startswith(("newpar", "newdoc")) for k in notes)
        sentence = Sentence(notes["sent_id"], notes["text"], words, opens, document)
        plain = [r for r in rows if "-" not in r[0]]
        for word, row in zip(words, plain):
            if path.suffix == ".iob2":
                word.name = row[2] if row[2] in NAMES else "O"
            else:
                word.tag, word.rel, word.misc = f"{row[3]} {row[4]}", row[7], row[9]
                word.head = int(row[6]) - 1
        for i, word in enumerate(words):
            if word.rel == "root":
                word.head = i
        out.append(sentence)
    return out


def with_names(given, names):
    """Gives sentences the names that another file has for them."""
    known = {s.id: s for s in names}
    for sentence in given:
        other = known.get(sentence.id)
        if other and [w.form for w in other.words] == [w.form for w in sentence.words]:
            for word, named in zip(sentence.words, other.words):
                word.name = named.name


def entities(words):
    """GUM's entities: (first word, word after the last, head, kind)."""
    open_, out = {}, []
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}

    def close(name, at):
        if open_.get(name):
            start, fields = open_[name].pop()
            if len(fields) > 5 and fields[1] in kinds:
                head = fields[5].split(",")[0]
                head = start + (int(head) - 1 if head.isdigit() else 0)
                out.append((start, at + 1, min(head, at), kinds[fields[1]]))

    for i, word in enumerate(words):
        marks = next((p[7:] for p in word.misc.split("|") if p.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", marks):
            if mark.startswith("("):
                fields = mark.strip("()").split("-")
                open_.setdefault(fields[0], []).append((i, fields))
                if mark.endswith(")"):
                    close(fields[0], i)
            else:
                close(mark[:-1], i)
    return out


def named_by_entities(sentence):
    """Names where GUM has an entity whose head is a proper noun: the proper nouns around it."""
    words = sentence.words
    proper = [w.tag.startswith("PROPN") for w in words]
    for word in words:
        word.name = "O"
    for start, end, head, kind in sorted(entities(words), key=lambda e: e[0] - e[1]):
        if not proper[head]:
            continue
        inner = ("of", "and", "&", "the", "for", "'s") if kind != "PER" else ()
        joins = lambda i: proper[i] or words[i].form in ("-", ".", "'", *inner) or (kind != "PER" and words[i].form[0].isupper())
        low, high = head, head + 1
        while low > start and joins(low - 1):
            low -= 1
        while high < end and joins(high):
            high += 1
        while low < high and (words[low].tag.startswith("DET") or not (proper[low] or words[low].form[0].isupper())):
            low += 1
        while high > low and not proper[high - 1]:
            high -= 1
        while kind == "PER" and high > low + 1 and words[low].form in TITLES:
            low += 1
        if low < high and all(w.name == "O" for w in words[low:high]):
            for i in range(low, high):
                words[i].name = ("B-" if i == low else "I-") + kind


def page(given, tokenizer, tags, rels):
    text, starts, parts, words = "", [], [], []
    for sentence in given:
        text += ("\n" if sentence.opens else " ") if text else ""
        starts.append(len(text))
        parts.append((len(words), len(words) + len(sentence.words)))
        for word in sentence.words:
            words.append((word, len(text), parts[-1][0]))
        text += sentence.text
    units = tokenizer.units(text)
    first = units.span[:, 0]
    for at in starts:
        u = int(np.searchsorted(first, at))
        if u < len(units) and units.starts[u] != cutting.PARAGRAPH:
            units.starts[u] = cutting.SENTENCE
    index = {tag: i for i, tag in enumerate(tags)}
    which = {rel: i for i, rel in enumerate(rels)}
    rows = []
    for word, base, origin in words:
        start, end = base + word.start, base + word.end
        u = int(np.searchsorted(first, start))
        if u >= len(units) or first[u] >= end:
            u = max(0, u - 1)
        again = bool(rows) and rows[-1][0] == u
        head = origin + word.head if word.head != UNKNOWN else UNKNOWN
        name = NAMES.index(word.name) if word.name else UNKNOWN
        rows.append((u, again, index.get(word.tag, UNKNOWN), head, which.get(word.rel, UNKNOWN), name, start, end))
    table = np.array(rows, np.int32)
    return Page(units, text, parts, table[:, 6:8], *table[:, :6].T)


def grouped(given):
    """The sentences by document, in order."""
    groups = []
    for sentence in given:
        if not groups or groups[-1][-1].document != sentence.document:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def held(document):
    return int.from_bytes(hashlib.sha256(document.encode()).digest()[:4], "big") / 2**32 < HELD_OUT


def treebanks(folder):
    """Sentences to learn from, and those of names held out to choose by."""
    ewt, gum = sentences(folder / "ewt-train.conllu.gz"), sentences(folder / "gum-train.conllu.gz")
    wiki, pud = sentences(folder / "pud-wiki.conllu"), sentences(folder / "uner-pud.iob2")
    for sentence in gum:
        named_by_entities(sentence)
    with_names(wiki, pud)
    known = {s.id for s in wiki}
    news = [s for s in pud if s.id not in known]
    dev = sentences(folder / "uner-ewt-dev.iob2")
    learn = [s for s in dev if not held(s.document)]
    return [ewt, gum, wiki, news, learn, learn], [s for s in dev if held(s.document)]


def labels(parts):
    """The tags and relations of sentences, in order of the alphabet."""
    every = [w for part in parts for s in part for w in s.words if w.tag]
    tags = Counter(w.tag for w in every)
    return sorted(t for t, n in tags.items() if n > 1), sorted({w.rel for w in every})


def load(folder, tokenizer):
    parts, chosen_by = treebanks(folder)
    tags, rels = labels(parts)
    pages = [page(group, tokenizer, tags, rels) for part in parts for group in grouped(part)]
    return pages, [page(g, tokenizer, tags, rels) for g in grouped(chosen_by)], tags, rels


def dev(folder, tokenizer, tags, rels):
    """Pages of the dev parts."""
    out = {}
    for name in ("ewt", "gum"):
        groups = grouped(sentences(folder / f"{name}-dev.conllu"))
        out[name] = [page(group, tokenizer, tags, rels) for group in groups]
    return out
