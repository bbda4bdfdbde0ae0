//! What goes wrong with a server is told before long work begins, and without the password.

use crate::calls::documents;
use crate::cluster::{Cluster, PASSWORD, ask};
use crate::machine::Machine;

#[track_caller]
fn refused(address: &str, told: &[&str]) {
    let machine = Machine::new(address);
    machine.place.file("a.jsonl", documents(0..1));
    for call in
        [&["contacts"][..], &["import", "--reader", "fast", "a.jsonl"], &["serve", "--listen", "127.0.0.1:0"]]
    {
        let got = machine.call(call);
        got.ends(1, told);
        assert!(!got.err.contains(PASSWORD) && !got.err.contains("%20"), "{}", got.err);
    }
}

#[test]
fn a_server_that_does_not_answer_or_open_is_told() {
    let Some(cluster) = Cluster::shared() else { return };
    let port = cluster.port();
    let address = cluster.database();
    refused(
        "postgres://ann@127.0.0.1:9/watch",
        &["postgres://ann@127.0.0.1:9/watch cannot be reached", "refused"],
    );
    refused(&address.replace("not%20a%20secret", "guessed"), &["did not let this user in", "PGPASSWORD"]);
    refused(
        &format!("postgres://postgres@127.0.0.1:{port}/watch0"),
        &["did not let this user in", "PGPASSWORD"],
    );
    refused(&cluster.address("nowhere"), &["\"nowhere\" does not exist", "createdb"]);
    refused(&format!("{address}?sslmode=prefer"), &["may go on without encryption", "sslmode=require"]);
    refused("postgres://127.0.0.1", &["names no database", "postgres://USER@HOST/DATABASE"]);
}

#[test]
fn a_database_that_is_not_a_ledger_is_told_and_not_touched() {
    let Some(cluster) = Cluster::shared() else { return };
    let empty = Machine::new(&cluster.database());
    empty.call(&["contacts"]).ends(1, &["holds no ledger yet", "import PATH"]);
    let others = cluster.database();
    ask(&others, "CREATE TABLE theirs (x integer)");
    refused(&others, &["is the database of something else", "public.theirs"]);
    let named = cluster.database();
    ask(&named, "CREATE SCHEMA diplomacy_watch; CREATE TABLE diplomacy_watch.ledger (x integer)");
    refused(&named, &["is the database of something else", "diplomacy_watch.ledger"]);
    let newer = cluster.database();
    let machine = Machine::new(&newer);
    machine.place.file("a.jsonl", documents(0..1)).file("b.jsonl", documents(1..2));
    machine.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    ask(&newer, "UPDATE diplomacy_watch.ledger SET schema = 99");
    refused(&newer, &["a newer version of this program", "schema is 99"]);
}

#[test]
fn the_password_comes_from_the_environment() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database().replace(":not%20a%20secret", "");
    let machine = Machine::new(&address);
    machine.place.file("a.jsonl", documents(0..1));
    let mut command = machine.command(&["import", "--reader", "fast", "a.jsonl"]);
    let output = command.env("PGPASSWORD", PASSWORD).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// As docs/operations.md sets them up.
#[test]
fn a_role_that_may_only_read_reads_and_does_not_write() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let owner = Machine::new(&address);
    owner.place.file("a.jsonl", documents(0..2));
    owner.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    ask(
        &address,
        "CREATE ROLE reader LOGIN PASSWORD 'read'; GRANT USAGE ON SCHEMA diplomacy_watch TO reader; \
         GRANT SELECT ON ALL TABLES IN SCHEMA diplomacy_watch TO reader; \
         CREATE ROLE stranger LOGIN PASSWORD 'read'; \
         CREATE ROLE writer LOGIN PASSWORD 'read' IN ROLE reader; \
         GRANT INSERT ON diplomacy_watch.entry, diplomacy_watch.original, diplomacy_watch.answer TO writer",
    );
    let of =
        |role: &str| Machine::new(&address.replace("postgres:not%20a%20secret", &format!("{role}:read")));
    let (reader, writer, stranger) = (of("reader"), of("writer"), of("stranger"));
    for machine in [&reader, &writer, &stranger] {
        machine.place.file("b.jsonl", documents(2..4));
    }
    let import = ["import", "--reader", "fast", "b.jsonl"];
    let list = ["contacts", "--format", "jsonl"];
    assert_eq!(reader.call(&list).ends(0, &[]).out, owner.call(&list).out);
    reader.call(&import).ends(1, &["permission denied", "docs/operations.md"]);
    writer.call(&import).ends(0, &[]);
    assert_eq!(reader.call(&list).ends(0, &[]).json().len(), 4);
    stranger.call(&list).ends(1, &["permission denied"]);
}

#[test]
fn a_connection_is_encrypted_to_a_server_that_proves_its_name() {
    let Some(cluster) = Cluster::shared() else { return };
    let address = cluster.database();
    let named = address.replace("127.0.0.1", "localhost");
    let authority = format!("{named}?sslmode=require&sslrootcert={}", cluster.certificate.display());
    let machine = Machine::new(&authority);
    machine.place.file("a.jsonl", documents(0..1));
    machine.call(&["import", "--reader", "fast", "a.jsonl"]).ends(0, &[]);
    machine.call(&["check"]).is_fine();
    // Nobody vouches for it, or it is called otherwise.
    refused(&format!("{named}?sslmode=require"), &["cannot be reached", "certificate"]);
    refused(&authority.replace("localhost", "127.0.0.1"), &["cannot be reached", "certificate"]);
    refused(&format!("{named}?sslrootcert=none.pem"), &["authorities in none.pem cannot be read"]);
}
