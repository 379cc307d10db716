//! Finds the tags of a template and the words in them, with their places: the engine tells neither.

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A name or a word of the language.
    Name,
    /// Digits.
    Number,
    /// Something in quotes.
    Text,
    /// Anything else, an operator of one or two characters.
    Sign,
}

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As it is written.
    pub text: &'a str,
    /// Its first byte in the source.
    pub at: usize,
}

/// `{{ … }}` or `{% … %}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag<'a> {
    /// Whether it is `{% … %}`.
    pub is_statement: bool,
    /// Its first byte in the source.
    pub at: usize,
    /// What stands in it.
    pub tokens: Vec<Token<'a>>,
}

/// The tags of a template, comments left out. A tag that does not end goes to the end of the source: the engine will complain.
pub fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(at) = source[from..].find('{').map(|found| from + found) {
        let rest = &source[at..];
        if rest.starts_with("{#") {
            from = rest.find("#}").map_or(source.len(), |end| at + end + 2);
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let is_statement = rest.starts_with("{%");
            let control = usize::from(rest[2..].starts_with(['-', '+']));
            let (tokens, end) = tokens(source, at + 2 + control, if is_statement { "%}" } else { "}}" });
            tags.push(Tag { is_statement, at, tokens });
            from = end;
        } else {
            from = at + 1;
        }
    }
    tags
}

/// The tokens up to the end of a tag, and where the text goes on.
fn tokens<'a>(source: &'a str, mut at: usize, close: &str) -> (Vec<Token<'a>>, usize) {
    let mut tokens = Vec::new();
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let uncontrolled = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        if rest.starts_with(close) {
            return (tokens, at + close.len());
        }
        if uncontrolled.starts_with(close) {
            return (tokens, at + 1 + close.len());
        }
        let (kind, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_alphabetic() || first == '_' {
            (Kind::Name, length_while(rest, |c| c.is_alphanumeric() || c == '_'))
        } else if first.is_ascii_digit() {
            (Kind::Number, length_while(rest, |c| c.is_ascii_digit()))
        } else if matches!(first, '"' | '\'') {
            (Kind::Text, quoted(rest, first))
        } else if ["==", "!=", "<=", ">=", "//", "**"].iter().any(|sign| rest.starts_with(sign)) {
            (Kind::Sign, 2)
        } else {
            (Kind::Sign, first.len_utf8())
        };
        tokens.push(Token { kind, text: &rest[..length], at });
        at += length;
    }
    (tokens, source.len())
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Bytes of a text in quotes, the quotes with it.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
