"""The scorer of merging on made-up records: `python3 -m unittest discover training/contacts`."""

import unittest

from score_merging import is_told, judge


def happening(*documents, **other):
    return {"when": "2024-05-06", "countries": ["DNK", "SRB"], "documents": list(documents), **other}


def contact(*urls):
    parties = [{"name": "Ana Obradović", "country": "SRB"}, {"name": "Bo Berg", "country": "DNK"}]
    return {"day": "2024-05-06", "parties": parties, "accounts": [{"url": url} for url in urls]}


class Judge(unittest.TestCase):
    def test_a_pair_is_joined_where_one_contact_has_both(self):
        given, asked = judge([happening("a", "b", "c")], [contact("a", "b"), contact("c")])
        self.assertEqual([(right, pair) for right, _, pair in given], [(True, ("a", "b"))])
        self.assertEqual([(pair, found, joined) for _, pair, found, joined in asked],
                         [(("a", "b"), True, True), (("a", "c"), True, False), (("b", "c"), True, False)])

    def test_what_only_others_tell_counts_neither_way(self):
        contacts = [contact("a", "b", "c")]
        given, _ = judge([happening("a", "b")], contacts, [happening("a", "c", maybe=["b"])])
        self.assertEqual([(right, pair) for right, _, pair in given], [(True, ("a", "b"))])
        given, _ = judge([happening("a", "b")], contacts)
        self.assertEqual(sum(right for right, *_ in given), 1)
        self.assertEqual(len(given), 3)

    def test_only_documents_of_the_weeks_count(self):
        given, asked = judge([happening("a", "b", "c")], [contact("a", "b", "c")], within={"a", "b"})
        self.assertEqual(([pair for *_, pair in given], [one[1] for one in asked]), ([("a", "b")], [("a", "b")]))

    def test_a_pair_of_an_earlier_part_is_known(self):
        _, asked = judge([happening("a", "b", "c")], [])
        new = [pair for one in asked if not is_told([happening("a", "b")], one) for pair in [one[1]]]
        self.assertEqual(new, [("a", "c"), ("b", "c")])
        other = [one[1] for one in asked if not is_told([happening("a", "b", when=None)], one)]
        self.assertEqual(len(other), 3)


if __name__ == "__main__":
    unittest.main()
