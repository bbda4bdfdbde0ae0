//! Who comes in: which hosts are answered, who asks, and whether a form is ours.

use super::account::{is_right, secret};
use super::answer::Answer;
use super::ask::{Ask, Verb, Visitor};
use super::fault::Fault;
use super::house::House;

/// The cookie that tells visitors apart.
const COOKIE: &str = "diplomacy-watch";

/// Finds out who asks and whether it may be answered at all. A name server of somebody
/// else's can make a browser ask us under another name (DNS rebinding): only our own names
/// are answered.
pub(super) fn enter(house: &House, ask: &mut Ask) -> Result<(), Fault> {
    let host = ask.host.as_deref().unwrap_or_default();
    if !is_ours(house, host) {
        return Err(Fault::Forbidden(format!(
            "\"{host}\" is no name of this machine that is known; name it with: serve --host NAME"
        )));
    }
    ask.visitor = visitor(house, ask);
    ask.pass = cookie(ask).map(|cookie| pass(house, cookie)).unwrap_or_default();
    if ask.verb == Verb::Post && ask.visitor != Visitor::Program {
        check_form(ask, host)?;
    }
    Ok(())
}

fn is_ours(house: &House, host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let is_named = house.settings.hosts.iter().any(|known| known.eq_ignore_ascii_case(name));
    let address = name.trim_start_matches('[').trim_end_matches(']');
    // An address cannot be made to lead elsewhere; on an open house only this machine's
    // own are ours.
    let is_address = match house.is_open {
        true => matches!(address, "127.0.0.1" | "::1") || host == house.own,
        false => address.parse::<core::net::IpAddr>().is_ok(),
    };
    is_named || is_address || name.eq_ignore_ascii_case("localhost")
}

fn visitor(house: &House, ask: &Ask) -> Visitor {
    if let Some(bearer) = &ask.bearer {
        return if is_token(house, bearer) { Visitor::Program } else { Visitor::Stranger };
    }
    if let Some(name) = cookie(ask).and_then(|cookie| house.sessions.who(cookie)) {
        return Visitor::Person(name);
    }
    if house.is_open { Visitor::Owner } else { Visitor::Stranger }
}

fn is_token(house: &House, words: &str) -> bool {
    // Hashes are compared in constant time.
    let known = house.settings.token.as_ref();
    known.is_some_and(|token| blake3::hash(token.as_bytes()) == blake3::hash(words.as_bytes()))
}

fn cookie(ask: &Ask) -> Option<&str> {
    let all = ask.cookie.as_deref()?.split(';');
    let mut ours = all.filter_map(|one| one.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    ours.next_back().filter(|value| !value.is_empty())
}

/// What a form must carry to come from a page that this visitor was shown.
fn pass(house: &House, cookie: &str) -> String {
    blake3::keyed_hash(&house.key, cookie.as_bytes()).to_hex().to_string()
}

fn check_form(ask: &Ask, host: &str) -> Result<(), Fault> {
    let origin = ask.origin.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let is_elsewhere = ask.fetch_site.as_deref().is_some_and(|site| site != "same-origin" && site != "none")
        || origin.is_some_and(|origin| !origin.eq_ignore_ascii_case(host));
    let pass = ask.field("pass").unwrap_or_default();
    let is_right = !ask.pass.is_empty() && blake3::hash(pass.as_bytes()) == blake3::hash(ask.pass.as_bytes());
    if is_elsewhere || !is_right {
        let words =
            "this form did not come from a page that you were shown; load the page again and repeat it";
        return Err(Fault::Forbidden(words.to_owned()));
    }
    Ok(())
}

/// Gives a visitor who has none a cookie, before a page with forms is made.
pub(super) fn welcome(house: &House, ask: &mut Ask) -> Result<Option<String>, Fault> {
    if !ask.pass.is_empty() || ask.visitor == Visitor::Program {
        return Ok(None);
    }
    let value = secret()?;
    ask.pass = pass(house, &value);
    Ok(Some(cookie_header(ask, &value)))
}

fn cookie_header(ask: &Ask, value: &str) -> String {
    let secure = if ask.is_secure { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

/// Lets somebody in who knows a password or the token.
pub(super) fn log_in(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    house.sessions.may_try()?;
    let (name, password) = (ask.needed("name")?, ask.needed("password")?);
    let hash = house.ledger.with(|ledger| ledger.password(name))?;
    // With the token one may take any name that nobody has.
    let by_token = hash.is_none() && is_token(house, password);
    if !is_right(password, hash.as_deref()) && !by_token {
        house.sessions.went_wrong();
        return Err(Fault::Forbidden("the name or the password is wrong".to_owned()));
    }
    let value = secret()?;
    house.sessions.begin(&value, name);
    Ok(Answer::see("/").with("set-cookie", cookie_header(ask, &value)))
}

/// Ends a login.
pub(super) fn log_out(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    if let Some(cookie) = cookie(ask) {
        house.sessions.end(cookie);
    }
    Ok(Answer::see("/login").with("set-cookie", cookie_header(ask, "") + "; Max-Age=0"))
}
