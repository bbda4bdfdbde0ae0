//! How a verb ends when it does not end well.

use std::process::ExitCode;

/// Why a verb stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something is wrong; not yet told.
    Error(anyhow::Error),
    /// Everything that is wrong was told on the way.
    Told,
    /// Nobody reads the output any more (`| head`).
    OutputClosed,
}

impl Failure {
    /// Tells what is still to be told and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            Self::Error(error) => {
                eprintln!("error: {error:#}");
                ExitCode::from(1)
            }
            Self::Told => ExitCode::from(1),
            Self::OutputClosed => ExitCode::SUCCESS,
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}
