//! The text of a mail, also of one that is only HTML: a block a line, and what is quoted marked as it is in plain text.

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Message, PartType};

/// Stand for the beginning and end of a quotation while HTML becomes text; of the private use area, so that nobody writes them.
const OPENS: char = '\u{f0000}';
const CLOSES: char = '\u{f0001}';

/// Elements that begin and end a line of their own. The library glues what stands in them: "STOP" and "Regards" would be one word.
const BLOCKS: &[&str] = &[
    "div", "p", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article",
    "header", "footer", "pre", "dd", "dt", "center", "address",
];

/// What a mail says.
pub fn text_of(mail: &Message<'_>) -> String {
    let first = mail.text_body.first().and_then(|id| mail.parts.get(*id as usize));
    match first.map(|part| &part.body) {
        Some(PartType::Html(html)) => text_of_html(html),
        _ => mail.body_text(0).unwrap_or_default().into_owned(),
    }
}

/// HTML as text.
pub fn text_of_html(html: &str) -> String {
    let mut broken = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        broken.push_str(before);
        let name = tag[1..].trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        let is_end = tag.starts_with("</");
        match name.as_str() {
            "blockquote" if is_end => broken.push(CLOSES),
            "blockquote" => {
                broken.push_str("<br>");
                broken.push(OPENS);
            }
            _ => {}
        }
        if name == "blockquote" || BLOCKS.contains(&name.as_str()) {
            broken.push_str("<br>");
        }
        broken.push('<');
        rest = &tag[1..];
    }
    broken.push_str(rest);
    marked(&html_to_text(&broken))
}

/// Each line of a quotation with ">" before it.
fn marked(text: &str) -> String {
    let mut depth = 0_usize;
    let mut lines = Vec::new();
    for line in text.lines() {
        let opened = line.matches(OPENS).count();
        let is_quoted = depth + opened > 0;
        depth = (depth + opened).saturating_sub(line.matches(CLOSES).count());
        let bare = line.replace([OPENS, CLOSES], "");
        lines.push(if is_quoted { format!("> {}", bare.trim()) } else { bare.trim().to_owned() });
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_a_line_and_a_quotation_is_marked() {
        let lines = |html: &str| {
            text_of_html(html).lines().filter(|line| !matches!(*line, "" | "> ")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines("<div>STOP</div><div>Gru&szlig;</div>"), ["STOP", "Gruß"]);
        assert_eq!(lines("<TABLE><TR><TD>STOP</TD></TR><TR><TD>b</TD></TR></TABLE>"), ["STOP", "b"]);
        assert_eq!(
            lines("<p>a</p><blockquote>b<br>c<blockquote>d</blockquote></blockquote>e"),
            ["a", "> b", "> c", "> d", "e"]
        );
    }
}
