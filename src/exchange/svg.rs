//! Pictures as SVG: one file without scripts, fonts or links, for any browser and for print.
//!
//! Styles hang on the classes of boxes and arrows ([`StepBox::class`], [`Arrow::class`]), so that a
//! caller can colour them; what a colour says must stand in the words, too.

use std::fmt::Write as _;

use crate::exchange::outline::outline;
use crate::exchange::picture_words::{lines, urgency_class};
use crate::graph::layout::{Layout, Link, Point, Route, Size, layered};
use crate::graph::{Arrow, BoxKind, Cluster, Picture, StepBox};

/// Letters a line before it is broken.
const LONGEST_LINE: usize = 34;
/// The height of a line in a box.
const LINE: f64 = 16.0;
/// The height of a line on an arrow.
const SMALL_LINE: f64 = 13.0;
/// The space round a dialogue's boxes.
const MARGIN: f64 = 18.0;
/// The room for a dialogue's name.
const HEADING: f64 = 30.0;
/// The space between two dialogues.
const GAP: f64 = 24.0;

/// What all pictures look like. White ground, so that it prints and is read alike everywhere.
const STYLE: &str = "\
text{font-family:Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif;font-size:12px;fill:#1a1a1a}\
.heading{font-size:14px;font-weight:bold}.frame{fill:#fafafa;stroke:#b8b8b8}\
.box{fill:#fff;stroke:#444;stroke-width:1.2}.inner{fill:none;stroke:#444}.strong{font-weight:bold}\
.way{fill:none;stroke:#555;stroke-width:1.2}.words{font-size:10.5px}.ground{fill:#fafafa}\
.emergency .box{stroke:#b00020;stroke-width:3}.urgent .box{stroke:#b04a00;stroke-width:2.4}";

/// A picture that is too large to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// The dialogue with too many steps.
    pub dialogue: String,
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` has too many steps to be drawn; the outline has no such limit",
            self.dialogue
        )
    }
}

impl std::error::Error for TooLarge {}

/// The picture as SVG. `style` is CSS that is added for the classes of boxes and arrows.
///
/// # Errors
/// [`TooLarge`] where a dialogue has so many steps that nobody could read the picture.
pub fn svg(picture: &Picture, style: &str) -> Result<String, TooLarge> {
    let mut drawn = Vec::new();
    for cluster in &picture.clusters {
        drawn.push(Drawn::new(cluster).ok_or_else(|| TooLarge { dialogue: cluster.id.clone() })?);
    }
    let (places, whole) = columns(&drawn);
    let mut out = String::new();
    let (width, height) = (rounded(whole.width), rounded(whole.height));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\">"
    );
    let _ = writeln!(out, "<title id=\"title\">{}</title>", escaped(&picture.title));
    let _ = writeln!(out, "<desc id=\"desc\">{}</desc>", escaped(&outline(picture)));
    let _ = writeln!(out, "<style>{STYLE}{}</style>", style.replace("</", "<\\/"));
    out.push_str(
        "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0 L10 5 L0 10 z\" \
         fill=\"#555\"/></marker></defs>\n",
    );
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
    for (drawn, place) in drawn.iter().zip(places) {
        drawn.write(&mut out, place);
    }
    out.push_str("</svg>\n");
    Ok(out)
}

/// One dialogue, laid out.
struct Drawn<'a> {
    cluster: &'a Cluster,
    /// The words of each box, and of the end behind the last.
    words: Vec<Vec<String>>,
    labels: Vec<Vec<String>>,
    sizes: Vec<Size>,
    layout: Layout,
}

impl<'a> Drawn<'a> {
    fn new(cluster: &'a Cluster) -> Option<Self> {
        let mut words: Vec<Vec<String>> = cluster
            .boxes
            .iter()
            .map(|step| lines(step).iter().flat_map(|line| broken(line)).collect())
            .collect();
        let mut sizes: Vec<Size> =
            cluster.boxes.iter().zip(&words).map(|(step, words)| box_size(step, words)).collect();
        if cluster.arrows.iter().any(|arrow| arrow.to.is_none()) {
            words.push(vec!["end".to_owned()]);
            sizes.push(Size { width: 44.0, height: 24.0 });
        }
        let labels: Vec<Vec<String>> =
            cluster.arrows.iter().map(|arrow| broken(&arrow.label)).collect();
        let link = |(arrow, label): (&Arrow, &Vec<String>)| Link {
            from: arrow.from,
            to: arrow.to.unwrap_or(cluster.boxes.len()),
            label: (!label.is_empty()).then(|| text_size(label, 10.5, SMALL_LINE, 6.0)),
        };
        let links: Vec<Link> = cluster.arrows.iter().zip(&labels).map(link).collect();
        let layout = layered(&sizes, &links)?;
        Some(Self { cluster, words, labels, sizes, layout })
    }

    /// The room that it takes with its frame and name.
    fn size(&self) -> Size {
        let title = text_width(&self.heading(), 14.0);
        Size {
            width: self.layout.size.width.max(title) + 2.0 * MARGIN,
            height: self.layout.size.height + HEADING + MARGIN,
        }
    }

    fn heading(&self) -> String {
        format!("{} ({})", self.cluster.id, self.cluster.title)
    }

    fn write(&self, out: &mut String, place: Point) {
        let size = self.size();
        let heading = escaped(&self.heading());
        let _ = writeln!(
            out,
            "<g class=\"dialogue\" transform=\"translate({} {})\"><rect class=\"frame\" width=\"{}\" \
             height=\"{}\" rx=\"6\"/><text class=\"heading\" x=\"{MARGIN}\" y=\"20\">{heading}</text>\
             <g transform=\"translate({MARGIN} {HEADING})\">",
            rounded(place.x),
            rounded(place.y),
            rounded(size.width),
            rounded(size.height),
        );
        for (arrow, route) in self.cluster.arrows.iter().zip(&self.layout.routes) {
            let class = classes(&["way", &arrow.class]);
            let _ = writeln!(
                out,
                "<path class=\"{class}\" d=\"{}\" marker-end=\"url(#tip)\"/>",
                path(route)
            );
        }
        for (number, label) in self.labels.iter().enumerate() {
            let Some(middle) = self.layout.routes[number].label else { continue };
            let size = text_size(label, 10.5, SMALL_LINE, 2.0);
            let _ = write!(out, "<g>{}", rect("ground", middle, size, 2.0));
            write_lines(out, label, middle, SMALL_LINE, "words", &[]);
            out.push_str("</g>\n");
        }
        for (number, words) in self.words.iter().enumerate() {
            self.write_box(out, number, words);
        }
        out.push_str("</g></g>\n");
    }

    fn write_box(&self, out: &mut String, number: usize, words: &[String]) {
        let (middle, size) = (self.layout.centres[number], self.sizes[number]);
        let Some(step) = self.cluster.boxes.get(number) else {
            let _ = write!(out, "<g class=\"exit\">{}", rect("box", middle, size, 12.0));
            write_lines(out, words, middle, LINE, "", &[]);
            out.push_str("</g>\n");
            return;
        };
        let urgency = urgency_class(step.urgency).unwrap_or_default();
        let class = classes(&[step.kind.as_str(), urgency, &step.class]);
        let name = escaped(&format!("{}.{}", self.cluster.id, step.id));
        let _ = write!(out, "<g class=\"{class}\" data-step=\"{name}\">");
        out.push_str(&outside(step.kind, middle, size));
        // the urgency word stands below what it does, and is never broken
        let head = broken(&lines(step)[0]).len();
        let strong: &[usize] = if step.urgency.is_some() { &[head] } else { &[] };
        write_lines(out, words, middle, LINE, "", strong);
        out.push_str("</g>\n");
    }
}

/// Dialogues one below the other in columns, in their order; a column is as high as the highest
/// dialogue, or as makes the whole about as wide as high.
fn columns(drawn: &[Drawn<'_>]) -> (Vec<Point>, Size) {
    let sizes: Vec<Size> = drawn.iter().map(Drawn::size).collect();
    let area: f64 = sizes.iter().map(|size| (size.width + GAP) * (size.height + GAP)).sum();
    let highest = sizes.iter().map(|size| size.height).fold(area.sqrt(), f64::max);
    let (mut places, mut whole) = (Vec::new(), Size::default());
    let (mut x, mut y, mut column) = (GAP, GAP, 0.0_f64);
    for size in &sizes {
        if y > GAP && y + size.height > highest + GAP {
            (x, y, column) = (x + column + GAP, GAP, 0.0);
        }
        places.push(Point { x, y });
        column = column.max(size.width);
        y += size.height + GAP;
        whole = Size { width: whole.width.max(x + column + GAP), height: whole.height.max(y) };
    }
    (places, whole)
}

fn box_size(step: &StepBox, words: &[String]) -> Size {
    let size = text_size(words, 12.0, LINE, 10.0);
    match step.kind {
        BoxKind::Branch => {
            Size { width: size.width * 1.25 + 30.0, height: size.height * 1.5 + 14.0 }
        }
        BoxKind::Assess | BoxKind::Condition | BoxKind::Rule => {
            Size { width: size.width + 24.0, ..size }
        }
        BoxKind::Listen | BoxKind::End | BoxKind::Finding | BoxKind::Call => {
            Size { width: size.width + 14.0, ..size }
        }
        BoxKind::Say | BoxKind::Ask => size,
    }
}

/// The outside of a box: each kind has its own shape.
fn outside(kind: BoxKind, middle: Point, size: Size) -> String {
    let (right, bottom) = (size.width / 2.0, size.height / 2.0);
    let corners = |corners: &[(f64, f64)]| {
        let points: Vec<String> = corners
            .iter()
            .map(|(x, y)| {
                format!("{},{}", rounded(middle.x + x * right), rounded(middle.y + y * bottom))
            })
            .collect();
        format!("<polygon class=\"box\" points=\"{}\"/>", points.join(" "))
    };
    let slant = 1.0 - 12.0 / right;
    match kind {
        BoxKind::Say => rect("box", middle, size, 8.0),
        BoxKind::Ask => rect("box", middle, size, 0.0),
        BoxKind::End | BoxKind::Finding => rect("box", middle, size, bottom),
        BoxKind::Branch => corners(&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]),
        BoxKind::Listen => {
            corners(&[(-1.0, -1.0), (slant, -1.0), (1.0, 0.0), (slant, 1.0), (-1.0, 1.0)])
        }
        BoxKind::Assess => corners(&[
            (-slant, -1.0),
            (slant, -1.0),
            (1.0, 0.0),
            (slant, 1.0),
            (-slant, 1.0),
            (-1.0, 0.0),
        ]),
        BoxKind::Condition => corners(&[(-slant, -1.0), (slant, -1.0), (1.0, 1.0), (-1.0, 1.0)]),
        BoxKind::Call | BoxKind::Rule => {
            let inner = Size { width: size.width - 8.0, ..size };
            let inner = if kind == BoxKind::Rule {
                Size { width: size.width - 6.0, height: size.height - 6.0 }
            } else {
                inner
            };
            format!("{}{}", rect("box", middle, size, 0.0), rect("inner", middle, inner, 0.0))
        }
    }
}

fn rect(class: &str, middle: Point, size: Size, round: f64) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
        rounded(middle.x - size.width / 2.0),
        rounded(middle.y - size.height / 2.0),
        rounded(size.width),
        rounded(size.height),
        rounded(round)
    )
}

fn write_lines(
    out: &mut String,
    lines: &[String],
    middle: Point,
    height: f64,
    class: &str,
    strong: &[usize],
) {
    let mut y = middle.y - height * count(lines.len()) / 2.0 + height * 0.75;
    for (number, line) in lines.iter().enumerate() {
        let class = classes(&[class, if strong.contains(&number) { "strong" } else { "" }]);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(
            out,
            "<text{class} x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            rounded(middle.x),
            rounded(y),
            escaped(line)
        );
        y += height;
    }
}

/// The way of an arrow as path data.
fn path(route: &Route) -> String {
    let mut data = String::new();
    let mut before: Option<Point> = None;
    for point in &route.points {
        let (x, y) = (rounded(point.x), rounded(point.y));
        let _ = match before {
            None => write!(data, "M{x} {y}"),
            Some(last) if (last.x - point.x).abs() < 0.5 || (last.y - point.y).abs() < 0.5 => {
                write!(data, " L{x} {y}")
            }
            Some(last) => {
                let half = rounded(f64::midpoint(last.y, point.y));
                write!(data, " C{} {half} {x} {half} {x} {y}", rounded(last.x))
            }
        };
        before = Some(*point);
    }
    data
}

fn text_size(lines: &[String], font: f64, line: f64, padding: f64) -> Size {
    let width = lines.iter().map(|line| text_width(line, font)).fold(0.0, f64::max);
    Size { width: width + 2.0 * padding, height: line * count(lines.len()) + padding }
}

/// About how wide a text is. Fonts differ, so it is reckoned for a wide one.
fn text_width(text: &str, font: f64) -> f64 {
    let wide = |letter: char| match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '!' | '\'' | '|' | ' ' => 0.34,
        'm' | 'w' | 'M' | 'W' | '…' => 0.95,
        letter if letter.is_uppercase() => 0.74,
        letter if letter.is_ascii() || letter.is_alphabetic() && letter < '\u{2000}' => 0.59,
        _ => 1.0,
    };
    text.chars().map(wide).sum::<f64>() * font
}

/// A line broken at spaces; one long word stays whole.
fn broken(line: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= LONGEST_LINE => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn classes(classes: &[&str]) -> String {
    let named: Vec<&str> = classes.iter().copied().filter(|class| !class.is_empty()).collect();
    escaped(&named.join(" "))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML knows no other control characters
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A place to a tenth of a point: short, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn count(lines: usize) -> f64 {
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX))
}
