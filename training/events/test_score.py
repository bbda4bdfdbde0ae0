"""The scorer on made-up records: `python3 -m unittest discover training/events`."""

import unittest

from score import judge

PRAISE = {"type": ["SUPPORT"], "actors": ["NOR"], "recipients": ["LVA"]}


def found(**other):
    party = lambda code: [{"name": code, "country": code}]
    return {
        "type": "SUPPORT",
        "actors": party("NOR"),
        "recipients": party("LVA"),
        "evidence": {"start": 12, "end": 30},
        "rule": "made.up",
    } | other


class Judging(unittest.TestCase):
    def check(self, events, expected, kinds=(), labels=(PRAISE,)):
        tally, errors = judge([{"start": 10, "end": 50, "labels": list(labels)}], events)
        self.assertEqual({name: tally[name] for name in expected}, expected)
        self.assertEqual([kind for kind, _, _ in errors], list(kinds))

    def test_an_event_that_agrees_is_found_once(self):
        self.check([found()], {"found": 1, "false": 0, "right SUPPORT": 1})
        self.check([found(), found()], {"found": 1, "false": 1}, ["false"])
        self.check([found(recipients=[])], {"found": 1, "false": 0})

    def test_another_type_or_side_is_another_event(self):
        other_side = [{"name": "SWE", "country": "SWE"}]
        for other in ({"type": "ACCUSE"}, {"actors": other_side}, {"recipients": other_side}):
            self.check([found(**other)], {"found": 0, "false": 1}, ["missed", "false"])

    def test_what_stands_in_another_sentence_does_not_count(self):
        self.check([found(evidence={"start": 45, "end": 90})], {"found": 0, "false": 0}, ["missed"])

    def test_a_sentence_without_events_must_yield_none(self):
        self.check([found()], {"empty": 1, "falsely": 1, "labelled": 0}, ["false"], labels=())

    def test_what_is_optional_counts_neither_way(self):
        self.check([found()], {"labelled": 0, "false": 0}, labels=[PRAISE | {"optional": True}])


if __name__ == "__main__":
    unittest.main()
