//! Pictures for Graphviz.

use std::fmt::Write as _;

use crate::exchange::picture_words::{calls, has_way_out, lines, urgency_class};
use crate::graph::{BoxKind, Cluster, Picture, StepBox};

/// The picture in the DOT language: one cluster a dialogue, top to bottom.
#[must_use]
pub fn dot(picture: &Picture) -> String {
    let mut out = String::from("digraph samtale {\n");
    let _ = writeln!(out, "  label={};", quoted(&picture.title));
    out.push_str("  labelloc=t;\n  rankdir=TB;\n  bgcolor=\"white\";\n  compound=true;\n");
    out.push_str("  node [fontname=\"Helvetica\", fontsize=11, shape=box];\n");
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=9];\n");
    for cluster in &picture.clusters {
        write_cluster(&mut out, cluster);
    }
    for (cluster, step, called) in calls(picture) {
        let (cluster, called) = (&picture.clusters[cluster], &picture.clusters[called]);
        let Some(first) = called.boxes.first() else { continue };
        let from = quoted(&format!("{}.{}", cluster.id, cluster.boxes[step].id));
        let to = quoted(&format!("{}.{}", called.id, first.id));
        let _ = writeln!(out, "  {from} -> {to} [style=dashed, label=\"calls\"];");
    }
    out.push_str("}\n");
    out
}

fn write_cluster(out: &mut String, cluster: &Cluster) {
    let name = |id: &str| quoted(&format!("{}.{id}", cluster.id));
    let _ = writeln!(out, "  subgraph {} {{", quoted(&format!("cluster_{}", cluster.id)));
    let _ = writeln!(out, "    label={};", quoted(&cluster.title));
    for step in &cluster.boxes {
        let label = lines(step).join("\n");
        let tooltip = quoted(&format!("{}.{}", cluster.id, step.id));
        let look = look(step);
        let _ = writeln!(
            out,
            "    {} [label={}, tooltip={tooltip}{look}];",
            name(&step.id),
            quoted(&label)
        );
    }
    // a step id has no `.`, so this name is no step's
    let way_out = name(".end");
    if has_way_out(cluster) {
        let _ = writeln!(out, "    {way_out} [label=\"end\", shape=doublecircle, fontsize=9];");
    }
    for arrow in &cluster.arrows {
        let from = name(&cluster.boxes[arrow.from].id);
        let to = arrow.to.map_or_else(|| way_out.clone(), |to| name(&cluster.boxes[to].id));
        let label = if arrow.label.is_empty() {
            String::new()
        } else {
            format!(" [label={}]", quoted(&arrow.label))
        };
        let _ = writeln!(out, "    {from} -> {to}{label};");
    }
    out.push_str("  }\n");
}

/// Shape and line of a box. The urgency word stands in the box; the line only repeats it.
fn look(step: &StepBox) -> String {
    let shape = match step.kind {
        BoxKind::Say => "note",
        BoxKind::Listen => "cds",
        BoxKind::Ask => "box",
        BoxKind::Branch => "diamond",
        BoxKind::Call => "component",
        BoxKind::Assess => "hexagon",
        BoxKind::End | BoxKind::Finding => "ellipse",
        BoxKind::Condition => "trapezium",
        BoxKind::Rule => "octagon",
    };
    let line = match urgency_class(step.urgency) {
        Some("emergency") => ", color=\"#b00020\", penwidth=3",
        Some("urgent") => ", color=\"#b04a00\", penwidth=2",
        _ => "",
    };
    format!(", shape={shape}{line}")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => {}
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{dot, quoted};
    use crate::graph::{Arrow, BoxKind, Cluster, Picture, StepBox};
    use crate::model::urgency::Urgency;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("a \"b\" \\ c\nd"), r#""a \"b\" \\ c\nd""#);
    }

    #[test]
    fn boxes_carry_the_urgency_word() {
        let step = |id: &str, kind, urgency| StepBox {
            id: id.to_owned(),
            kind,
            urgency,
            lines: Vec::new(),
            calls: None,
            joins: Vec::new(),
            class: String::new(),
        };
        let picture = Picture {
            title: "Test".to_owned(),
            clusters: vec![Cluster {
                id: "main".to_owned(),
                title: "Main".to_owned(),
                boxes: vec![
                    step("ask", BoxKind::Ask, Some(Urgency::Emergency)),
                    step("bye", BoxKind::End, None),
                ],
                arrows: vec![Arrow {
                    from: 0,
                    to: Some(1),
                    label: "x > 1".to_owned(),
                    class: String::new(),
                }],
            }],
        };
        let text = dot(&picture);
        assert!(text.contains(r#""main.ask" [label="ask: ask\n!! EMERGENCY""#), "{text}");
        assert!(text.contains(r#""main.ask" -> "main.bye" [label="x > 1"];"#), "{text}");
        assert_eq!(text, dot(&picture));
    }
}
