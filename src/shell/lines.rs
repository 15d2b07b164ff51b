//! Lines of a stream, one at a time and with a bound on their length.

use std::io::{self, BufRead, BufReader, Read};

/// The longest line that is taken: a person's facts, or what they typed.
const LONGEST: usize = 1024 * 1024;

/// What [`Lines::next`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A line, without its end.
    Read,
    /// A line of more than a megabyte, which was passed over.
    TooLong,
    /// The end of the stream.
    End,
}

/// Reads lines at constant memory. `\n` and `\r\n` end a line; the last line needs no end.
pub struct Lines {
    source: BufReader<Box<dyn Read>>,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

impl Lines {
    /// The lines of a stream.
    #[must_use]
    pub fn new(source: Box<dyn Read>) -> Self {
        Self { source: BufReader::with_capacity(64 * 1024, source) }
    }

    /// Reads the next line into `line`, replacing what it held. `before_waiting` is called before the
    /// stream is asked for more, so that a partner who waits for answers gets those that are there.
    ///
    /// # Errors
    /// What the stream or `before_waiting` says.
    pub fn next(
        &mut self,
        line: &mut Vec<u8>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> io::Result<Line> {
        line.clear();
        let (mut some, mut too_long) = (false, false);
        loop {
            if self.source.buffer().is_empty() {
                before_waiting()?;
            }
            let bytes = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if bytes.is_empty() {
                break;
            }
            some = true;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let part = &bytes[..end.unwrap_or(bytes.len())];
            too_long |= line.len() + part.len() > LONGEST;
            if !too_long {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        if too_long {
            line.clear();
            return Ok(Line::TooLong);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(if some { Line::Read } else { Line::End })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{LONGEST, Line, Lines};

    fn read(text: &[u8]) -> Vec<(Line, String)> {
        let mut lines = Lines::new(Box::new(Cursor::new(text.to_vec())));
        let mut line = Vec::new();
        let mut read = Vec::new();
        loop {
            match lines.next(&mut line, &mut || Ok(())).unwrap() {
                Line::End => return read,
                kind => read.push((kind, String::from_utf8_lossy(&line).into_owned())),
            }
        }
    }

    #[test]
    fn ends_of_lines() {
        let text = |text: &str| (Line::Read, text.to_owned());
        assert_eq!(read(b""), []);
        assert_eq!(read(b"a\n\r\nb\r\nc"), [text("a"), text(""), text("b"), text("c")]);
        assert_eq!(read(b"\n"), [text("")]);
    }

    #[test]
    fn a_line_without_bound_is_passed_over() {
        let mut text = vec![b'x'; LONGEST + 1];
        text.extend_from_slice(b"\nafter\n");
        assert_eq!(read(&text), [(Line::TooLong, String::new()), (Line::Read, "after".to_owned())]);
    }
}
