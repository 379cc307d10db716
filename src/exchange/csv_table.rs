//! Tables as CSV, from and for the programs that people have: with a byte order mark or without, with commas, semicolons or tabs; and never
//! a formula out of what somebody typed.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Result as IoResult};
use unicode_normalization::UnicodeNormalization;

/// What is wrong with a file as a whole, or with one of its lines.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// Not in UTF-8.
    #[error("line {line} is not written in UTF-8. Save the file as \"CSV UTF-8\".")]
    Encoding {
        /// Counted from 1, with the head.
        line: u64,
    },
    /// Something else.
    #[error("{0}")]
    Unreadable(String),
}

/// A table that is read line by line.
pub struct Table<R: Read> {
    reader: csv::Reader<Plain<R>>,
    /// The names of the columns: small letters, blanks and hyphens as underscores.
    pub columns: Vec<String>,
}

/// One line.
#[derive(Debug)]
pub struct Line {
    /// Counted from 1, with the head; where it begins.
    pub number: u64,
    /// As many as there are columns.
    pub cells: Vec<String>,
}

/// So much of a file tells what parts its cells.
const LOOKED_AT: usize = 64 * 1024;
const MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: Read> Table<R> {
    /// Reads the head.
    pub fn open(source: R) -> Result<Self, CsvError> {
        let mut source = BufReader::with_capacity(LOOKED_AT, source);
        let start = source.fill_buf().map_err(|error| CsvError::Unreadable(error.to_string()))?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(CsvError::Encoding { line: 1 });
        }
        let marked = start.starts_with(MARK);
        let delimiter = delimiter_of(if marked { &start[MARK.len()..] } else { start });
        if marked {
            source.consume(MARK.len());
        }
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Plain::of(source));
        let head = reader.headers().map_err(|error| of_csv(&error))?;
        let columns: Vec<String> = head.iter().map(column_name).collect();
        if columns.iter().all(String::is_empty) {
            return Err(CsvError::Unreadable("The file is empty. Its first line must name the columns.".to_owned()));
        }
        Ok(Self { reader, columns })
    }

    /// The next line that is not empty. An error of encoding is of that line only: the next may be asked for.
    pub fn next_line(&mut self) -> Option<Result<Line, CsvError>> {
        let mut record = csv::StringRecord::new();
        loop {
            match self.reader.read_record(&mut record) {
                Ok(false) => return None,
                Err(error) => return Some(Err(of_csv(&error))),
                Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    // What the reader calls the beginning of a line is the end of the one before, with all empty ones in between.
                    let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
                    let after = self.reader.position().line();
                    let number = after.saturating_sub(1 + u64::try_from(breaks).unwrap_or(0));
                    let mut cells: Vec<String> = record.iter().map(unguarded).collect();
                    if cells.len() > self.columns.len()
                        && cells[self.columns.len()..].iter().any(|cell| !cell.is_empty())
                    {
                        let detail = format!("line {number} has more cells than the head has columns");
                        return Some(Err(CsvError::Unreadable(detail)));
                    }
                    cells.resize(self.columns.len(), String::new());
                    return Some(Ok(Line { number, cells }));
                }
            }
        }
    }
}

/// A file in which every line ends with a line feed, also the last: then lines can be counted.
struct Plain<R> {
    source: BufReader<R>,
    last: u8,
    ended: bool,
}

impl<R: Read> Plain<R> {
    fn of(source: BufReader<R>) -> Self {
        Self { source, last: b'\n', ended: false }
    }
}

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        loop {
            let given = self.source.fill_buf()?;
            if given.is_empty() {
                let complete = self.ended || matches!(self.last, b'\n' | b'\r');
                self.ended = true;
                return Ok(match out.first_mut().filter(|_| !complete) {
                    Some(first) => {
                        *first = b'\n';
                        1
                    }
                    None => 0,
                });
            }
            let (mut taken, mut written) = (0, 0);
            while let (Some(byte), Some(place)) = (given.get(taken), out.get_mut(written)) {
                let repeats = *byte == b'\n' && self.last == b'\r';
                if !repeats {
                    *place = if *byte == b'\r' { b'\n' } else { *byte };
                    written += 1;
                }
                self.last = *byte;
                taken += 1;
            }
            self.source.consume(taken);
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

fn of_csv(error: &csv::Error) -> CsvError {
    match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => CsvError::Encoding { line: pos.as_ref().map_or(1, csv::Position::line) },
        _ => CsvError::Unreadable(error.to_string()),
    }
}

/// Whatever stands most often in the first line outside of quotes. German spreadsheets write semicolons.
fn delimiter_of(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in start.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')) {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte && !quoted) {
            *count += 1;
        }
    }
    // The first of the most frequent: a comma where there is none of them.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

fn column_name(cell: &str) -> String {
    cell.trim().to_lowercase().replace([' ', '-', '.'], "_")
}

/// What [`guarded`] put before a cell is taken away again, so that an export can be read back.
fn unguarded(cell: &str) -> String {
    let cell = cell.trim();
    let plain = cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell);
    plain.to_owned()
}

/// Whether a spreadsheet might take a cell for a formula. Some pass over blanks and marks that nobody sees before they look, and those of East
/// Asia read the wide and small forms of signs like the signs themselves.
fn is_formula(cell: &str) -> bool {
    // A number with a country code is no formula, and would be a worse number with a sign before it.
    let is_phone = cell.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let first = cell.nfkc().find(|c| !is_passed_over(*c));
    let begins_so = cell.starts_with(['\t', '\r', '\n']);
    (begins_so || first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\u{2212}'))) && !is_phone
}

/// Blanks, control characters, and what Unicode calls ignorable: joiners, marks of direction, fillers, variation selectors, tags.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// A cell that no spreadsheet takes for a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A table as a file: UTF-8 with its mark, which spreadsheets need to see umlauts, cells guarded.
pub fn write(head: &[&str], lines: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    let head = head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    for line in std::iter::once(&head).chain(lines) {
        // Writing into memory does not fail, and all lines have the head's length.
        let _ = writer.write_record(line.iter().map(|cell| guarded(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
        let mut table = Table::open(text).unwrap();
        let mut lines = Vec::new();
        while let Some(line) = table.next_line() {
            let line = line.unwrap();
            lines.push((line.number, line.cells));
        }
        (table.columns, lines)
    }

    #[test]
    fn tables_are_read_however_they_were_saved() {
        let erika = || vec!["Erika, Müller".to_owned(), "+4915112345678".to_owned()];
        for text in [
            "Name,Phone\n\"Erika, Müller\",+4915112345678\n",
            "\u{feff}Name;Phone\r\n\"Erika, Müller\";+4915112345678\r\n",
            "name\tphone\n\"Erika, Müller\"\t+4915112345678",
            "Name;Phone\n\nErika, Müller;'+4915112345678;;\n".replace('\'', "").as_str(),
        ] {
            let (columns, lines) = read(text.as_bytes());
            assert_eq!(columns, ["name", "phone"], "{text}");
            assert_eq!(lines.len(), 1, "{text}");
            assert_eq!(lines[0].1, erika(), "{text}");
        }
        for text in [
            "E-Mail;Consent at\n\n\na;\"b\nc\"\nd;e",
            "E-Mail;Consent at\r\n\r\n\r\na;\"b\r\nc\"\r\nd;e\r\n",
            "x;y\r\r\ra;\"b\rc\"\rd;e",
        ] {
            let numbers: Vec<u64> = read(text.as_bytes()).1.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, [4, 6], "lines are counted as an editor counts them: {text:?}");
        }
    }

    #[test]
    fn what_is_no_utf_8_is_told_with_its_line() {
        assert!(matches!(Table::open(&b"\xff\xfeN\0"[..]), Err(CsvError::Encoding { line: 1 })));
        let mut table = Table::open(&b"name\nM\xfcller\nErika\n"[..]).unwrap();
        assert!(matches!(table.next_line(), Some(Err(CsvError::Encoding { line: 2 }))));
        assert_eq!(table.next_line().unwrap().unwrap().cells, ["Erika"], "the others are read");
    }

    #[test]
    fn no_cell_becomes_a_formula_and_comes_back_as_it_was() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("+1*cmd|' /C calc'!A0", "'+1*cmd|' /C calc'!A0"),
            ("+4915112345678", "+4915112345678"),
            ("'quoted'", "'quoted'"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("﹦1", "'﹦1"),
            ("﹢1", "'﹢1"),
            ("﹣1", "'﹣1"),
            ("﹫x", "'﹫x"),
            ("−1", "'−1"),
            (" =1+1", "' =1+1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{3000}＝1", "'\u{3000}＝1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\u{200b}\u{200e}=1", "'\u{200b}\u{200e}=1"),
            ("\u{202e}@x", "'\u{202e}@x"),
            ("\u{0}=1", "'\u{0}=1"),
            ("\t=1", "'\t=1"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            ("Müller = Sohn", "Müller = Sohn"),
            ("a-b@example.org", "a-b@example.org"),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
        let file = write(&["name", "note"], &[vec!["=1".into(), "a\nb".into()]]);
        assert!(file.starts_with(MARK));
        assert_eq!(read(&file).1[0].1, ["=1", "a\nb"]);
    }
}
