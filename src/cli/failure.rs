//! How a verb ends when it does not end well.

use std::process::ExitCode;

/// Why a verb stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something is wrong; not yet told.
    Error(anyhow::Error),
    /// The call itself makes no sense.
    Usage(String),
    /// Everything that is wrong was told on the way.
    Told,
    /// Ctrl-C, at a moment when nothing is lost.
    Interrupted,
    /// Nobody reads the output any more (`| head`).
    OutputClosed,
}

impl Failure {
    /// Tells what is still to be told and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            Self::Error(error) => eprintln!("error: {error:#}"),
            Self::Usage(message) => {
                eprintln!("error: {message}\n\nFor more information, try '--help'.");
                return ExitCode::from(2);
            }
            Self::Told => {}
            Self::Interrupted => {
                eprintln!("interrupted; what was stored stays, the same command goes on from there")
            }
            Self::OutputClosed => return ExitCode::SUCCESS,
        }
        ExitCode::FAILURE
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}
