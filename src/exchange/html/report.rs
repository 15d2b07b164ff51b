//! A replay as a page: results with filters, each transcript as a chat with its decisions beside it, the
//! dialogues coloured by coverage, and what is missing.
//!
//! The filters are form fields that the style reads; there is no script.

use maud::{Markup, PreEscaped, html};

use crate::base::language::Language;
use crate::exchange::html::styled_document;
use crate::exchange::report::Entry;
use crate::exchange::svg::svg;
use crate::graph::Picture;
use crate::model::urgency::Urgency;
use crate::transcript::coverage::{Group, Report};
use crate::transcript::story::{Exchange, Story};
use crate::transcript::verdict::{Totals, Verdict};

/// What the page looks like beyond what all pages do.
const STYLE: &str = include_str!("report.css");

/// How boxes and arrows of the dialogues look by coverage; dashes say it without colour.
const PICTURE_STYLE: &str = "\
.covered .box{fill:#dff3df}.missed .box{fill:#fff;stroke:#a50000;stroke-width:2.5;stroke-dasharray:6 4}\
.failing .box{fill:#fdeccc;stroke-dasharray:2 3}\
.way.covered,.covered .way{stroke:#1d6b1d;stroke-width:2}\
.way.missed,.missed .way{stroke:#a50000;stroke-dasharray:6 4}\
.way.failing,.failing .way{stroke:#8a4b00;stroke-dasharray:2 3}";

/// The page.
#[must_use]
pub fn page(entries: &[Entry], totals: &Totals, coverage: &Report, pictures: &[Picture]) -> String {
    let title = "samtale replay";
    let body = html! {
        h1 { (title) }
        p {
            strong { (totals.passed) " passed, " (totals.failed) " failed" }
            @if totals.unreadable > 0 { ", " (totals.unreadable) " unreadable" }
            ". " (totals.turns) " turns, " (totals.compared) " expectations compared."
        }
        nav aria-label="Parts" {
            ul {
                li { a href="#results" { "Results" } }
                li { a href="#coverage" { "Coverage" } }
                li { a href="#missing" { "What is missing" } }
                li { a href="#dialogues" { "Dialogues" } }
            }
        }
        (filters("show", "Result", &[("all", "all"), ("passed", "passed"), ("failed", "not passed")]))
        (filters("lang", "Language", &[
            ("all", "all"), ("en", "English"), ("da", "Danish"), ("sv", "Swedish"), ("nb", "Norwegian"),
        ]))
        (filters("level", "Highest urgency", &[
            ("all", "all"), ("emergency", "emergency"), ("urgent", "urgent"), ("soon", "soon"),
            ("routine", "routine or self-care"), ("none", "none"),
        ]))
        main {
            h2 id="results" { "Results" }
            @for entry in entries { (transcript(entry)) }
            h2 id="coverage" { "Coverage" }
            (counts(coverage))
            h2 id="missing" { "What is missing" }
            @for group in Group::ALL { (missing(coverage, group)) }
            h2 id="dialogues" { "Dialogues" }
            p {
                "Green with a whole line: reached by transcripts that pass. Brown, dotted: only by transcripts \
                 that fail. Red, dashed: by none."
            }
            @for picture in pictures { (drawn(picture)) }
        }
    };
    styled_document(Language::En, title, STYLE, &body)
}

/// Radio buttons; their labels stand behind them, so that the style can read them before the results.
fn filters(name: &str, title: &str, choices: &[(&str, &str)]) -> Markup {
    html! {
        span { strong { (title) ": " } }
        @for (number, (value, words)) in choices.iter().enumerate() {
            input type="radio" name=(name) id={ (name) "-" (value) } checked[number == 0];
            label for={ (name) "-" (value) } { (words) " " }
        }
        br;
    }
}

fn transcript(entry: &Entry) -> Markup {
    let (verdict, mark) = match entry.judged.verdict {
        Verdict::Passed => ("passed", "✓ passed"),
        Verdict::Failed(_) => ("failed", "✗ failed"),
        Verdict::Unreadable(_) => ("unreadable", "✗ unreadable"),
    };
    let story = entry.story.as_ref();
    let language = story.and_then(|story| story.language).map_or("", Language::code);
    let level = level(story);
    let class = format!("transcript {verdict} lang-{language} level-{level}");
    html! {
        details class=(class) open[verdict != "passed"] {
            summary {
                (mark) " · " (entry.judged.file) " · " (entry.judged.turns) " turns · " (language)
                " · highest urgency " (level)
            }
            @if !entry.words.is_empty() { pre.why { (entry.words) } }
            @if let Some(story) = story {
                div { @for exchange in &story.exchanges { (one(exchange)) } }
            }
        }
    }
}

/// The highest urgency of a transcript; the two mildest are one.
fn level(story: Option<&Story>) -> &'static str {
    let levels =
        story.iter().flat_map(|story| &story.exchanges).filter_map(|exchange| exchange.urgency);
    match levels.max() {
        None => "none",
        Some(Urgency::SelfCare) => Urgency::Routine.as_str(),
        Some(level) => level.as_str(),
    }
}

fn one(exchange: &Exchange) -> Markup {
    html! {
        div.exchange {
            div {
                @if let Some((line, said)) = &exchange.said {
                    p.said title={ "line " (line) } { (said) }
                }
                @if !exchange.shown.is_empty() { pre.shown { (exchange.shown.join("\n")) } }
            }
            div.decisions {
                dl {
                    @if let Some((line, _)) = exchange.said { dt { "line" } dd { (line) } }
                    dt { "urgency" }
                    dd { (exchange.urgency.map_or("none", Urgency::as_str)) }
                    @for (kind, ids) in &exchange.decided {
                        dt { (kind.as_str()) }
                        dd { @if ids.is_empty() { "-" } @else { (ids.join(", ")) } }
                    }
                    @if let Some(asked) = &exchange.asked { dt { "asks" } dd { (asked) } }
                }
            }
        }
    }
}

fn counts(coverage: &Report) -> Markup {
    html! {
        table {
            thead { tr { th { "Kind" } th { "Reached" } th { "Only by failing" } th { "Missing" } th { "Share" } } }
            tbody {
                @for count in &coverage.counts {
                    tr {
                        td {
                            (count.group.as_str())
                            @if let Some(language) = count.language { " " (language.code()) }
                        }
                        td.number { (count.passing) " of " (count.points) }
                        td.number { (count.only_failing) }
                        td.number { (count.points - count.passing) }
                        td.number { (count.passing * 100 / count.points.max(1)) " %" }
                    }
                }
            }
        }
    }
}

fn missing(coverage: &Report, group: Group) -> Markup {
    let gaps: Vec<_> = coverage.gaps.iter().filter(|gap| gap.group == group).collect();
    html! {
        @if !gaps.is_empty() {
            details {
                summary { (group.as_str()) ": " (gaps.len()) " missing" }
                table {
                    thead { tr { th { "Where" } th { "What" } th { "What would have to be answered" } } }
                    tbody {
                        @for gap in gaps {
                            tr {
                                td { (gap.file) ":" (gap.line) }
                                td { (gap.what) @if gap.by_failing { " (only a failing transcript does)" } }
                                td { (gap.towards) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn drawn(picture: &Picture) -> Markup {
    html! {
        h3 { (picture.title) }
        @match svg(picture, PICTURE_STYLE) {
            // the writer of pictures escapes all text
            Ok(drawing) => div.picture tabindex="0" { (PreEscaped(drawing)) },
            Err(error) => p { (error.to_string()) },
        }
    }
}
