//! The web page and the API, asked as a browser or a program asks.

mod server;
#[path = "../atom/valid.rs"]
mod valid;

use server::{Server, line};
use valid::valid;

#[test]
fn every_page_is_there_and_strangers_to_it_are_not() {
    let server = Server::open();
    for page in [
        "/",
        "/weeks/2022-W10",
        "/weeks/2022-W10/edit",
        "/contacts",
        "/contacts/weeks.svg",
        "/contacts/weeks.csv",
        "/positions",
        "/positions/ceasefire/UKR",
        "/statements",
        "/search?q=envoy",
        "/actors",
        "/actors?name=x",
        "/sources",
        "/sources/Example%20Wire",
        "/documents/one",
        "/documents/one/changes",
        "/decisions",
        "/api",
        "/healthz",
        "/metrics",
        "/style.css",
        "/web.js",
    ] {
        let got = server.get(page);
        assert_eq!(got.status, 200, "{page}: {}", got.body);
        let policy = got.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
    }
    for page in [
        "/nowhere",
        "/documents/none",
        "/contacts/c-none",
        "/weeks/2022-W99",
        "/actors/Nobody%20Known",
        "/sources/x",
    ] {
        assert_eq!(server.get(page).status, 404, "{page}");
    }
    assert_eq!(server.get("/contacts?since=soon").status, 400);
    assert_eq!(server.get("/contacts?since=2022-03-09&until=2022-03-08").status, 400);
}

#[test]
fn only_our_own_names_are_answered() {
    let server = Server::open();
    for host in
        ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "10.0.0.1", "[::2]"]
    {
        assert_eq!(server.ask("GET", "/", &[("Host", host)], "").status, 403, "{host}");
    }
    for host in ["localhost", "localhost:8437", "127.0.0.1:1", "[::1]:8437"] {
        assert_eq!(server.ask("GET", "/", &[("Host", host)], "").status, 200, "{host}");
    }
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let evil = "The <script>alert(1)</script> envoy met <img src=x onerror=alert(2)> the \\\"><svg onload=alert(3)> envoy. \
                <iframe srcdoc='<script>alert(4)</script>'></iframe> He said that <button formaction=javascript:alert(5)>it</button> \
                was \u{202E}desrever\u{202C} and that AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA is long.";
    let document = format!(
        "{{\"id\":\"ev\\\"il/<b>\",\"published\":\"2022-03-08\",\"outlet\":\"<b onclick=alert(6)>Wire\",\"kind\":\"wire\",\
         \"title\":\"<script>alert(7)</script>\",\"url\":\"javascript:alert(8)\",\"text\":\"{evil}\"}}\n"
    );
    let server = Server::with(
        &(line("one", "2022-03-07", "The French envoy met the German envoy in Geneva.") + &document),
    );
    for page in
        ["/documents/ev%22il%2F%3Cb%3E", "/", "/search?q=envoy", "/statements", "/contacts", "/sources"]
    {
        let body = server.get(page).body.replace("<script src=\"/web.js\" defer></script>", "");
        for bad in [
            "<script",
            "<img",
            "<svg onload",
            "<iframe",
            "<button formaction",
            "<b onclick",
            "href=\"javascript",
            "\u{202E}",
        ] {
            assert!(!body.contains(bad), "{page} has {bad}");
        }
    }
    let body = server.get("/documents/ev%22il%2F%3Cb%3E").body;
    assert!(body.contains("⟨U+202E⟩"), "what turns writing round is shown");
    let search = server.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").body;
    assert!(!search.contains("<script>alert"), "{search}");
}

#[test]
fn a_record_is_corrected_dropped_and_taken_back() {
    let server = Server::open();
    let contact = server.api("/contacts")["rows"][0].clone();
    let id = contact["id"].as_str().unwrap();
    assert_eq!(contact["status"], "held");
    let page = format!("/documents/one?record={id}");
    let (cookie, pass) = server.pass(&page);
    let correct = format!("act=correct&record={id}&field=status&value=denied&who=Ann&note=seen&pass={pass}");
    // Without the pass, or from elsewhere, nothing is done.
    let form = |cookie: &str, more: &[(&str, &str)], body: &str| {
        let mut headers = vec![("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")];
        headers.extend_from_slice(more);
        server.ask("POST", "/decisions", &headers, body).status
    };
    assert_eq!(form(&cookie, &[], &correct.replace(&pass, "")), 403);
    assert_eq!(form("", &[], &correct), 403);
    assert_eq!(form(&cookie, &[("Origin", "https://evil.example")], &correct), 403);
    assert_eq!(form(&cookie, &[("Sec-Fetch-Site", "cross-site")], &correct), 403);
    assert_eq!(server.api("/contacts")["rows"][0]["status"], "held");
    assert_eq!(form(&cookie, &[("Sec-Fetch-Site", "same-origin")], &correct), 303);
    assert_eq!(server.api("/contacts")["rows"][0]["status"], "denied");
    assert!(
        server.get(&page).body.contains("status corrected from &#34;held&#34; to &#34;denied&#34; by Ann")
    );
    assert_eq!(
        form(&cookie, &[], &format!("act=correct&record={id}&field=status&value=perhaps&pass={pass}")),
        400
    );
    assert_eq!(form(&cookie, &[], &format!("act=drop&record={id}&pass={pass}")), 303);
    assert_eq!(server.api("/contacts")["rows"].as_array().unwrap().len(), 0);
    for decision in server.api("/decisions").as_array().unwrap() {
        let undo = format!("/decisions/{}/undo", decision["key"]);
        let headers = [("Cookie", cookie.as_str())];
        assert_eq!(server.ask("POST", &undo, &headers, &format!("pass={pass}")).status, 303);
    }
    assert_eq!(server.api("/contacts")["rows"][0]["status"], "held");
}

#[test]
fn what_the_model_weighed_is_shown_where_it_is_asked_for() {
    let server = Server::with(&line("one", "2022-03-07", BY_MODEL));
    let position = server.api("/positions")["rows"][0].clone();
    assert_eq!(position["rule"], "position.learned", "{position}");
    let page = format!("/documents/one?record={}", position["id"].as_str().unwrap());
    let plain = server.get(&page).body;
    assert!(plain.contains("weighed=1#beside\" data-beside>What it weighed</a>"), "{plain}");
    assert!(!plain.contains("Likelihood"));
    let weighed = server.get(&format!("{page}&weighed=1")).body;
    assert!(weighed.contains("Likelihood 0.") && !weighed.contains("What it weighed"), "{weighed}");
    assert!(weighed.contains("<dl class=\"terse weighed\"><dt>+"), "{weighed}");
    // What a rule found has its rule there instead.
    let server = Server::with(&line("one", "2022-03-07", "Mexico proposed a truce of five years."));
    let id = server.api("/positions")["rows"][0]["id"].as_str().unwrap().to_owned();
    let ruled = server.get(&format!("/documents/one?record={id}&weighed=1")).body;
    assert!(ruled.contains("Found by a rule") && !ruled.contains("Likelihood"), "{ruled}");
}

/// A stand that no rule tells.
const BY_MODEL: &str =
    "\\\"We are going to continue our assistance to Georgia,\\\" said President Maia Sandu of Moldova.";

#[test]
fn a_search_is_kept_with_a_feed() {
    let server = Server::open();
    let (cookie, pass) = server.pass("/search?q=envoy");
    let headers = [("Cookie", cookie.as_str())];
    let kept = server.ask("POST", "/searches", &headers, &format!("q=envoy&name=Envoys+%3C&pass={pass}"));
    assert_eq!(kept.status, 303);
    assert_eq!(server.ask("POST", "/searches", &headers, &format!("q=-envoy&pass={pass}")).status, 400);
    let page = server.get("/search").body;
    let feed = page.split("href=\"/feeds/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let atom = server.get(&format!("/feeds/{feed}"));
    assert!(
        atom.body.contains("<title>Envoys &lt;</title>") && atom.body.contains("/documents/one</id>"),
        "{}",
        atom.body
    );
    assert!(valid(&atom.body).is_none_or(|found| found == Ok(1)), "{}", atom.body);
    let tag = atom.header("etag").unwrap().to_owned();
    assert_eq!(server.ask("GET", &format!("/feeds/{feed}"), &[("If-None-Match", &tag)], "").status, 304);
    assert_eq!(server.get("/feeds/guess.atom").status, 404);
}

#[test]
fn a_kept_search_takes_only_an_alert_that_the_configuration_has() {
    let server = Server::open();
    let (cookie, pass) = server.pass("/search?q=envoy");
    let post = |target: &str, body: &str| {
        server.ask("POST", target, &[("Cookie", &cookie)], &format!("{body}&pass={pass}")).status
    };
    assert_eq!(post("/searches", "q=envoy&name=Envoys"), 303);
    assert!(server.get("/search").body.contains("on = \"kept\""), "how to have one is told");
    assert_eq!(post("/searches/1/alert", "alert=Nowhere"), 400);
    assert_eq!(post("/searches/1/alert", "alert="), 303);
    assert_eq!(post("/searches/9/alert", "alert="), 404);
}

#[test]
fn a_contact_shows_its_accounts_and_what_they_differ_in() {
    let told = |id: &str, how: &str| {
        line(id, "2022-03-07", &format!("The French envoy {how} met the German envoy on Monday."))
    };
    let server = Server::with(&(told("one", "has") + &told("two", "reportedly")));
    let contacts = server.api("/contacts");
    let rows = contacts["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    let page = server.get(&format!("/contacts/{}", rows[0]["id"].as_str().unwrap())).body;
    assert!(
        page.contains("2 accounts, side by side") && page.contains("Where the accounts differ"),
        "{page}"
    );
    assert!(page.contains("<bdi>held</bdi>") && page.contains("<bdi>reported</bdi>"), "{page}");
    let because = "Joined as <bdi>one with the account of Example Wire, 2022-03-07: the same parties; a meeting in both";
    assert!(page.contains(because), "{page}");
}

#[test]
fn the_sides_numbers_stand_against_each_other() {
    let told = |id: &str, outlet: &str, country: &str, more: &str| {
        let text = format!(
            "French President Ann Arbre spoke by phone with German Chancellor Carl Cedar on Monday. {more}"
        );
        let line = line(id, "2022-03-07", &text);
        line.replace("\"CHE\"", &format!("\"{country}\""))
            .replace("Example Wire", outlet)
            .replace("wire", "official")
    };
    let ours = told("one", "Palace", "FRA", "The call took 60 minutes. Arbre offered 10 tanks.");
    let theirs = told("two", "Chancellery", "DEU", "They talked for an hour. Arbre offered 30 tanks.");
    let server = Server::with(&(ours + &theirs));
    let contacts = server.api("/contacts");
    let page = server.get(&format!("/contacts/{}", contacts["rows"][0]["id"].as_str().unwrap())).body;
    assert!(page.contains("<dt>number: tank</dt>"), "{page}");
    assert!(page.contains("Arbre offered 10 tanks.") && page.contains("Arbre offered 30 tanks."), "{page}");
    assert!(!page.contains("number: time"), "an hour is 60 minutes: {page}");
}

#[test]
fn an_actors_offices_stand_with_the_words_that_give_them() {
    let text = "French President Ann Arbre met German Chancellor Carl Cedar in Geneva. Arbre said that talks were near.";
    let server = Server::with(&line("one", "2022-03-07", text));
    let page = server.get("/actors/Ann%20Arbre").body;
    let end = text.find(" met").unwrap();
    let words = format!(
        "<a href=\"/documents/one?start=0&#38;end={end}#words\"><bdi>French President Ann Arbre</bdi></a>"
    );
    assert!(page.contains(&words), "{page}");
    assert!(page.contains("<td><bdi>President</bdi></td><td>France</td>"), "{page}");
}

#[test]
fn a_digest_is_changed_by_an_editor_and_has_a_feed() {
    let server = Server::open();
    let (cookie, pass) = server.pass("/weeks/2022-W10/edit");
    let post = |target: &str, body: &str| {
        server.ask("POST", target, &[("Cookie", &cookie)], &format!("{body}&pass={pass}")).status
    };
    let page = server.get("/weeks/2022-W10/edit").body;
    let shown = page.split("<li id=\"s").find(|part| part[8..].contains("envoy")).unwrap().to_owned();
    let handle = &shown[..8];
    let text = "act=text&text=%3Cb%3EThey%3C%2Fb%3E+met.&who=Ann&note=short";
    assert_eq!(
        server.ask("POST", "/weeks/2022-W10/edit", &[("Cookie", &cookie)], text).status,
        403,
        "no pass"
    );
    assert_eq!(post("/weeks/2022-W10/edit", &format!("handle=00000000&{text}")), 400);
    assert_eq!(post("/weeks/2022-W10/edit", &format!("handle={handle}&{text}")), 303);
    let week = server.get("/weeks/2022-W10").body;
    assert!(week.contains("&#60;b&#62;They&#60;/b&#62; met."), "{week}");
    assert!(
        week.contains("[editor]") && week.contains("by the editor") && week.contains("(short)"),
        "{week}"
    );
    assert_eq!(post("/digest-feed", ""), 303);
    let page = server.get("/").body;
    let feed = page.split("href=\"/feeds/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let atom = server.get(&format!("/feeds/{feed}"));
    let read = feed_rs::parser::parse(atom.body.as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 1);
    assert!(valid(&atom.body).is_none_or(|found| found == Ok(1)), "{}", atom.body);
    assert!(read.entries[0].content.as_ref().unwrap().body.as_ref().unwrap().contains("[editor]"));
    assert_eq!(post("/weeks/2022-W10/edit/undo", "key=1"), 303);
    assert!(!server.get("/weeks/2022-W10").body.contains("[editor]"));
    assert_eq!(post("/digest-feed/end", ""), 303);
    assert_eq!(server.get(&format!("/feeds/{feed}")).status, 404);
}

#[test]
fn a_shared_digest_leads_nowhere_else() {
    let server = Server::open();
    let (cookie, pass) = server.pass("/");
    let headers = [("Cookie", cookie.as_str())];
    let shared = server.ask("POST", "/weeks/2022-W10/share", &headers, &format!("pass={pass}"));
    let link = shared.body.split("href=\"/shared/").nth(1).unwrap().split('"').next().unwrap();
    let page = server.get(&format!("/shared/{link}"));
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("/contacts") && !page.body.contains("<form"), "{}", page.body);
    let ended = server.ask("POST", "/weeks/2022-W10/unshare", &headers, &format!("pass={pass}"));
    assert_eq!((ended.status, server.get(&format!("/shared/{link}")).status), (303, 404));
}

#[test]
fn the_api_pages_and_refuses_what_it_does_not_take() {
    let lines: String = (1..=7)
        .map(|day| {
            line(
                &format!("d{day}"),
                &format!("2022-03-0{day}"),
                "The French envoy met the German envoy in Geneva.",
            )
        })
        .collect();
    let server = Server::with(&lines);
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = server.api(&format!("/contacts?limit=3{after}"));
        seen.extend(
            page["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["document"]["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["d7", "d6", "d5", "d4", "d3", "d2", "d1"]);
    assert_eq!(server.get("/api/v1/contacts?limti=3").status, 400);
    assert_eq!(server.get("/api/v1/contacts?limit=0").status, 400);
    assert_eq!(server.get("/api/v1/nothing").status, 404);
    let tag = server.get("/api/v1/contacts").header("etag").unwrap().to_owned();
    assert_eq!(server.ask("GET", "/api/v1/contacts", &[("If-None-Match", &tag)], "").status, 304);
    let document = server.api("/documents/d1");
    assert_eq!(document["contacts"][0]["mode"], "meeting");
}

#[test]
fn elsewhere_than_on_this_machine_one_must_log_in() {
    let refused = Server::refused(&["--listen", "0.0.0.0:0"]);
    assert!(refused.contains("can be reached by others"), "{refused}");
    assert!(Server::refused(&["--token", "short"]).contains("could be guessed"));
    let server = Server::guarded("a-token-of-some-length-0001");
    let get = server.get("/contacts");
    assert_eq!((get.status, get.header("location")), (303, Some("/login?to=%2Fcontacts")));
    assert_eq!(server.get("/api/v1/contacts").status, 401);
    let with = |token: &str| {
        server.ask("GET", "/api/v1/contacts", &[("Authorization", &format!("Bearer {token}"))], "").status
    };
    assert_eq!((with("a-token-of-some-length-0001"), with("wrong")), (200, 401));
    assert_eq!((server.get("/healthz").status, server.get("/healthz").body.as_str()), (200, "ok"));
    assert_eq!(server.get("/metrics").status, 303);
    let token = [("Authorization", "Bearer a-token-of-some-length-0001")];
    let metrics = server.ask("GET", "/metrics", &token, "");
    assert_eq!(metrics.status, 200);
    assert!(
        metrics.body.contains("\ndiplomacy_watch_documents{outlet=\"Example Wire\"} "),
        "{}",
        metrics.body
    );
    let log_in = |password: &str| {
        let (cookie, pass) = server.pass("/login");
        let body = format!("name=Ann&password={password}&pass={pass}");
        server.ask("POST", "/login", &[("Cookie", &cookie)], &body)
    };
    assert_eq!(log_in("a-token-of-some-length-0001").status, 403, "Ann has a password of her own");
    assert_eq!(log_in("wrong").status, 403);
    let answer = log_in("correct-horse-battery");
    assert_eq!(answer.status, 303);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let inside = server.ask("GET", "/contacts", &[("Cookie", cookie)], "");
    assert_eq!(inside.status, 200);
    let pass = inside.body.split("name=\"pass\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let out = server.ask("POST", "/logout", &[("Cookie", cookie)], &format!("pass={pass}"));
    assert_eq!(out.status, 303);
    assert_eq!(server.ask("GET", "/contacts", &[("Cookie", cookie)], "").status, 303);
    (0..4).for_each(|_| drop(log_in("wrong")));
    assert_eq!(log_in("correct-horse-battery").status, 429);
}

#[test]
fn the_interface_and_the_pages_keep_what_is_denied_and_hedged() {
    let claim = "U.S. Secretary of State Antony Blinken reportedly met Russian Foreign Minister Sergey Lavrov in Geneva on Monday.";
    let denial = "Russian Foreign Minister Sergey Lavrov denied that he had met U.S. Secretary of State Antony Blinken on Monday.";
    let server = Server::with(&(line("claim", "2022-03-09", claim) + &line("denial", "2022-03-09", denial)));
    let rows = |path: &str| -> Vec<serde_json::Value> {
        let got: serde_json::Value = serde_json::from_str(&server.get(path).body).unwrap();
        got["rows"].as_array().unwrap().clone()
    };
    let contacts = rows("/api/v1/contacts");
    assert_eq!(contacts.len(), 2);
    for contact in &contacts {
        let own = if contact["document"]["id"] == "claim" { "reported" } else { "denied" };
        assert_eq!(contact["status"], own, "{contact}");
        let page = server.get(&format!("/contacts/{}", contact["id"].as_str().unwrap())).body;
        assert!(page.contains("reported") && page.contains("denied"), "both are shown: {page}");
    }
    for statement in rows("/api/v1/statements") {
        assert!(statement["stance"] == "denies" || statement["hedged"] == true, "{statement}");
    }
    for event in rows("/api/v1/events") {
        assert!(event["status"] != "happened" || event["told_by"]["hedged"] == true, "{event}");
    }
}
