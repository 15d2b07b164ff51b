//! What can be wrong with given facts.

use std::fmt;

/// What is wrong with given facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactsError {
    /// It is no JSON.
    NotJson(String),
    /// It is JSON, but no object.
    NotAnObject(&'static str),
    /// A key stands twice in one object.
    Repeated(String),
    /// There is no fact, member or option of this name.
    UnknownName {
        /// What it should be.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest name that there is.
        nearest: Option<String>,
    },
    /// A value of another type.
    WrongType {
        /// Where.
        name: String,
        /// What it takes.
        takes: String,
        /// What stands there.
        found: &'static str,
    },
    /// A number that cannot be right.
    OutOfRange {
        /// The fact.
        name: String,
        /// The number, as it was written.
        value: String,
        /// What it takes.
        takes: String,
    },
    /// A number with more than six decimals.
    TooManyDecimals {
        /// The fact.
        name: String,
        /// The number, as it was written.
        value: String,
    },
    /// The program computes this fact.
    Derived {
        /// The fact.
        name: String,
        /// The facts that it is computed from.
        from: Vec<String>,
    },
    /// Only a set can stand in `not` or `none`.
    NotASet {
        /// The fact.
        name: String,
        /// Where it stands.
        keyword: &'static str,
        /// What to write in its place.
        instead: String,
    },
    /// A member is given in two ways.
    Contradicted {
        /// The fact or member.
        name: String,
        /// The one way.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(message) => write!(f, "not valid JSON: {message}"),
            Self::NotAnObject(found) => {
                write!(f, "facts are one JSON object, such as {{\"sleep_hours\": 6}}, not {found}")
            }
            Self::Repeated(name) => write!(f, "`{name}` stands twice"),
            Self::UnknownName { what, name, nearest } => {
                write!(f, "unknown {what} `{name}`")?;
                nearest.as_ref().map_or(Ok(()), |nearest| write!(f, " (did you mean `{nearest}`?)"))
            }
            Self::WrongType { name, takes, found } => {
                write!(f, "`{name}` takes {takes}, not {found}")
            }
            Self::OutOfRange { name, value, takes } => {
                write!(f, "`{name}` is {value}, but takes {takes}")
            }
            Self::TooManyDecimals { name, value } => {
                write!(f, "`{name}` is {value}, but a number has at most six decimals")
            }
            Self::Derived { name, from } => {
                let from: Vec<String> = from.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "`{name}` is computed from {}: give those", from.join(" and "))
            }
            Self::NotASet { name, keyword, instead } => {
                write!(f, "`{name}` in `{keyword}` is no set: write {instead}")
            }
            Self::Contradicted { name, first, second } => {
                write!(f, "`{name}` is given both as {first} and as {second}")
            }
        }
    }
}

impl std::error::Error for FactsError {}
