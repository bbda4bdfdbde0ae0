"""The scorer on made-up records: `python3 -m unittest discover training/contacts`."""

import unittest

from score import judge

MORNING = {
    "evidence": [{"start": 0, "end": 40}],
    "parties": [{"name": "Ana Obradovich", "country": "SRB"}, {"name": "the Danish side", "country": "DNK", "group": True}],
    "mode": ["talks", "meeting"],
    "status": ["held"],
    "when": [{"date": "2024-05-06", "precision": "week"}],
    "where": ["Belgrade", None],
}


def party(name, country):
    return {"start": 0, "end": 1, "text": name, "name": name, "country": country}


def found(**other):
    return {
        "evidence": {"start": 30, "end": 60},
        "parties": [party("Ana Obradović", "SRB"), party("Danish envoys", "DNK")],
        "mode": "meeting",
        "status": "held",
        "when": {"date": "2024-05-06", "precision": "week"},
        "where": None,
        "domestic": False,
        "rule": "made.up",
    } | other


class Judging(unittest.TestCase):
    def check(self, contacts, expected, kinds=(), labels=(MORNING,)):
        tally, errors = judge(list(labels), contacts)
        self.assertEqual({name: tally["foreign", name] for name in expected}, expected)
        self.assertEqual([kind for kind, _, _ in errors], list(kinds))

    def test_a_contact_that_agrees_is_right_in_every_field(self):
        whole = dict(labelled=1, matched=1, true=1, false=0, parties=1, mode=1, status=1, date=1, place=1)
        self.check([found()], whole)

    def test_each_field_is_judged_by_itself(self):
        kinds = ["wrong mode", "wrong status", "wrong date"]
        when = {"date": "2024-05-06", "precision": "day"}
        self.check([found(mode="call", status="reported", when=when)], dict(matched=1, parties=1, mode=0, status=0, date=0, place=1), kinds)

    def test_a_party_of_another_country_is_wrong(self):
        third = found(parties=found()["parties"] + [party("Oslo", "NOR")])
        self.check([third], dict(matched=1, parties=0), ["wrong parties"])

    def test_one_party_of_two_is_another_happening(self):
        other = found(parties=[party("Ana Obradović", "SRB"), party("Oslo", "NOR")])
        self.check([other], dict(matched=0, false=1), ["missed foreign", "false, foreign"])

    def test_words_elsewhere_match_by_parties_and_date_alone(self):
        elsewhere = {"start": 500, "end": 520}
        self.check([found(evidence=elsewhere)], dict(matched=1, false=0))
        self.check([found(evidence=elsewhere, when=None)], dict(matched=0, false=1), ["missed foreign", "false, foreign"])

    def test_a_second_telling_is_false_unless_several_are_labelled(self):
        twice = [found(), found(mode="talks")]
        self.check(twice, dict(true=1, false=1), ["told twice, foreign"])
        self.check(twice, dict(true=2, matched=1, false=0), labels=[MORNING | {"several": True}])

    def test_what_is_optional_counts_neither_way(self):
        self.check([found()], dict(labelled=0, true=0, false=0), labels=[MORNING | {"optional": True}])
        self.check([], dict(labelled=0), labels=[MORNING | {"optional": True}])

    def test_a_domestic_one_told_as_foreign_is_false(self):
        self.check([found()], dict(labelled=0, false=1), ["false, foreign", "missed domestic"], [MORNING | {"domestic": True}])


if __name__ == "__main__":
    unittest.main()
