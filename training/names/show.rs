//! Prints the names of documents for a reader to check: `cargo run --release --example
//! show-names -- FILE.jsonl [part of a title or "*"] [count]`. A file that is no `.jsonl` is one text.

use anyhow::{Context, Result};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::names::Level;
use diplomacy_watch::record::Article;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().context("name a file")?;
    let wanted = args.next().unwrap_or_else(|| "*".to_owned());
    let count: usize = args.next().map_or(Ok(5), |n| n.parse())?;
    let file = std::fs::read_to_string(&path)?;
    let articles: Vec<Article> = if path.ends_with(".jsonl") {
        file.lines()
            .map(|line| Ok(serde_json::from_str::<serde_json::Value>(line)?))
            .map(|v| v.map(article))
            .collect::<Result<_>>()?
    } else {
        let published = Some("2023-07-07".parse()?);
        vec![Article { text: file, published, ..Article::default() }]
    };
    let reader = Reader::fast();
    let title = |a: &Article| a.title.clone().unwrap_or_default();
    for article in articles.iter().filter(|a| wanted == "*" || title(a).contains(&wanted)).take(count) {
        println!("=== {} ({:?})", title(article), article.published);
        show(&reader, article);
    }
    Ok(())
}

fn article(mut value: serde_json::Value) -> Article {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, v| !v.is_null());
    }
    serde_json::from_value(value).unwrap_or_default()
}

fn show(reader: &Reader, article: &Article) {
    let reading = reader.analyse(article);
    let names = &reading.names;
    let mut mentions = names.mentions.iter().peekable();
    for (i, sentence) in reading.sentences.iter().enumerate() {
        let text = &article.text[sentence.bytes()];
        println!("\n{}", text.trim());
        while let Some(m) = mentions.next_if(|m| m.sentence == i) {
            let actor = &names.actors[m.actor];
            let level = match m.level {
                Level::Name => ' ',
                Level::Nominal => '~',
                Level::Pronoun => '.',
            };
            println!(
                "   {level}[{}] {:?} {} | {} | {}",
                reading.words(i, m.tokens.clone()),
                actor.kind,
                actor.name,
                actor.country.as_deref().unwrap_or("-"),
                actor.role.as_deref().unwrap_or("-"),
            );
        }
    }
}
