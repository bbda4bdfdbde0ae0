//! Pages that are made to be slow: each ends, with its words, within a bound.

use std::time::{Duration, Instant};

use diplomacy_watch::read::page;

const WORDS: &str = "<p>Envoys of two states met on Monday to talk about the bridge, an official said after it had ended.</p>";

/// Many times what the slowest takes on an idle machine.
const BOUND: Duration = Duration::from_secs(30);

#[track_caller]
fn check(name: &str, page: &str) {
    let started = Instant::now();
    let articles = page::articles(page.as_bytes(), None);
    let taken = started.elapsed();
    println!("{name}: {:.1} s", taken.as_secs_f32());
    assert!(taken < BOUND, "{name} took {taken:?}");
    assert!(articles[0].text.contains("Envoys of two states"), "{name}: {:?}", articles[0].warnings);
}

#[test]
fn nesting_has_a_bound() {
    check(
        "20,000 divs in each other",
        &format!("{}{WORDS}{}", "<div>".repeat(20_000), "</div>".repeat(20_000)),
    );
    let (open, close) = ("<div>".repeat(390), "</div>".repeat(390));
    check("deep as is allowed, many times", &format!("{open}{WORDS}{close}").repeat(50));
    check("inline", &format!("{WORDS}<p>{}x{}</p>", "<b>".repeat(390), "</b>".repeat(390)).repeat(50));
    check("never closed", &format!("{WORDS}{}", "<b><i><a href=x><font>".repeat(90)));
    check("tables", &format!("{WORDS}{}", "<table><tr><td>".repeat(190)));
}

#[test]
fn width_has_a_bound() {
    check("a million siblings", &format!("{WORDS}{}", "<p>x</p>".repeat(1_000_000)));
    check("siblings as many as are allowed", &format!("{WORDS}{}", "<p>x</p>".repeat(49_000)));
    check(
        "a table",
        &format!("{WORDS}<table>{}</table>", format!("<tr>{}", "<td>cell".repeat(20)).repeat(2_300)),
    );
    check("breaks", &format!("{WORDS}<p>{}", "a<br>".repeat(49_000)));
    check("options", &format!("{WORDS}<select>{}</select>", "<option>a".repeat(49_000)));
    check("times", &format!("<article>{WORDS}{}", "<time>5 July</time>".repeat(49_000)));
    check("titles", &format!("<h1>Two meet</h1>{WORDS}{}", "<p>Two meet</p>".repeat(49_000)));
}

#[test]
fn attributes_and_words_have_a_bound() {
    check("a long attribute", &format!("<p title='{}'>x</p>{WORDS}", "x ".repeat(4_000_000)));
    let many: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    check("many attributes", &format!("<p{many}>x</p>{WORDS}"));
    check("a long paragraph", &format!("{WORDS}<p>{}</p>", "word and more ".repeat(300_000)));
    check("entities", &format!("{WORDS}<p>{}", "&amp;".repeat(1_000_000)));
    check("comments", &format!("{WORDS}{}", "<!-- c -->".repeat(49_000)));
    let nested = "[".repeat(100_000);
    check("structured data", &format!("<script type='application/ld+json'>{nested}</script>{WORDS}"));
}
