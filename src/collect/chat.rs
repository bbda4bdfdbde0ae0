//! Asks a language model behind an address of the OpenAI kind (`/v1/chat/completions`): one
//! bounded request for one answer, under the same guard as every other request.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::fetch::{Address, Ask, FetchError, Fetcher, Limits, Names, Post, Validators};

/// The most bytes of an answer: a sentence and what stands around it.
const MAX_BYTES: u64 = 256 << 10;

/// The most tokens that are asked for.
const MAX_TOKENS: u32 = 400;

/// A model and where it is asked.
pub struct Chat {
    fetcher: Fetcher,
    address: Address,
    model: String,
    key: Option<String>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    #[error("the key of {0} holds signs that no key has; put the key and nothing else into its file")]
    Key(String),
    #[error("the key of {0} would be sent unencrypted; use https, or name the host under private_hosts")]
    Unencrypted(String),
    #[error("{host}: {error}")]
    Fetch { host: String, error: FetchError },
    #[error("{host}: the answer is none of a language model: {what}")]
    NoAnswer { host: String, what: String },
}

#[derive(Serialize)]
struct Question<'a> {
    model: &'a str,
    messages: [Message<'a>; 2],
    temperature: u8,
    max_tokens: u32,
    stream: bool,
}

#[derive(Serialize)]
struct Message<'a> {
    role: &'a str,
    content: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    content: Option<String>,
}

impl Chat {
    /// A model at an address that whoever runs the program has given.
    ///
    /// # Errors
    /// Where the key is none, or would be sent unencrypted to a host of the public network.
    pub fn new(
        address: Address,
        model: &str,
        key: Option<String>,
        limits: Limits,
        names: Arc<dyn Names>,
    ) -> Result<Self, ChatError> {
        let host = address.host().to_owned();
        if let Some(key) = &key {
            if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(ChatError::Key(host));
            }
            if !address.as_str().starts_with("https://") && !limits.private_hosts.has(&host) {
                return Err(ChatError::Unencrypted(host));
            }
        }
        let limits = Limits { max_bytes: limits.max_bytes.min(MAX_BYTES), ..limits };
        Ok(Self { fetcher: Fetcher::new(limits, names), address, model: model.to_owned(), key })
    }

    /// What the model makes of some words, by instructions, within `time`.
    ///
    /// # Errors
    /// Where there is no whole answer in time, or it is none of a language model.
    pub fn ask(&self, instructions: &str, words: &str, time: Duration) -> Result<String, ChatError> {
        let host = || self.address.host().to_owned();
        let message = |role, content| Message { role, content };
        let question = Question {
            model: &self.model,
            messages: [message("system", instructions), message("user", words)],
            temperature: 0,
            max_tokens: MAX_TOKENS,
            stream: false,
        };
        let no_answer = |what: String| ChatError::NoAnswer { host: host(), what };
        let json = serde_json::to_vec(&question).map_err(|error| no_answer(error.to_string()))?;
        let post = Some(Post { json: &json, bearer: self.key.as_deref() });
        let ask = Ask { address: &self.address, validators: &Validators::default(), trusted: true, post };
        let failed = |error| ChatError::Fetch { host: host(), error };
        let response = self.fetcher.request(&ask, time).map_err(failed)?;
        if !(200..300).contains(&response.status) {
            return Err(failed(FetchError::Status { status: response.status, rest: None }));
        }
        let answer: Answer =
            serde_json::from_slice(&response.body).map_err(|error| no_answer(error.to_string()))?;
        let choice =
            answer.choices.into_iter().next().ok_or_else(|| no_answer("it has no choices".to_owned()))?;
        if choice.finish_reason.as_deref() == Some("length") {
            return Err(no_answer("it was cut off".to_owned()));
        }
        choice.message.content.ok_or_else(|| no_answer("it has no content".to_owned()))
    }
}
