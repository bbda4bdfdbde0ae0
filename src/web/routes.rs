//! Which address is which page.

use super::answer::Answer;
use super::ask::{Ask, Verb, Visitor};
use super::fault::Fault;
use super::house::House;
use super::show::words::{part, unpart};
use super::{api, door, feed, page};

/// A page, or what a form does.
type Made = fn(&House, &Ask) -> Result<Answer, Fault>;

/// An address; `*` stands for a part that is given to the page.
struct Route {
    verb: Verb,
    path: &'static str,
    /// Whether strangers may have it.
    is_public: bool,
    made: Made,
}

const fn shown(path: &'static str, made: Made) -> Route {
    Route { verb: Verb::Get, path, is_public: false, made }
}

const fn done(path: &'static str, made: Made) -> Route {
    Route { verb: Verb::Post, path, is_public: false, made }
}

const fn public(verb: Verb, path: &'static str, made: Made) -> Route {
    Route { verb, path, is_public: true, made }
}

const ROUTES: &[Route] = &[
    shown("/", page::week::latest),
    shown("/weeks/*", page::week::one),
    shown("/weeks/*/edit", page::edit::form),
    done("/weeks/*/edit", page::edit::make),
    done("/weeks/*/edit/undo", page::edit::undo),
    done("/digest-feed", page::week::make_feed),
    done("/digest-feed/end", page::week::end_feed),
    done("/weeks/*/share", page::week::share),
    done("/weeks/*/unshare", page::week::end_shares),
    shown("/contacts", page::contacts::list),
    shown("/contacts/weeks.svg", page::contacts::svg),
    shown("/contacts/weeks.csv", page::contacts::csv),
    shown("/contacts/*", page::contact::one),
    shown("/positions", page::positions::board),
    shown("/positions/*/*", page::positions::cell),
    shown("/statements", page::statements::list),
    shown("/search", page::search::found),
    done("/searches", page::search::save),
    done("/searches/*/forget", page::search::forget),
    done("/searches/*/alert", page::search::set_alert),
    shown("/actors", page::actor::list),
    shown("/actors/*", page::actor::one),
    shown("/sources", page::source::list),
    shown("/sources/*", page::source::one),
    shown("/documents/*", page::document::one),
    shown("/documents/*/changes", page::changes::one),
    shown("/decisions", page::decisions::list),
    done("/decisions", page::decisions::make),
    done("/decisions/*/undo", page::decisions::undo),
    shown("/api", page::guide::one),
    public(Verb::Get, "/login", page::login::form),
    public(Verb::Post, "/login", door::log_in),
    public(Verb::Post, "/logout", door::log_out),
    public(Verb::Get, "/shared/*", page::shared::one),
    public(Verb::Get, "/feeds/*", feed::one),
    public(Verb::Get, "/healthz", page::monitor::health),
    shown("/metrics", page::monitor::metrics),
    public(Verb::Get, "/icon.svg", page::icon),
    public(Verb::Get, "/style.css", page::style),
    public(Verb::Get, "/web.js", page::script),
];

/// What is answered to what is asked.
pub(super) fn answer(house: &House, mut ask: Ask) -> Answer {
    let is_api = ask.target.starts_with("/api/");
    match made(house, &mut ask) {
        Ok(answer) => answer.guarded(),
        Err(fault) if is_api => api::fault(&fault).guarded(),
        Err(fault) => page::fault(&ask, &fault).guarded(),
    }
}

fn made(house: &House, ask: &mut Ask) -> Result<Answer, Fault> {
    door::enter(house, ask)?;
    if ask.target.starts_with("/api/") {
        if ask.visitor == Visitor::Stranger {
            return Err(Fault::Unknown);
        }
        return api::answer(house, ask);
    }
    let parts = parts(&ask.target).ok_or(Fault::NotFound)?;
    let verb = if ask.verb == Verb::Head { Verb::Get } else { ask.verb };
    let fitting = ROUTES.iter().filter(|route| route.verb == verb);
    let found = fitting.filter_map(|route| Some((route, taken(route.path, &parts)?)));
    // An address of fixed words goes before one with a gap.
    let (route, path) = found.min_by_key(|(_, path)| path.len()).ok_or(Fault::NotFound)?;
    ask.path = path;
    if ask.visitor == Visitor::Stranger && !route.is_public {
        return Ok(Answer::see(&format!("/login?to={}", part(&ask.target))));
    }
    let cookie = door::welcome(house, ask)?;
    let answer = (route.made)(house, ask)?;
    let has_own = answer.headers.iter().any(|(name, _)| *name == "set-cookie");
    Ok(match cookie {
        Some(cookie) if !has_own && !route.is_public => answer.with("set-cookie", cookie),
        Some(cookie) if route.path == "/login" && !has_own => answer.with("set-cookie", cookie),
        _ => answer,
    })
}

/// The parts of a path, decoded.
fn parts(target: &str) -> Option<Vec<String>> {
    target.trim_start_matches('/').split('/').map(unpart).collect()
}

/// What stands in the gaps of an address, where it fits.
fn taken(route: &str, parts: &[String]) -> Option<Vec<String>> {
    let wanted: Vec<&str> = route.trim_start_matches('/').split('/').collect();
    if wanted.len() != parts.len() {
        return None;
    }
    let mut gaps = Vec::new();
    for (want, part) in wanted.iter().zip(parts) {
        match *want {
            "*" if !part.is_empty() => gaps.push(part.clone()),
            fixed if fixed == part => {}
            _ => return None,
        }
    }
    Some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(route: &str, target: &str, expected: Option<&[&str]>) {
        let got = parts(target).and_then(|parts| taken(route, &parts));
        let expected: Option<Vec<String>> =
            expected.map(|gaps| gaps.iter().map(|&gap| gap.to_owned()).collect());
        assert_eq!(got, expected, "{target}");
    }

    #[test]
    fn addresses_have_gaps() {
        check("/", "/", Some(&[]));
        check("/contacts", "/contacts", Some(&[]));
        check("/documents/*", "/documents/a%2Fb", Some(&["a/b"]));
        check("/documents/*", "/documents/a/b", None);
        check("/documents/*/changes", "/documents/x/changes", Some(&["x"]));
        check("/actors/*", "/actors/", None);
        check("/actors/*", "/actors/%FF", None);
    }
}
