use super::*;

struct Expected<'a> {
    title: Option<&'a str>,
    deck: Option<&'a str>,
    section: Option<&'a str>,
    has: &'a [&'a str],
    lacks: &'a [&'a str],
    teasers: &'a [&'a str],
}

#[track_caller]
fn check(dump: &str, expected: &Expected) -> Article {
    let mut got = articles(dump).into_iter();
    let article = got.next().unwrap();
    assert_eq!(article.title.as_deref(), expected.title);
    assert_eq!(article.deck.as_deref(), expected.deck);
    assert_eq!(article.section.as_deref(), expected.section);
    for words in expected.has {
        assert!(article.text.contains(words), "lacks {words}: {}", article.text);
    }
    for words in expected.lacks {
        assert!(!article.text.contains(words), "has {words}: {}", article.text);
    }
    let teasers: Vec<Article> = got.collect();
    assert!(teasers.iter().all(|teaser| teaser.part == Part::Teaser));
    let titles: Vec<_> = teasers.iter().map(|teaser| teaser.title.as_deref().unwrap_or_default()).collect();
    assert_eq!(titles, expected.teasers);
    article
}

const NOTHING: Expected =
    Expected { title: None, deck: None, section: None, has: &[], lacks: &[], teasers: &[] };

#[test]
fn titles_said_twice_begin_documents() {
    let dump = "\
Skip to content

Neighbours reopen talks over the river dam

Neighbours reopen talks over the river dam

Engineers sat at the table this time, and so did a mediator

Water

Delegates of both states met on Tuesday for the first time since spring, a ministry said.

The dam has held back the river since March. Its operator gave no reason.

What comes next

A second round is planned for autumn.

Water
Why the lake is shrinking

Boats lie on the dry shore of the lake, May 3, 2023. REUTERS/A. Photographer

Why the lake is shrinking

The lake lost a tenth of its water in a decade. Farmers blame the wells.

keep readingShow less
A port without ships

A port without ships

The cranes have not moved since winter. Nobody says why.

keep readingShow less

Trade

Subscribe now to get our letter about rivers, lakes and the people who argue about them, every week and for nothing.";
    let article = check(
        dump,
        &Expected {
            title: Some("Neighbours reopen talks over the river dam"),
            deck: Some("Engineers sat at the table this time, and so did a mediator"),
            section: Some("Water"),
            has: &["Delegates of both states", "What comes next", "planned for autumn."],
            lacks: &["Skip to", "Boats lie", "lost a tenth", "Subscribe", "Water"],
            teasers: &["Why the lake is shrinking", "A port without ships"],
        },
    );
    assert!(article.text.starts_with("Delegates of both states"));
    let teaser = &articles(dump)[1];
    assert_eq!(teaser.section.as_deref(), Some("Water"));
    assert_eq!(teaser.text, "The lake lost a tenth of its water in a decade. Farmers blame the wells.");
}

#[test]
fn a_page_may_say_its_title_once_and_list_others_at_the_end() {
    let dump = "\
Home
World
Sign in
Minister cancels visit after border incident
The trip was to be the first in six years.
By Ann Writer and Ben Writer
5 July 2023
The foreign minister will not travel to the neighbouring capital, her office said on Wednesday.
Read more: Shots at the border wound two
Advertisement
She had planned to open a consulate there. \"We regret this,\" a spokesman said.
The other side called the decision hasty.
Related stories
Shots at the border wound two
Two guards were hurt on Monday. Both sides blame each other.
Consulate finished ahead of time
The building stands empty for now.
Terms of use";
    let article = check(
        dump,
        &Expected {
            title: Some("Minister cancels visit after border incident"),
            deck: Some("The trip was to be the first in six years."),
            has: &["will not travel", "planned to open", "called the decision hasty."],
            lacks: &["Home", "Advertisement", "Shots at", "guards were hurt", "The trip was", "Terms"],
            teasers: &["Shots at the border wound two", "Consulate finished ahead of time"],
            ..NOTHING
        },
    );
    assert_eq!(article.authors, ["Ann Writer", "Ben Writer"]);
    assert_eq!(article.published.unwrap().as_str(), "2023-07-05");
}

#[test]
fn teasers_that_end_with_a_link_need_no_repeated_title() {
    let dump = "\
Envoy returns without an answer from the generals

The envoy left the capital on Friday after two days of talks. He spoke to nobody at the airport.

A diplomat who knows the talks said that the generals had asked for more time.

Grain ships wait for a signal at the strait

Nine ships lie at anchor. Their owners hope for a new agreement.

Continue reading

Prisoners come home after a year

Forty men crossed the bridge on foot.

Continue reading";
    check(
        dump,
        &Expected {
            title: Some("Envoy returns without an answer from the generals"),
            has: &["left the capital", "asked for more time."],
            lacks: &["Grain", "Nine ships", "Continue"],
            teasers: &["Grain ships wait for a signal at the strait", "Prisoners come home after a year"],
            ..NOTHING
        },
    );
}

#[test]
fn links_between_paragraphs_do_not_end_an_article() {
    let dump = "\
Court hears the case of the sunken ferry

The court opened the hearing on Monday.

Also on our site

Ferry sank within minutes

The owner denied that the ferry was overloaded.

A captain told the judges what he had seen.

The crew had warned the owner twice, he said.

A ruling is expected in a month.";
    check(
        dump,
        &Expected {
            title: Some("Court hears the case of the sunken ferry"),
            has: &["opened the hearing", "A captain told", "expected in a month."],
            ..NOTHING
        },
    );
}

#[test]
fn lines_broken_at_a_margin_are_joined() {
    let dump = "\
Two ministers agree on the price of gas for winter

The two energy ministers agreed on a price for the winter, the larger of
the two states said late on Thursday. The smaller one did not confirm the
agreement, and its minister flew home without a word to the press.

Under the agreement, as the larger state describes it, the price would be
bound to that of oil. It would hold until the end of March, and could be
prolonged by one side alone.";
    let article = check(
        dump,
        &Expected {
            title: Some("Two ministers agree on the price of gas for winter"),
            has: &["the larger of the two states", "that of oil. It would hold"],
            ..NOTHING
        },
    );
    assert_eq!(article.text.lines().filter(|line| !line.is_empty()).count(), 2);
}

#[test]
fn lines_that_each_begin_anew_stay_apart() {
    let dump = "\
The two energy ministers agreed on a price for the winter on Thursday.
The smaller state did not confirm the agreement and said nothing more.
Its minister flew home late and without a single word to the press.";
    let article = check(dump, &Expected { has: &["on Thursday.\nThe smaller"], ..NOTHING });
    assert_eq!(article.title, None);
}

#[test]
fn a_text_without_a_title_stays_whole() {
    let dump = "They met on Monday.\n\nNothing was agreed.\n";
    check(dump, &Expected { has: &["They met on Monday.\n\nNothing was agreed."], ..NOTHING });
    assert_eq!(articles("").len(), 1);
    assert_eq!(articles("\n\n").first().unwrap().text, "");
}

#[test]
fn the_time_is_linear_in_the_dump() {
    for unit in
        ["a title of six words here\n", "keep reading\n", "Related\n", "x. ", "They met.\n\n", "Photo: x\n"]
    {
        let dump = unit.repeat(1_000_000 / unit.len());
        assert!(!articles(&dump).is_empty());
    }
}
