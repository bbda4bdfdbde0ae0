"""What the package reads is what the command line reads."""

import datetime
import gzip
import json
import subprocess
import threading
import time

import pyarrow
import pytest

import diplomacy_watch
from conftest import without_empty


def test_documents_are_those_of_the_command_line(program, samples):
    for path in samples:
        printed = subprocess.run(
            [program, "read", "--reader", "fast", "--date", "2023-07-07", "--outlet", "Filled", path],
            capture_output=True,
            check=True,
        )
        lines = [json.loads(line) for line in printed.stdout.splitlines()]
        documents = diplomacy_watch.read(
            path.read_bytes(), path=str(path), date=datetime.date(2023, 7, 7), outlet="Filled", reader="fast"
        )
        assert documents == lines
        # In the same order, so that they are the same when written.
        assert [list(document) for document in documents] == [list(line) for line in lines]


def test_the_careful_reader_is_the_usual_one(program):
    words = "Peskov denied on Monday that the Kremlin had sent a letter to Ankara, TASS reported.\n"
    printed = subprocess.run([program, "read", "-"], input=words.encode(), capture_output=True, check=True)
    assert diplomacy_watch.read(words) == [json.loads(printed.stdout)]


def test_words_and_bytes_are_one(samples):
    words = samples[0].read_text()
    assert diplomacy_watch.read(words, reader="fast") == diplomacy_watch.read(words.encode(), reader="fast")
    packed = gzip.compress(words.encode())
    assert diplomacy_watch.read(packed, reader="fast") == diplomacy_watch.read(words, reader="fast")


@pytest.mark.parametrize(
    ("document", "arguments", "error", "words"),
    [
        (7, {}, TypeError, "a document must be str or bytes"),
        ("They met.", {"as_": "word"}, ValueError, 'as_ is "word"; give "page", "text", "jsonl"'),
        ("They met.", {"date": "last week"}, ValueError, "date: "),
        ("They met.", {"date": 20230707}, TypeError, "date must be a string"),
        ("They met.", {"reader": "quick"}, ValueError, 'reader is "quick"; give "careful" or "fast"'),
        ("They met.", {"reader": 1}, TypeError, 'reader must be "careful", "fast" or a Reader'),
        (b"\x89PNG", {}, ValueError, "is a picture, not text"),
        (gzip.compress(b"They met. " * 999)[:-20], {}, ValueError, "the document"),
        ('{"title": "x"}', {"as_": "jsonl"}, ValueError, 'line 1: no "text"'),
        ('{"text": "x", "kind": "blog"}', {"as_": "jsonl"}, ValueError, '"kind" is "blog"; write press'),
    ],
)
def test_what_is_wrong_is_named(document, arguments, error, words):
    with pytest.raises(error) as raised:
        diplomacy_watch.read(document, **{"reader": "fast", **arguments})
    assert words in str(raised.value)
    assert "standard input" not in str(raised.value)


def test_a_reader_knows_verbs_of_your_own(tmp_path):
    verbs = tmp_path / "verbs.toml"
    verbs.write_text('[[verb]]\nwords = ["resupply"]\ntype = "AID"\nyes = ["Norway resupplied Latvia."]\nno = ["Norway met Latvia."]\n')
    sentence = "Norway resupplied Latvia."
    reader = diplomacy_watch.Reader("fast", verbs=[verbs])
    [own], [usual] = diplomacy_watch.read(sentence, reader=reader), diplomacy_watch.read(sentence, reader="fast")
    assert ([event["type"] for event in own["events"]], usual["events"]) == (["AID"], [])
    assert reader.version.startswith("fast ")
    verbs.write_text('[[verb]]\nwords = ["resupply"]\ntype = "NONE"\n')
    with pytest.raises(ValueError, match="verbs.toml"):
        diplomacy_watch.Reader("fast", verbs=[verbs])


def test_a_batch_holds_what_read_gives(week):
    lines = [json.loads(line) for line in week.read_text().splitlines()]
    batch = pyarrow.RecordBatch.from_pylist(lines).drop_columns(["path"])
    got = diplomacy_watch.read_batch(batch, reader="fast")
    assert got.schema == diplomacy_watch.document_schema()
    assert got.column("row").to_pylist() == list(range(len(lines)))
    assert set(got.column("error").to_pylist()) == {None}
    rows = got.drop_columns(["row", "error"]).to_pylist()
    read = diplomacy_watch.read(week.read_bytes(), as_="jsonl", reader="fast")
    assert without_empty(rows) == without_empty(read)
    # Something of every kind was compared, save silences.
    for kind in ["sentences", "mentions", "attributions", "contacts", "positions", "events"]:
        assert any(got.column(kind).to_pylist()), kind


def test_days_may_be_days_and_moments():
    days = [datetime.date(2022, 3, 7), None]
    moments = [datetime.datetime(2022, 3, 7, 12, 1), None]
    for column, expected in [(days, "2022-03-07"), (moments, "2022-03-07T12:01:00")]:
        batch = pyarrow.RecordBatch.from_pydict({"text": ["They met.", "They met."], "published": column})
        assert diplomacy_watch.read_batch(batch, reader="fast").column("published").to_pylist() == [expected, None]


def test_a_bad_row_costs_no_other():
    batch = pyarrow.RecordBatch.from_pydict(
        {"text": ["Biden met Xi.", None, "Biden met Xi."], "published": ["2022-03-07", "2022-03-07", "soon"]}
    )
    got = diplomacy_watch.read_batch(batch, reader="fast")
    errors = got.column("error").to_pylist()
    assert errors[0] is None and 'no "text"' in errors[1] and '"soon" is no date' in errors[2]
    assert [bool(contacts) for contacts in got.column("contacts").to_pylist()] == [True, False, False]
    assert got.column("text").to_pylist() == ["Biden met Xi.", None, None]


def test_contents_are_told_apart():
    page = b"<html><head><title>Talks</title></head><body><article><p>" + b"Biden met Xi in Bali. " * 9 + b"</p></article></body></html>"
    batch = pyarrow.RecordBatch.from_pydict(
        {"content": [page, b"\x89PNG", b"Biden met Xi.", None], "url": ["https://example.org/a", "https://example.org/b", None, None]}
    )
    rows = diplomacy_watch.read_batch(batch, reader="fast", date="2022-11-14").to_pylist()
    assert [row["row"] for row in rows] == [0, 1, 2, 3]
    assert (rows[0]["url"], rows[0]["outlet"], rows[0]["published"]) == ("https://example.org/a", "example.org", "2022-11-14")
    assert (rows[1]["url"], rows[1]["error"][:12]) == ("https://example.org/b", "is a picture")
    assert rows[2]["contacts"] and rows[3]["error"] == "no content"


@pytest.mark.parametrize(
    ("columns", "arguments", "words"),
    [
        ({"words": ["x"]}, {}, 'needs a column "text"'),
        ({"text": ["x"], "content": ["x"]}, {}, "not both"),
        ({"content": ["x"], "outlet": ["y"]}, {}, 'a column "outlet" beside "content" would not be used'),
        ({"content": [7]}, {}, 'column "content" is Int64; it must hold bytes or words'),
        ({"text": ["x"]}, {"threads": 0}, "threads is 0"),
        ({"text": ["x"]}, {"as_": "page"}, 'as_ is for a column "content"'),
    ],
)
def test_a_batch_that_makes_no_sense_is_refused(columns, arguments, words):
    with pytest.raises(ValueError, match=words.replace("[", r"\[")):
        diplomacy_watch.read_batch(pyarrow.RecordBatch.from_pydict(columns), reader="fast", **arguments)


def test_any_number_of_threads_gives_the_same(week):
    batch = pyarrow.RecordBatch.from_pylist([json.loads(line) for line in week.read_text().splitlines()])
    one, three = (diplomacy_watch.read_batch(batch, reader="fast", threads=n) for n in (1, 3))
    assert one.equals(three)


def test_other_threads_of_python_go_on_meanwhile(week):
    batch = pyarrow.RecordBatch.from_pylist([json.loads(line) for line in week.read_text().splitlines()] * 4)
    diplomacy_watch.read("They met.", reader="fast")
    took = []

    def read():
        start = time.monotonic()
        diplomacy_watch.read_batch(batch, reader="fast", threads=1)
        took.append(time.monotonic() - start)

    reading = threading.Thread(target=read)
    gaps, last = [], time.monotonic()
    reading.start()
    while reading.is_alive():
        time.sleep(0.001)
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
    # With the lock held, one gap would be as long as the reading.
    assert max(gaps) < took[0] / 2, (max(gaps), took)


def test_a_stream_gives_batches(week, tmp_path):
    broken = tmp_path / "broken.jsonl"
    lines = week.read_text().splitlines()
    broken.write_text("\n".join([*lines[:5], "{", *lines[5:]]) + "\n")
    batches = list(diplomacy_watch.read_stream([week, broken], reader="fast", batch_size=4))
    assert all(len(set(batch.column("row").to_pylist())) <= 4 for batch in batches)
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert [row["row"] for row in rows] == list(range(2 * len(lines) + 1))
    [bad] = [row for row in rows if row["error"]]
    assert bad["path"] == str(broken) and f"{broken}:6: not a JSON object" in bad["error"]
    with week.open("rb") as file:
        opened = diplomacy_watch.read_stream(file, path=str(week), reader="fast").read_all().to_pylist()
    assert opened == rows[: len(lines)]


def test_a_stream_of_a_web_archive(archive):
    rows = diplomacy_watch.read_stream(archive, reader="fast").read_all().to_pylist()
    assert [(row["url"], row["outlet"]) for row in rows] == [("https://www.example.org/talks", "example.org")]
    assert rows[0]["contacts"]


def test_a_source_that_is_not_there_is_a_row(tmp_path):
    [row] = diplomacy_watch.read_stream(tmp_path / "none.jsonl", reader="fast").read_all().to_pylist()
    assert "none.jsonl" in row["error"]
    with pytest.raises(TypeError, match="a source must be a path"):
        diplomacy_watch.read_stream(7)
