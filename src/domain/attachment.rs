//! Files that go with a payment request: PDFs, offered on its page and sent along with its e-mails.

use super::field::{Faults, FieldError};
use super::ids::{AttachmentId, PaymentRequestId};
use super::scope::Scope;
use super::text::line;
use super::time::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// More files has no request.
pub const MOST_FILES: usize = 5;
/// No file has more bytes.
pub const LARGEST_FILE: usize = 5 * MEGABYTE;
/// All files of a request together: in a mail they grow by a third, and Postfix takes 10,240,000 bytes unless it is told otherwise.
pub const LARGEST_TOGETHER: usize = 7 * MEGABYTE;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// What every attachment is.
pub const MEDIA_TYPE: &str = "application/pdf";

const MEGABYTE: usize = 1024 * 1024;
/// Readers of PDFs look for the mark within so many bytes; some programs write something before it.
const MARK_WITHIN: usize = 1024;
const MARK: &[u8] = b"%PDF-";
const ENDING: &str = ".pdf";

/// A file that hangs on a request; its bytes are read only where they are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: AttachmentId,
    /// What it hangs on.
    pub payment_request: PaymentRequestId,
    /// As the payer sees it: "Rechnung.pdf".
    pub file_name: String,
    /// In bytes.
    pub size: i64,
    /// Of its bytes.
    pub sha256: Vec<u8>,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A file as somebody sent it, not yet checked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DraftFile {
    /// As it was called there, perhaps with a path.
    pub file_name: String,
    /// Its bytes.
    pub content: Arc<Vec<u8>>,
}

/// A file that may be attached.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// Without path and control characters, with its ending.
    pub file_name: String,
    /// Its bytes.
    pub content: Arc<Vec<u8>>,
}

/// Why a file cannot hang beside those that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRoom {
    /// There are as many as can be.
    TooMany,
    /// All together would be too large.
    TooLarge,
}

impl NoRoom {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::TooLarge => "too_large",
        }
    }
}

impl fmt::Debug for DraftFile {
    /// Without name and bytes: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DraftFile({} bytes)", self.content.len())
    }
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({} bytes)", self.content.len())
    }
}

impl Pdf {
    /// SHA-256 of its bytes.
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(self.content.as_slice()).to_vec()
    }

    /// Whether it fits beside files of those sizes.
    pub fn fits_beside(&self, sizes: &[i64]) -> Result<(), NoRoom> {
        if sizes.len() >= MOST_FILES {
            return Err(NoRoom::TooMany);
        }
        let own = i64::try_from(self.content.len()).unwrap_or(i64::MAX);
        if travel_together(sizes.iter().copied().chain([own])) { Ok(()) } else { Err(NoRoom::TooLarge) }
    }
}

/// Whether files of those sizes go into one mail; otherwise its link to the page, where they are offered, has to do.
pub fn travel_together(sizes: impl IntoIterator<Item = i64>) -> bool {
    let together = sizes.into_iter().fold(0_i64, |sum, size| sum.saturating_add(size.max(0)));
    usize::try_from(together).is_ok_and(|together| together <= LARGEST_TOGETHER)
}

/// Checks all files of a new request; faults name their file by its place, from 0.
pub fn check_files(files: &[DraftFile]) -> Result<Vec<Pdf>, Vec<FieldError>> {
    let mut faults = Faults::new();
    if files.len() > MOST_FILES {
        faults.add("attachments", "too_many", format!("Send at most {MOST_FILES} files."));
    }
    let checked = files.iter().take(MOST_FILES).enumerate();
    let checked: Vec<Pdf> =
        checked.filter_map(|(at, file)| faults.take_all(check_file(&format!("attachments.{at}."), file))).collect();
    let together: usize = files.iter().map(|file| file.content.len()).sum();
    if faults.is_empty() && together > LARGEST_TOGETHER {
        let most = LARGEST_TOGETHER / MEGABYTE;
        faults.add("attachments", "too_large", format!("Send files of at most {most} MB together."));
    }
    faults.check().map(|()| checked)
}

/// Checks one file; its faults begin with `path`: "attachments.0." or nothing.
pub fn check_file(path: &str, file: &DraftFile) -> Result<Pdf, Vec<FieldError>> {
    let mut faults = Faults::new();
    let file_name = faults.take(check_name(&format!("{path}file_name"), &file.file_name));
    let content = format!("{path}content");
    if file.content.len() > LARGEST_FILE {
        let most = LARGEST_FILE / MEGABYTE;
        faults.add(content, "too_large", format!("Send a file of at most {most} MB."));
    } else if !is_pdf(&file.content) {
        faults.add(content, "not_a_pdf", "This is no PDF. Send a PDF, base64-encoded.");
    }
    faults.check()?;
    file_name
        .map(|file_name| Pdf { file_name, content: Arc::clone(&file.content) })
        .ok_or_else(|| vec![FieldError::new(path, "invalid", "The file could not be read.")])
}

fn is_pdf(content: &[u8]) -> bool {
    let beginning = &content[..content.len().min(MARK_WITHIN)];
    beginning.windows(MARK.len()).any(|window| window == MARK)
}

/// The name without its path and without what no name may hold; the ending is added where it is missing.
fn check_name(field: &str, text: &str) -> Result<String, FieldError> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_unseen = |c: char| {
        c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let seen: String = last.chars().filter(|c| !is_unseen(*c)).collect();
    let name = seen.trim();
    let ends = name.chars().rev().take(ENDING.len()).collect::<String>().eq_ignore_ascii_case("fdp.");
    let stem = if ends { &name[..name.len() - ENDING.len()] } else { name };
    if stem.trim().trim_matches('.').is_empty() {
        return Err(FieldError::new(field, "required", "Give the file a name, like Rechnung.pdf."));
    }
    let whole = if ends { name.to_owned() } else { format!("{name}{ENDING}") };
    line(field, &whole, LONGEST_NAME).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: Vec<u8>) -> DraftFile {
        DraftFile { file_name: name.to_owned(), content: Arc::new(content) }
    }

    fn pdf(size: usize) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(size, b' ');
        bytes
    }

    fn faults(files: &[DraftFile]) -> Vec<(String, &'static str)> {
        check_files(files).err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn names_are_cleaned() {
        for (sent, kept) in [
            ("Rechnung.pdf", "Rechnung.pdf"),
            ("  Rechnung für März.PDF ", "Rechnung für März.PDF"),
            ("C:\\fakepath\\Rechnung.pdf", "Rechnung.pdf"),
            ("../../etc/Rechnung.pdf", "Rechnung.pdf"),
            ("Rech\r\nnung\u{0}\u{202E}.pdf", "Rechnung.pdf"),
            ("Rechnung", "Rechnung.pdf"),
            ("Rechnung.docx", "Rechnung.docx.pdf"),
            ("ä.pdf", "ä.pdf"),
            ("€pdf", "€pdf.pdf"),
        ] {
            assert_eq!(check_files(&[file(sent, pdf(20))]).unwrap()[0].file_name, kept, "{sent:?}");
        }
        let long = "x".repeat(LONGEST_NAME - ENDING.len());
        assert!(faults(&[file(&long, pdf(20))]).is_empty());
        for (sent, code) in [
            ("", "required"),
            (" .pdf", "required"),
            ("a/", "required"),
            ("..", "required"),
            (&format!("{long}x"), "too_long"),
            ("4242 4242 4242 4242.pdf", "card_number"),
        ] {
            assert_eq!(faults(&[file(sent, pdf(20))]), [("attachments.0.file_name".to_owned(), code)], "{sent:?}");
        }
    }

    #[test]
    fn pdfs_are_known_by_their_content() {
        let late = |at: usize| [vec![b' '; at], b"%PDF-1.4".to_vec()].concat();
        assert!(faults(&[file("a", late(0)), file("b", late(1019))]).is_empty());
        for content in [Vec::new(), b"%PDF".to_vec(), late(1020), b"PK\x03\x04 Rechnung.pdf".to_vec()] {
            assert_eq!(faults(&[file("a.pdf", content)]), [("attachments.0.content".to_owned(), "not_a_pdf")]);
        }
    }

    #[test]
    fn there_are_so_many_and_so_large() {
        assert!(faults(&[file("a", pdf(LARGEST_FILE)), file("b", pdf(LARGEST_TOGETHER - LARGEST_FILE))]).is_empty());
        let large = file("a", pdf(LARGEST_FILE + 1));
        assert_eq!(
            faults(&[file("", pdf(20)), large]),
            [("attachments.0.file_name".to_owned(), "required"), ("attachments.1.content".to_owned(), "too_large")],
            "all that is wrong is told at once"
        );
        let together = [file("a", pdf(LARGEST_FILE)), file("b", pdf(LARGEST_TOGETHER - LARGEST_FILE + 1))];
        assert_eq!(faults(&together), [("attachments".to_owned(), "too_large")]);
        let many: Vec<DraftFile> = (0..=MOST_FILES).map(|_| file("a", pdf(20))).collect();
        assert_eq!(faults(&many), [("attachments".to_owned(), "too_many")]);
    }

    #[test]
    fn one_more_fits_or_says_why_not() {
        let [small, large] = [20, LARGEST_FILE].map(|size| check_file("", &file("a", pdf(size))).unwrap());
        let size = |bytes: usize| i64::try_from(bytes).unwrap();
        assert_eq!(large.fits_beside(&[size(LARGEST_TOGETHER - LARGEST_FILE)]), Ok(()));
        assert_eq!(large.fits_beside(&[size(LARGEST_FILE)]), Err(NoRoom::TooLarge));
        assert_eq!(small.fits_beside(&[1; MOST_FILES]), Err(NoRoom::TooMany));
    }

    #[test]
    fn whatever_hangs_on_a_request_goes_into_one_mail() {
        let most: Vec<DraftFile> = (0..MOST_FILES).map(|_| file("a", pdf(LARGEST_TOGETHER / MOST_FILES))).collect();
        let sizes = check_files(&most).unwrap().into_iter().map(|pdf| i64::try_from(pdf.content.len()).unwrap());
        assert!(travel_together(sizes));
        assert!(!travel_together([i64::MAX, i64::MAX]), "what cannot be is not sent");
    }

    #[test]
    fn nothing_personal_is_printed() {
        let file = file("Erika.pdf", pdf(20));
        assert_eq!(format!("{file:?}"), "DraftFile(20 bytes)");
        assert_eq!(format!("{:?}", check_file("", &file).unwrap()), "Pdf(20 bytes)");
    }
}
