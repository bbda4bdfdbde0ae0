//! Calling the program in a folder of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder in which the program is called.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What a call gave.
pub struct Called {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a file, with its folders.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program's command, not yet started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_diplomacy-watch")));
        command.args(arguments).current_dir(self.folder.path()).env_remove("DIPLOMACY_WATCH_LEDGER");
        command
    }

    #[track_caller]
    pub fn call(&self, arguments: &[&str]) -> Called {
        Called::of(&self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Calls the program with something on its standard input.
    #[track_caller]
    pub fn call_with(&self, arguments: &[&str], input: &[u8]) -> Called {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        // The program may end before it has read everything.
        let _ = writer.join().unwrap();
        Called::of(&output)
    }
}

impl Called {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The lines of the output as JSON.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Asserts the exit code and words that standard error must have.
    #[track_caller]
    pub fn ends(&self, code: i32, told: &[&str]) -> &Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        for words in told {
            assert!(self.err.contains(words), "not told: {words}\nstderr: {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Asserts that all went well and nothing was said about it.
    #[track_caller]
    pub fn is_fine(&self) -> &Self {
        self.ends(0, &[]);
        assert_eq!(self.err, "");
        self
    }
}
