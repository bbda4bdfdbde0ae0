//! What a site asks of programs: robots.txt after RFC 9309.

use std::time::Duration;

/// How much of a file is read; the standard asks for at least as much.
const READ: usize = 512 << 10;

/// A site that asks for a longer pause between two requests gets this one.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a site's robots.txt says to one program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// The pause that it asks for between two requests.
    pub pause: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allows: bool,
    pattern: String,
}

/// What stands in a file for one or more programs.
#[derive(Default)]
struct Group {
    programs: Vec<String>,
    rules: Vec<Rule>,
    pause: Option<Duration>,
}

impl Robots {
    /// Everything is allowed.
    pub fn open() -> Self {
        Self::default()
    }

    /// What the file says to the program with this name.
    pub fn parse(file: &[u8], program: &str) -> Self {
        let text = String::from_utf8_lossy(&file[..file.len().min(READ)]);
        let groups = groups(text.trim_start_matches('\u{feff}'));
        let of = |name: &str| {
            let mut own =
                groups.iter().filter(|group| group.programs.iter().any(|one| one == name)).peekable();
            own.peek()?;
            let (mut rules, mut pause) = (Vec::new(), None);
            for group in own {
                rules.extend(group.rules.iter().cloned());
                pause = pause.max(group.pause);
            }
            Some(Self { rules, pause })
        };
        of(&program.to_ascii_lowercase()).or_else(|| of("*")).unwrap_or_default()
    }

    /// Whether a path with its query may be fetched: the longest pattern that fits says
    /// so, and where two are as long the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = plain(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // Names that follow each other share what comes after them.
    let mut naming = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            if !naming {
                groups.push(Group::default());
            }
            naming = true;
            if let Some(group) = groups.last_mut() {
                group.programs.push(token(value));
            }
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        match key.as_str() {
            "allow" | "disallow" => {
                naming = false;
                if !value.is_empty() {
                    group.rules.push(Rule { allows: key == "allow", pattern: plain(value) });
                }
            }
            "crawl-delay" => {
                naming = false;
                let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
                let asked =
                    seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_PAUSE.as_secs_f64())));
                group.pause = group.pause.max(asked);
            }
            _ => {}
        }
    }
    groups
}

/// A program's name in small letters, without version and remarks.
fn token(value: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphabetic() || "_-*".contains(c);
    value.chars().take_while(|&c| is_name(c)).collect::<String>().to_ascii_lowercase()
}

/// A path in which what needs no escape stands plain and what is escaped is in capitals,
/// so that two ways to write it are the same.
fn plain(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let escaped = (byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        if let Some(value) = escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            push(&mut out, value, !(value.is_ascii_alphanumeric() || b"-._~".contains(&value)));
            at += 3;
        } else {
            push(&mut out, byte, !byte.is_ascii());
            at += 1;
        }
    }
    out
}

fn push(out: &mut String, byte: u8, escape: bool) {
    if escape {
        out.push_str(&format!("%{byte:02X}"));
    } else {
        out.push(char::from(byte));
    }
}

/// Whether a pattern fits the head of a path: `*` is any characters, `$` the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return !to_the_end || rest.is_empty() };
    for piece in between {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    if to_the_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}User-agent: *\nDisallow: /private/ # all\nAllow: /private/open\nCrawl-delay: 5\n\n\
        USER-AGENT: other/2.0\nuser-agent: Diplomacy-Watch\nDisallow: /*.pdf$\nDisallow: /a\nAllow: /a\nDisallow: /%7Eann/Ж\n\
        Sitemap: https://example.org/map.xml\n\nUser-agent: nobody\nDisallow: /\n\nUser-agent: diplomacy-watch\nDisallow: /later";

    #[track_caller]
    fn check(program: &str, path: &str, expected: bool) {
        assert_eq!(Robots::parse(FILE.as_bytes(), program).allows(path), expected, "{program} {path}");
    }

    #[test]
    fn the_own_groups_count_else_those_of_all() {
        check("diplomacy-watch", "/private/x", true);
        check("diplomacy-watch", "/x.pdf", false);
        check("diplomacy-watch", "/x.pdf?y", true);
        check("diplomacy-watch", "/a/b", true);
        check("diplomacy-watch", "/later/x", false);
        check("diplomacy-watch", "/~ann/%D0%96", false);
        check("diplomacy-watch", "/%7eann/%d0%96x", false);
        check("unheard-of", "/private/x", false);
        check("unheard-of", "/private/open/x", true);
        check("nobody", "/x", false);
        check("nobody", "/robots.txt", true);
    }

    #[test]
    fn the_pause_is_taken_and_bounded() {
        assert_eq!(Robots::parse(FILE.as_bytes(), "unheard-of").pause, Some(Duration::from_secs(5)));
        let long = Robots::parse(b"User-agent: *\nCrawl-delay: 1e9", "x");
        assert_eq!(long.pause, Some(LONGEST_PAUSE));
        assert_eq!(Robots::parse(b"User-agent: *\nCrawl-delay: NaN", "x").pause, None);
    }

    #[test]
    fn what_is_no_such_file_allows_everything() {
        for file in ["", "<html><p>User-agent: * Disallow: /</p>", "Disallow: /", "User-agent: *\nDisallow:"]
        {
            assert!(Robots::parse(file.as_bytes(), "x").allows("/a"), "{file}");
        }
    }

    #[test]
    fn patterns_fit() {
        for (pattern, path, expected) in [
            ("/*/b", "/a/b/c", true),
            ("/a*", "/a", true),
            ("*/b$", "/a/b", true),
            ("/a*c$", "/abcc", true),
            ("/a*c$", "/abcd", false),
            ("/a$", "/ab", false),
            ("/a*b*c", "/aXcXb", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
        let (pattern, path) = ("/*a".repeat(50_000), "/a".repeat(100_000));
        assert!(fits(&pattern, &path));
    }
}
