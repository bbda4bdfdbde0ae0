//! A PostgreSQL server of the tests' own, thrown away at their end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// What the role `postgres` logs in with.
pub const PASSWORD: &str = "not a secret";

/// A server. It ends with the program that started it, however that ends.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
    /// The certificate by which it proves to be `localhost`.
    pub certificate: PathBuf,
    _keeper: Child,
}

/// Where the server's programs are: in Debian's folders, or where `pg_config` says.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path().join("bin"))
        .collect();
    folders.sort();
    let told = Command::new("pg_config").arg("--bindir").output();
    folders.extend(told.ok().map(|told| PathBuf::from(String::from_utf8_lossy(&told.stdout).trim())));
    folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// A command that runs as somebody whom the server runs for: it refuses to be root.
fn humbly() -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|told| told.stdout == b"0\n");
    if !is_root {
        return Command::new("sh");
    }
    let mut command = Command::new("runuser");
    command.args(["-u", owner(), "--", "sh"]);
    command
}

fn owner() -> &'static str {
    match Command::new("id").arg("postgres").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) if status.success() => "postgres",
        _ => "nobody",
    }
}

/// Makes a server, and takes it away when nobody listens any more.
const KEEPER: &str = r#"
set -e
cd "$1"
"$2/initdb" --pgdata=data --username=postgres --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync > init.log
cat >> data/postgresql.conf <<END
fsync = off
listen_addresses = '127.0.0.1'
port = $3
unix_socket_directories = '$1'
ssl = on
ssl_cert_file = '$1/server.crt'
ssl_key_file = '$1/server.key'
END
"$2/pg_ctl" --pgdata=data --log=log --wait start > start.log
echo ready
cat > /dev/null
"$2/pg_ctl" --pgdata=data --mode=immediate stop > stop.log || true
cd /
rm -rf "$1" 2> /dev/null || true
"#;

impl Cluster {
    /// Starts a server; `None` where PostgreSQL is not installed, which is said, and which fails
    /// where DIPLOMACY_WATCH_TESTS_WITH_POSTGRES says that it must be there.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let must = std::env::var_os("DIPLOMACY_WATCH_TESTS_WITH_POSTGRES").is_some();
            assert!(!must, "PostgreSQL is not installed");
            eprintln!("skipped: PostgreSQL is not installed (Debian: apt-get install postgresql)");
            return None;
        };
        // The server ends after the test, and its keeper takes the folder away.
        // Where whoever the server runs for can go, too, and short enough for a socket's name.
        let folder = tempfile::Builder::new().prefix("cluster").tempdir_in("/tmp").unwrap().keep();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::write(folder.join("password"), PASSWORD).unwrap();
        let certificate = certify(&folder);
        own(&folder);
        let mut keeper = humbly()
            .args(["-c", KEEPER, "keeper"])
            .args([&folder, &programs])
            .arg(port.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let log = || fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert_eq!(said, "ready\n", "the server did not start: {}", log());
        Some(Self { folder, programs, port, certificate, _keeper: keeper })
    }

    /// The server that most tests share, each with a database of its own.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// Makes an empty database; its address.
    pub fn database(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("watch{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.client("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        self.address(&name)
    }

    /// The address of a database, with the password.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/{database}", PASSWORD.replace(' ', "%20"), self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    fn client(&self, database: &str) -> Client {
        Client::connect(&self.address(database), NoTls).unwrap()
    }

    /// Copies a database into an empty one, as a backup would: with pg_dump and psql.
    pub fn restore(&self, from: &str, to: &str) {
        let pipe = format!(
            "'{0}/pg_dump' '{from}' | '{0}/psql' --quiet --set ON_ERROR_STOP=1 '{to}'",
            self.programs.display()
        );
        let status = Command::new("sh").args(["-c", &pipe]).stdout(Stdio::null()).status();
        assert!(status.unwrap().success());
    }

    /// The server as after a crash: nobody says goodbye.
    pub fn restart(&self) {
        let command = format!(
            "'{}/pg_ctl' --pgdata=data --log=log --mode=immediate --wait restart > restart.log",
            self.programs.display()
        );
        let mut shell = humbly();
        let status = shell.args(["-c", &format!("cd '{}' && {command}", self.folder.display())]).status();
        assert!(status.unwrap().success());
    }
}

/// Asks a database something as its owner.
pub fn ask(address: &str, sql: &str) {
    Client::connect(address, NoTls).unwrap().batch_execute(sql).unwrap();
}

/// One number that a database gives.
pub fn number(address: &str, sql: &str) -> i64 {
    Client::connect(address, NoTls).unwrap().query_one(sql, &[]).unwrap().get(0)
}

/// Writes a certificate for `localhost` that signs itself.
fn certify(folder: &Path) -> PathBuf {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let path = folder.join("server.crt");
    fs::write(&path, made.cert.pem()).unwrap();
    fs::write(folder.join("server.key"), made.signing_key.serialize_pem()).unwrap();
    path
}

/// Gives a folder to whom the server runs for.
fn own(folder: &Path) {
    let shell =
        |script: String| assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
    shell(format!("cd '{}' && chmod 600 server.key && chmod 755 .", folder.display()));
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|told| told.stdout == b"0\n");
    if is_root {
        shell(format!("chown -R {} '{}'", owner(), folder.display()));
    }
}
