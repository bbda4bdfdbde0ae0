//! What keeps a predicate from being a record, and what the encoder's opinion does.

use super::*;
use crate::read::Reader;
use crate::read::encoder::Mixed;
use crate::read::position::learned::model::CLASSES;
use crate::record::Article;

const MIXED: Mixed = Mixed {
    network: 1.0,
    words: 0.5,
    in_press: 0.4,
    on_channel: 0.5,
    act_in_press: 0.3,
    act_on_channel: 0.3,
    vague: 0.8,
    idle: 0.95,
    at_home: 0.9,
    overruled: 0.01,
};

#[test]
fn what_bars_a_record_gives_way_where_the_encoder_is_sure() {
    let free = Bar { at_home: false, is_vague: false, is_alone: false, is_idle: false };
    let vague = Bar { is_vague: true, ..free };
    let alone = Bar { is_alone: true, ..vague };
    let at_home = Bar { at_home: true, ..free };
    let asked = |bar: Bar, act: Act| (bar.raised(act, 0.5, None), bar.raised(act, 0.5, Some(&MIXED)));
    assert_eq!(asked(free, Act::Demand), (Some(0.5), Some(0.5)));
    assert_eq!(asked(vague, Act::Offer), (None, Some(0.8)));
    assert_eq!(asked(alone, Act::Offer), (None, None));
    assert_eq!(asked(Bar { is_idle: true, ..vague }, Act::Offer), (None, Some(0.95)));
    assert_eq!(asked(at_home, Act::Offer), (Some(0.5), Some(0.5)));
    assert_eq!(asked(at_home, Act::Demand), (None, Some(0.9)));
    assert_eq!(Bar { at_home: true, ..vague }.raised(Act::Demand, 0.5, Some(&MIXED)), Some(0.9));
}

/// A predicate of which the model knows next to nothing.
fn candidate(sight: Option<Sight>) -> Candidate {
    Candidate {
        anchor: 0,
        holders: Vec::new(),
        toward: Vec::new(),
        issue: Issue::Other,
        content: 0..1,
        condition: None,
        evidence: 0..1,
        attribution: None,
        bar: Bar { at_home: false, is_vague: false, is_alone: false, is_idle: false },
        features: vec!["all".to_owned()],
        sight,
    }
}

/// Where the encoder is sure of a class.
fn sure_of(class: usize) -> Option<Sight> {
    Some(std::array::from_fn(|i| if i == class { -1e-4 } else { -12.0 }))
}

#[test]
fn the_encoder_overrules_where_it_is_sure_of_no_stand() {
    let model = Model::embedded();
    let even: Sight = [-(CLASSES as f32).ln(); CLASSES];
    assert!(candidate(sure_of(0)).is_none(&model));
    assert!(!candidate(Some(even)).is_none(&model));
    assert!(!candidate(sure_of(5)).is_none(&model));
    assert!(!candidate(None).is_none(&model));
    assert!(candidate(sure_of(0)).taken(&model, true).is_none());
    assert_eq!(candidate(sure_of(5)).taken(&model, true).map(|opinion| opinion.act), Some(Act::Refusal));
}

#[test]
fn the_careful_reader_tells_what_its_encoder_says() {
    let text = "\"The door to peace talks remains open,\" said President Maia Sandu of Moldova.";
    let reader = Reader::careful();
    let document = reader.read(Article { text: text.to_owned(), ..Article::default() });
    let stand = &document.positions[0];
    assert_eq!((stand.rule.as_str(), stand.act), (RULE, Act::Offer));
    let weighed = reader.weighed(&document, &stand.id).unwrap();
    let (first, weight) = &weighed.reasons[0];
    assert!(first.contains("encoder") && *weight > 0.0, "{first}: {weight}");
    assert!(weighed.likelihood >= weighed.threshold);
    assert!(weighed.reasons.len() > 1);
}
