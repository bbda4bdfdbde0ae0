use std::process::ExitCode;

fn main() -> ExitCode {
    diplomacy_watch::cli::run()
}
