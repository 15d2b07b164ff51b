//! Pictures for Mermaid, which many viewers of Markdown draw.

use std::fmt::Write as _;

use crate::exchange::picture_words::{calls, has_way_out, lines, urgency_class};
use crate::graph::{BoxKind, Cluster, Picture};

/// The picture as a Mermaid flowchart: one subgraph a dialogue, top to bottom.
#[must_use]
pub fn mermaid(picture: &Picture) -> String {
    let mut out = String::from("flowchart TD\n");
    for cluster in &picture.clusters {
        write_cluster(&mut out, cluster);
    }
    for (cluster, step, called) in calls(picture) {
        let (from, to) = (&picture.clusters[cluster], &picture.clusters[called]);
        let _ = writeln!(out, "  {} -. calls .-> {}", name(from, step), name(to, 0));
    }
    let mut classes = String::new();
    for cluster in &picture.clusters {
        for (position, step) in cluster.boxes.iter().enumerate() {
            let Some(class) = urgency_class(step.urgency) else { continue };
            let _ = writeln!(classes, "  class {} {class}", name(cluster, position));
        }
    }
    if !classes.is_empty() {
        out.push_str("  classDef emergency stroke:#b00020,stroke-width:3px\n");
        out.push_str("  classDef urgent stroke:#b04a00,stroke-width:2px\n");
        out.push_str(&classes);
    }
    out
}

/// The name of a box. Ids are not used: some (`end`) are words of Mermaid.
fn name(cluster: &Cluster, position: usize) -> String {
    format!("d_{}_{position}", cluster.id)
}

fn write_cluster(out: &mut String, cluster: &Cluster) {
    let _ = writeln!(out, "  subgraph g_{} [{}]", cluster.id, quoted(&cluster.title));
    for (position, step) in cluster.boxes.iter().enumerate() {
        let (open, close) = match step.kind {
            BoxKind::Say => ("(", ")"),
            BoxKind::Listen => (">", "]"),
            BoxKind::Ask => ("[", "]"),
            BoxKind::Branch => ("{", "}"),
            BoxKind::Call | BoxKind::Rule => ("[[", "]]"),
            BoxKind::Assess => ("{{", "}}"),
            BoxKind::End | BoxKind::Finding => ("([", "])"),
            BoxKind::Condition => ("[/", "\\]"),
        };
        let label = quoted(&lines(step).join("\n"));
        let _ = writeln!(out, "    {}{open}{label}{close}", name(cluster, position));
    }
    let way_out = format!("d_{}_out", cluster.id);
    if has_way_out(cluster) {
        let _ = writeln!(out, "    {way_out}((\"end\"))");
    }
    for arrow in &cluster.arrows {
        let from = name(cluster, arrow.from);
        let to = arrow.to.map_or_else(|| way_out.clone(), |to| name(cluster, to));
        let label = if arrow.label.is_empty() {
            String::new()
        } else {
            format!("|{}|", quoted(&arrow.label))
        };
        let _ = writeln!(out, "    {from} -->{label} {to}");
    }
    out.push_str("  end\n");
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("#quot;"),
            '#' => quoted.push_str("#35;"),
            '<' => quoted.push_str("#lt;"),
            '>' => quoted.push_str("#gt;"),
            '&' => quoted.push_str("#amp;"),
            '`' => quoted.push_str("#96;"),
            '\n' => quoted.push_str("<br/>"),
            '\r' => {}
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_mermaid_reads_as_its_own_is_escaped() {
        assert_eq!(
            quoted("say \"a\" <b> #1\n& `c`"),
            "\"say #quot;a#quot; #lt;b#gt; #35;1<br/>#amp; #96;c#96;\""
        );
    }
}
