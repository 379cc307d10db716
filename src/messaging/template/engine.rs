//! The engine behind templates: minijinja with nothing in it but what `syntax` offers.

use super::TemplateError;
use super::layout::{self, Give};
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use std::io;
use std::sync::LazyLock;

/// Instructions of the engine; a template of the longest kind that only inserts needs a quarter of it.
const FUEL: u64 = 20_000;

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_fuel(Some(FUEL));
    engine.add_test("defined", |value: &Value| !value.is_undefined());
    engine.add_filter("upper", |text: String| text.to_uppercase());
    engine.add_filter("lower", |text: String| text.to_lowercase());
    engine.add_filter("default", or_else);
    engine.add_filter("fit", |value: &Value, around: Kwargs| piece(Give::Fit, value, &around));
    engine.add_filter("spare", |value: &Value, around: Kwargs| piece(Give::Spare, value, &around));
    engine.add_filter("shorten", |value: &Value, around: Kwargs| piece(Give::Shorten, value, &around));
    engine
});

/// Whether the engine can read a template.
pub fn compile(source: &str) -> Result<(), TemplateError> {
    let source = prepared(source);
    let engine: &Environment<'_> = &ENGINE;
    engine.template_from_str(&source).map(|_| ()).map_err(|error| told(&source, &error))
}

/// The text with its marks for `layout`.
pub fn render(source: &str, longest: usize, context: Value) -> Result<String, TemplateError> {
    let source = prepared(source);
    let engine: &Environment<'_> = &ENGINE;
    let template = engine.template_from_str(&source).map_err(|error| told(&source, &error))?;
    // Four bytes a character, twice for marks and for what will be shortened.
    let mut written = Bounded { bytes: Vec::new(), room: longest * 8 };
    let done = template.render_captured_to(context, &mut written).map(|_| ()).map_err(|error| match error.kind() {
        ErrorKind::WriteFailure => too_long(longest),
        _ => told(&source, &error),
    });
    done.map(|()| String::from_utf8_lossy(&written.bytes).into_owned())
}

/// More comes out than a message of its kind may hold.
pub fn too_long(longest: usize) -> TemplateError {
    TemplateError::of_whole("too_long", format!("The message would be longer than {longest} characters."))
}

/// A line that holds only a condition leaves no empty line behind: its end is moved into the tag, where it means nothing. The engine's
/// own setting for that (`trim_blocks`) would also glue the next line to one that merely ends with a condition.
fn prepared(source: &str) -> String {
    let source = layout::unmarked(source).replace("\r\n", "\n");
    let mut prepared = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let tag = line.strip_suffix("%}\n").filter(|tag| {
            tag.trim_start().starts_with("{%")
                && !tag.contains("%}")
                && !tag.contains("{{")
                && !tag.ends_with(['-', '+'])
        });
        match tag {
            Some(tag) => prepared.extend([tag, "\n%}"]),
            None => prepared.push_str(line),
        }
    }
    prepared
}

/// What is not known, or empty, is replaced.
fn or_else(value: &Value, other: Option<String>) -> Value {
    if value.is_undefined() || value.as_str().is_some_and(str::is_empty) {
        Value::from(other.unwrap_or_default())
    } else {
        value.clone()
    }
}

fn piece(give: Give, value: &Value, around: &Kwargs) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    let (before, after): (Option<String>, Option<String>) = (around.get("before")?, around.get("after")?);
    around.assert_all_used()?;
    Ok(layout::mark(give, &before.unwrap_or_default(), &value.to_string(), &after.unwrap_or_default()))
}

/// The engine's complaint in our words.
fn told(source: &str, error: &Error) -> TemplateError {
    let place = error.range().filter(|range| range.end <= source.len());
    let what = place.clone().and_then(|range| source.get(range)).unwrap_or_default();
    let why = error.detail().map(str::to_owned).unwrap_or_else(|| error.kind().to_string());
    let (code, detail, suggestion) = match error.kind() {
        ErrorKind::UndefinedError => {
            let stand_in = what.starts_with("metadata.").then(|| format!("{what}|default(\"\")"));
            ("missing", format!("\"{what}\" is not known for this message."), stand_in)
        }
        ErrorKind::SyntaxError | ErrorKind::BadEscape => {
            ("syntax", format!("The template cannot be read here: {why}."), None)
        }
        _ => ("failed", format!("The template cannot be filled in here: {why}."), None),
    };
    let found = match place {
        Some(range) => TemplateError::at(source, range.start, code, detail),
        None => TemplateError { line: error.line().unwrap_or(1), ..TemplateError::of_whole(code, detail) },
    };
    found.suggest(suggestion)
}

/// Takes so many bytes and no more.
struct Bounded {
    bytes: Vec<u8>,
    room: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > self.room {
            return Err(io::Error::other("the message is too long"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The variables that the engine sees, to compare with those that `syntax` reads.
#[cfg(test)]
pub fn variables(source: &str) -> std::collections::HashSet<String> {
    ENGINE.template_from_str(source).map(|template| template.undeclared_variables(true)).unwrap_or_default()
}
