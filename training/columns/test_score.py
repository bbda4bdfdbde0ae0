"""The scorer on made-up records, and the labels against their texts: `python3 -m unittest discover training/columns`."""

import json
import unittest

from score import ARTICLES, FIELDS, judge, listed, places

# The last article of each set, which is reported apart: of the first two the even ones are
# kept, of the third those named, of the fourth none.
SETS = {10: "", 26: " 2nd", 38: " 3rd", 254: " 4th"}
KEPT_OF_THIRD = {28, 31, 34, 36}


def part_of(number):
    last = next(last for last in SETS if number <= last)
    kept = number in KEPT_OF_THIRD if last == 38 else number % 2 == 0 and last < 38
    return ("kept" if kept else "dev") + SETS[last]


TEXT = "Ana Obradović saw the Danish envoy in Nis on Monday. “Grain first,” she said. Nobody met in Oslo."


def span(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def party(words, country, name=None):
    return span(words) | {"name": name or words, "country": country, "role": None}


MEETING = {
    "evidence": "Ana Obradović saw the Danish envoy",
    "mode": {"any": ["meeting", "talks"]},
    "status": "held",
    "countries": ["SRB", "DNK"],
    "parties": ["Obradovic"],
    "where": "Nis",
}
SAYING = {"content": "“Grain first,”", "source": "Obradović", "form": "direct", "hedged": False, "chain": ["Obradović"]}


def contact(evidence="Ana Obradović saw the Danish envoy in Nis", **other):
    return {
        "evidence": span(evidence),
        "parties": [party("Ana Obradović", "SRB"), party("the Danish envoy", "DNK")],
        "mode": "talks",
        "status": "held",
        "where": "Nis",
        "domestic": False,
    } | other


def saying(**other):
    source = party("she", "SRB", "Ana Obradović")
    return {"content": [span("Grain first")], "source": source, "form": "direct", "hedged": False, "chain": ["Ana Obradović", "Made Up"]} | other


class Judging(unittest.TestCase):
    def check(self, kind, label, records, expected, errors=(), optional=()):
        tally, found = judge(kind, TEXT, [label], list(optional), records)
        self.assertEqual({name: tally[name] for name in expected}, expected)
        self.assertEqual([what for what, _, _ in found], list(errors))

    def test_a_contact_that_agrees_is_all_right(self):
        self.check("contacts", MEETING, [contact()], dict(labelled=1, matched=1, whole=1, true=1, false=0))

    def test_a_wrong_field_is_told_and_the_words_are_found_all_the_same(self):
        errors = ["wrong mode, countries"]
        self.check("contacts", MEETING, [contact(mode="call", parties=[party("Ana Obradović", "SRB")])], dict(matched=1, whole=0, mode=0, status=1, true=1), errors)

    def test_of_two_records_of_one_label_the_better_is_judged_and_none_is_false(self):
        self.check("contacts", MEETING, [contact(mode="call"), contact()], dict(matched=1, whole=1, true=2, false=0))

    def test_words_that_no_label_has_are_false_unless_optional_or_domestic(self):
        elsewhere = contact("Nobody met in Oslo")
        self.check("contacts", MEETING, [elsewhere], dict(matched=0, true=0, false=1), ["missed", "false"])
        self.check("contacts", MEETING, [elsewhere], dict(true=0, false=0), ["missed"], ["met in Oslo"])
        self.check("contacts", MEETING, [elsewhere | {"domestic": True}], dict(true=0, false=0), ["missed"])

    def test_a_label_may_be_told_twice_in_the_text(self):
        twice = MEETING | {"evidence": ["Ana Obradović saw the Danish envoy", "Nobody met"]}
        self.check("contacts", twice, [contact("Nobody met in Oslo")], dict(matched=1, whole=1))

    def test_a_speaker_is_known_by_the_name_that_the_pronoun_stands_for(self):
        self.check("attributions", SAYING, [saying()], dict(matched=1, whole=1))
        self.check("attributions", SAYING, [saying(source=None)], dict(matched=1, whole=0, source=0), ["wrong source"])

    def test_what_is_said_is_found_by_half_on_both_sides(self):
        self.check("attributions", SAYING, [saying(content=[span("Grain")])], dict(matched=0), ["missed"])
        self.check("attributions", SAYING, [saying(content=[span(TEXT)])], dict(matched=0), ["missed"])

    def test_a_condition_is_right_where_one_holds_the_other(self):
        label = {"content": "Grain first", "act": "demand", "issue": "grain", "condition": "Nobody met", "countries": ["SRB"]}
        holder = [{"name": "Serbia", "country": "SRB"}]
        position = {"content": span("Grain first"), "evidence": span("Grain first"), "act": "demand", "issue": "grain", "holders": holder}
        self.check("positions", label, [position | {"condition": span("met")}], dict(whole=1))
        self.check("positions", label, [position | {"condition": None}], dict(whole=0), ["wrong condition"])


class Labels(unittest.TestCase):
    def test_each_labelled_stretch_stands_once_in_its_text(self):
        names = sorted(path.stem for path in ARTICLES.glob("*.json"))
        self.assertTrue(names)
        for name in names:
            text = (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")
            article = json.loads((ARTICLES / f"{name}.json").read_text(encoding="utf-8"))
            self.assertEqual(article["part"], part_of(int(name.partition("-")[0])), name)
            places(text, article["optional"])
            for label in (label for kind in FIELDS for label in article.get(kind, [])):
                for field in ("evidence", "content", "condition"):
                    places(text, listed(label.get(field)))
                if "by" in label:
                    self.assertEqual(len(listed(label["by"])), len(listed(label["evidence"])), label)
                    for word, words in zip(listed(label["by"]), listed(label["evidence"])):
                        self.assertIn(word, words)


if __name__ == "__main__":
    unittest.main()
