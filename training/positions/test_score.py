"""The scorer on made-up records: `python3 -m unittest discover training/positions`."""

import unittest

from score import judge

OFFER = {"holders": ["NOR"], "act": ["offer"], "issue": ["grain"], "start": 10, "end": 50}


def found(**other):
    return {
        "holders": [{"name": "Norway", "country": "NOR"}],
        "act": "offer",
        "issue": "grain",
        "content": {"start": 20, "end": 60},
        "condition": None,
        "rule": "made.up",
    } | other


class Judging(unittest.TestCase):
    def check(self, positions, expected, kinds=(), labels=(OFFER,)):
        tally, errors = judge(list(labels), positions)
        self.assertEqual({name: tally[name] for name in expected}, expected)
        self.assertEqual([kind for kind, _, _ in errors], list(kinds))

    def test_a_position_that_agrees_is_found_once(self):
        self.check([found()], {"found": 1, "issue": 1, "condition": 1, "false": 0})
        self.check([found(), found()], {"found": 1, "false": 1}, ["false"])

    def test_another_holder_act_or_place_is_another_position(self):
        for other in ({"holders": [{"name": "Oslo", "country": "SWE"}]}, {"act": "threat"}, {"content": {"start": 60, "end": 70}}):
            self.check([found(**other)], {"found": 0, "false": 1}, ["missed", "false"])

    def test_a_wrong_issue_or_condition_is_told(self):
        self.check([found(issue="arms")], {"found": 1, "issue": 0}, ["wrong issue"])
        self.check([found(condition={"start": 0, "end": 5})], {"found": 1, "condition": 0}, ["wrong condition"])

    def test_what_is_optional_counts_neither_way(self):
        self.check([found()], {"labelled": 0, "false": 0}, labels=[OFFER | {"optional": True}])


if __name__ == "__main__":
    unittest.main()
