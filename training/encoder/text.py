"""Cuts a text into units (words and marks), their word pieces, and windows.

`src/read/encoder` does the same in Rust, unit for unit: what the network was
trained on and what it is given must not differ.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np

CLS, SEP, UNK = 101, 102, 100
SOFT_LIMIT, HARD_LIMIT = 160, 320  # word pieces in a window, marks included
LONGEST_UNIT = 100  # characters; a longer unit is one unknown piece
OPENING = {"“": "”", "«": "»", "„": "“"}
SENTENCE_MARKS, CLOSERS = set(".!?"), set("\"”’')]»")
PARAGRAPH, SENTENCE = 2, 1  # what starts at a unit


@dataclass
class Units:
    """Units of one text; `span` is in code points, `first` indexes `pieces`."""

    span: np.ndarray
    first: np.ndarray
    pieces: np.ndarray
    shape: np.ndarray
    starts: np.ndarray

    def __len__(self):
        return len(self.span)


def is_mark(char):
    """A character that stands as a unit of its own: punctuation, symbols of ASCII, Han."""
    if char.isascii():
        return not char.isalnum() and char.isprintable() and char != " "
    return unicodedata.category(char)[0] == "P" or 0x4E00 <= ord(char) <= 0x9FFF


def is_dropped(char):
    return char not in "\t\n\r" and unicodedata.category(char)[0] == "C"


def plain(word):
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in parts if unicodedata.category(c)[0] != "M")


def case_of(word):
    """0 no letters with case, 1 lower, 2 first upper, 3 all upper, 4 other."""
    upper = sum(c.isupper() for c in word)
    if upper == 0:
        return 1 if any(c.islower() for c in word) else 0
    if upper == 1 and word[0].isupper():
        return 2
    return 3 if not any(c.islower() for c in word) else 4


def split(text):
    """Yields (start, end, newline_before) of each unit."""
    start, last, newline = None, 0, True
    for i, char in enumerate(text):
        if is_dropped(char):
            continue
        space, mark = char.isspace(), is_mark(char)
        if (space or mark) and start is not None:
            yield start, last, newline
            start, newline = None, False
        if mark:
            yield i, i + 1, newline
            newline = False
        elif space:
            newline |= char in "\n\r\u2028\u2029"
        else:
            start = i if start is None else start
            last = i + 1
    if start is not None:
        yield start, last, newline


class Tokenizer:
    def __init__(self, vocabulary):
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.cache = {}

    def pieces(self, word):
        """Word pieces by greedy longest match."""
        found = self.cache.get(word)
        if found is None:
            found = self.cache[word] = self.cut(word)
        return found

    def cut(self, word):
        word, out, at = plain(word), [], 0
        if len(word) > LONGEST_UNIT or not word:
            return [UNK]
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = self.ids.get(("##" if at else "") + word[at:end])
                if piece is not None:
                    break
            else:
                return [UNK]
            out.append(piece)
            at = end
        return out

    def units(self, text):
        span, first, pieces, shape, starts = [], [], [], [], []
        closer, ended = None, False
        for start, end, newline in split(text):
            word = "".join(c for c in text[start:end] if not is_dropped(c))
            if newline:
                closer = None
            before = closer is not None
            if closer is not None and word == closer:
                closer = None
            elif closer is None:
                closer = OPENING.get(word, '"' if word == '"' else None)
            inside = before or closer is not None
            opens = ended and word not in CLOSERS and not word[0].islower()
            if word not in CLOSERS or not ended:
                ended = word in SENTENCE_MARKS
            span.append((start, end))
            first.append(len(pieces))
            pieces.extend(self.pieces(word))
            shape.append(2 * case_of(word) + inside)
            starts.append(PARAGRAPH if newline else SENTENCE if opens else 0)
        first.append(len(pieces))
        return Units(
            np.array(span, np.int32).reshape(-1, 2),
            np.array(first, np.int32),
            np.array(pieces, np.int32),
            np.array(shape, np.int8),
            np.array(starts, np.int8),
        )


def windows(units, soft=SOFT_LIMIT, hard=HARD_LIMIT):
    """Cuts the units into windows (start, end): whole paragraphs where they fit, then sentences."""
    cost = np.diff(units.first) + (units.starts == PARAGRAPH)
    out, start, count = [], 0, len(units)
    while start < count:
        end, used, cut, sentence = start, 2, None, None
        while end < count and used + cost[end] <= hard:
            if end > start and used <= soft:
                if units.starts[end] == PARAGRAPH:
                    cut = end
                elif units.starts[end] == SENTENCE:
                    sentence = end
            if used > soft and (cut is not None or units.starts[end] == PARAGRAPH):
                break
            used += cost[end]
            end += 1
        if end == count:
            end = end if used <= soft or cut is None else cut
        elif cut is not None:
            end = cut
        elif units.starts[end] != PARAGRAPH:
            end = sentence or end
        out.append((start, end))
        start = end
    return out


def encode(units, start, end):
    """Ids, shapes and the place of each unit's first piece, of one window."""
    ids, shapes, place = [CLS], [0], []
    for u in range(start, end):
        if units.starts[u] == PARAGRAPH and u > start:
            ids.append(SEP)
            shapes.append(0)
        place.append(len(ids))
        pieces = units.pieces[units.first[u] : units.first[u + 1]]
        ids.extend(pieces)
        shapes.extend([units.shape[u]] * len(pieces))
    return np.array(ids + [SEP]), np.array(shapes + [0]), np.array(place)
