//! Pages for a browser and for paper: one self-contained file each.
//!
//! Everything goes through maud, which escapes all text. There is no script, and the policy in the head
//! keeps the browser from loading anything at all.

pub mod handover;
pub mod report;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::base::language::Language;
use crate::model::urgency::Urgency;
use crate::render::block::Block;

/// What holds for every page: A4 on paper, one readable column on a screen.
const STYLE: &str = include_str!("style.css");

/// What the browser may load: the style in the file, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A whole file: the skeleton of every page that the program writes.
pub(super) fn document(language: Language, title: &str, body: &Markup) -> String {
    styled_document(language, title, "", body)
}

/// A whole file with a style of its own besides that of all pages.
pub(super) fn styled_document(language: Language, title: &str, own: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(own)) }
            }
            body { (body) }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

/// A heading of a level from 1 to 6.
pub(super) fn heading(level: u8, text: &str) -> Markup {
    html! {
        @match level {
            1 => h1 { (text) },
            2 => h2 { (text) },
            3 => h3 { (text) },
            4 => h4 { (text) },
            5 => h5 { (text) },
            _ => h6 { (text) },
        }
    }
}

/// Blocks as elements; their headings are of this level.
pub(super) fn blocks(blocks: &[Block], level: u8) -> Markup {
    html! {
        @for group in blocks.chunk_by(|before, after| in_list(before) && in_list(after)) {
            @if matches!(group, [Block::Item(_), ..]) { (list(group)) } @else {
                @for block in group { (single(block, level)) }
            }
        }
    }
}

fn in_list(block: &Block) -> bool {
    matches!(block, Block::Item(_) | Block::Detail(_))
}

/// Points, each with the details below it.
fn list(blocks: &[Block]) -> Markup {
    let mut points: Vec<(&str, Vec<&str>)> = Vec::new();
    for block in blocks {
        match (block, points.last_mut()) {
            (Block::Item(text), _) => points.push((text, Vec::new())),
            (Block::Detail(text), Some((_, details))) => details.push(text),
            _ => {}
        }
    }
    html! {
        ul {
            @for (text, details) in points {
                li {
                    (lines(text))
                    @for detail in details { div.detail { (lines(detail)) } }
                }
            }
        }
    }
}

fn single(block: &Block, level: u8) -> Markup {
    html! {
        @match block {
            Block::Text(text) => (paragraphs(text, "")),
            Block::Heading(text) => (heading(level, text)),
            Block::Item(text) | Block::Detail(text) => (paragraphs(text, "detail")),
            Block::Note(text) => (paragraphs(text, "note")),
            Block::Card { urgency, heading: head, text, points, foot } => {
                section class={ "card " (class_of(*urgency)) } aria-label=(head) {
                    (heading(level, head))
                    (paragraphs(text, ""))
                    @if !points.is_empty() {
                        ul { @for point in points { li { (lines(point)) } } }
                    }
                    @for line in foot { (paragraphs(line, "")) }
                }
            },
            Block::Question { text, options, marked, hint } => {
                (paragraphs(text, ""))
                ol { @for option in options { li { (lines(option)) } } }
                @for (mark, option) in marked { p { (mark) " " (option) } }
                @if let Some(hint) = hint { (paragraphs(hint, "note")) }
            },
        }
    }
}

fn class_of(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "emergency",
        Urgency::Urgent => "urgent",
        Urgency::Soon => "soon",
        Urgency::Routine => "routine",
        Urgency::SelfCare => "self-care",
    }
}

/// A paragraph for each line.
fn paragraphs(text: &str, class: &str) -> Markup {
    html! {
        @for line in text.split('\n') {
            @if class.is_empty() { p { (line) } } @else { p class=(class) { (line) } }
        }
    }
}

/// Lines with breaks between them.
fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.split('\n').enumerate() {
            @if number > 0 { br; }
            (line)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks, document};
    use crate::base::language::Language;
    use crate::render::block::Block;

    #[test]
    fn everything_is_escaped() {
        let wild = "<script>alert('1')</script> & \"x\" onload=\"y\"".to_owned();
        let all = [
            Block::Heading(wild.clone()),
            Block::Text(wild.clone()),
            Block::Item(wild.clone()),
            Block::Detail(wild.clone()),
            Block::Note(wild.clone()),
            Block::Card {
                urgency: crate::model::urgency::Urgency::Soon,
                heading: wild.clone(),
                text: wild.clone(),
                points: vec![wild.clone()],
                foot: vec![wild.clone()],
            },
        ];
        let page = document(Language::Da, &wild, &blocks(&all, 3));
        assert!(!page.contains("<script") && !page.contains("\"x\""), "{page}");
        assert!(page.contains("&lt;script&gt;") && page.contains("lang=\"da\""));
    }

    #[test]
    fn details_stand_in_their_point() {
        let all = [
            Block::Item("a".into()),
            Block::Detail("b\nc".into()),
            Block::Item("d".into()),
            Block::Text("e".into()),
            Block::Detail("f".into()),
        ];
        assert_eq!(
            blocks(&all, 3).into_string(),
            "<ul><li>a<div class=\"detail\">b<br>c</div></li><li>d</li></ul>\
             <p>e</p><p class=\"detail\">f</p>"
        );
    }
}
