//! An e-mail from its text: as HTML with a button, and as plain text, both with the same foot.
//!
//! What a merchant wrote is text and stays text: every line of it is escaped. The line that holds nothing but the link becomes the
//! button.

#[cfg(test)]
mod tests;
mod words;

use super::purpose::Purpose;
use crate::domain::language::Language;
use askama::Template;
use words::{colon, words};

/// What an e-mail is made of.
#[derive(Clone, Copy)]
pub struct Letter<'a> {
    /// Of the words around the text.
    pub language: Language,
    /// Decides what the button says.
    pub purpose: Purpose,
    /// At the head and in the foot.
    pub merchant_name: &'a str,
    /// As rendered.
    pub subject: &'a str,
    /// As rendered: paragraphs parted by empty lines.
    pub text: &'a str,
    /// Where the button leads.
    pub link: Option<&'a str>,
    /// What the button names: "119,00 €".
    pub amount: Option<&'a str>,
    /// Where a payer ends these e-mails; none in the one that confirms the end.
    pub opt_out_link: Option<&'a str>,
    /// The merchant's legal notice.
    pub imprint_url: Option<&'a str>,
    /// The merchant's privacy notice.
    pub privacy_url: Option<&'a str>,
    /// Real money.
    pub live: bool,
}

/// A stretch of the text.
enum Block<'a> {
    Paragraph(Vec<&'a str>),
    Button,
}

/// A stretch of a mail as it is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Lines that belong together.
    Paragraph(Vec<String>),
    /// The button.
    Button,
}

/// What a mail consists of, for looking at it without being one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// The text.
    pub pieces: Vec<Piece>,
    /// What the button says.
    pub button: String,
    /// Why one gets it, and what its links say.
    pub foot: Vec<String>,
    /// Above everything where no money moves.
    pub test_mode: Option<&'static str>,
}

/// What a mail consists of.
pub fn outline(letter: &Letter<'_>) -> Outline {
    let words = words(letter.language);
    let lines = |lines: Vec<&str>| Piece::Paragraph(lines.into_iter().map(str::to_owned).collect());
    let pieces = letter.blocks().into_iter().map(|block| match block {
        Block::Paragraph(text) => lines(text),
        Block::Button => Piece::Button,
    });
    let foot = letter.foot();
    Outline {
        pieces: pieces.collect(),
        button: letter.button(),
        foot: foot.reason.into_iter().chain(foot.links.into_iter().map(|(says, _)| says)).collect(),
        test_mode: (!letter.live).then_some(words.test_mode),
    }
}

#[derive(Template)]
#[template(path = "email/message.html")]
struct MessagePage<'a> {
    letter: &'a Letter<'a>,
    blocks: Vec<Block<'a>>,
    button: String,
    copy: &'static str,
    test_mode: &'static str,
    foot: Foot<'a>,
}

/// What stands below the text.
struct Foot<'a> {
    reason: Option<String>,
    /// Words and address.
    links: Vec<(String, &'a str)>,
}

/// The HTML part.
pub fn email_html(letter: &Letter<'_>) -> String {
    let words = words(letter.language);
    let page = MessagePage {
        letter,
        blocks: letter.blocks(),
        button: letter.button(),
        copy: words.copy,
        test_mode: words.test_mode,
        foot: letter.foot(),
    };
    page.render().unwrap_or_else(|error| {
        // Writing into a String does not fail, and nothing else in this template can.
        tracing::error!(%error, "an e-mail was not rendered");
        String::new()
    })
}

/// The plain part.
pub fn email_plain(letter: &Letter<'_>) -> String {
    let mut text = String::new();
    if !letter.live {
        text = format!("*** {} ***\n\n", words(letter.language).test_mode);
    }
    let foot = letter.foot();
    text.push_str(letter.text.trim());
    // The mark that mail programs know for the end of the letter itself (RFC 3676, 4.3).
    text.push_str("\n\n-- \n");
    let colon = colon(letter.language);
    let links = foot.links.into_iter().map(|(says, link)| format!("{says}{colon}{link}"));
    for line in foot.reason.into_iter().chain(links) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

impl<'a> Letter<'a> {
    fn blocks(&self) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        let mut paragraph = Vec::new();
        for line in self.text.lines().map(str::trim).chain(std::iter::once("")) {
            let is_link = self.link.is_some_and(|link| link == line);
            if !line.is_empty() && !is_link {
                paragraph.push(line);
                continue;
            }
            if !paragraph.is_empty() {
                blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
            }
            if is_link {
                blocks.push(Block::Button);
            }
        }
        // A merchant's own wording may hold the link within a sentence: the button is there all the same.
        if self.link.is_some() && !blocks.iter().any(|block| matches!(block, Block::Button)) {
            blocks.push(Block::Button);
        }
        blocks
    }

    fn button(&self) -> String {
        let words = words(self.language);
        match self.amount {
            Some(amount) if self.purpose.asks_for_money() => words.pay.replace("{amount}", amount),
            _ if self.purpose.asks_for_money() => words.pay_open.to_owned(),
            _ => match self.purpose {
                Purpose::Paid => words.receipt.to_owned(),
                Purpose::Expired => words.new_link.to_owned(),
                _ => words.details.to_owned(),
            },
        }
    }

    fn foot(&self) -> Foot<'a> {
        let words = words(self.language);
        let named = |text: &str| text.replace("{merchant}", self.merchant_name);
        let links = [
            (named(words.opt_out), self.opt_out_link),
            (words.imprint.to_owned(), self.imprint_url),
            (words.privacy.to_owned(), self.privacy_url),
        ];
        Foot {
            reason: (!self.purpose.is_answer()).then(|| named(words.reason)),
            links: links.into_iter().filter_map(|(says, link)| Some((says, link?))).collect(),
        }
    }
}
