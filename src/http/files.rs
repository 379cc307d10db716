//! Files that are answered with: PDFs of merchants, under their names.

use crate::domain::attachment::MEDIA_TYPE;
use crate::domain::ids::MerchantId;
use crate::operations::attach_files::WholeFile;
use actix_web::HttpResponse;
use actix_web::http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam,
    DispositionType, ExtendedValue,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// What a browser should do with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Show it.
    Inline,
    /// Save it.
    Saved,
}

/// Nothing of the file may run or load as part of our origin. No `sandbox`, and styles may be set: the viewers of some browsers are pages
/// under this very policy, and would stay empty.
const POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// The file itself. That nobody keeps it and no type is guessed is added with the headers of every answer.
pub fn answer(file: WholeFile, shown: Shown) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(MEDIA_TYPE)
        .insert_header((CONTENT_DISPOSITION, disposition(&file.attachment.file_name, shown)))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        // A PDF is compressed in itself.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-robots-tag", "noindex, nofollow"))
        .body(file.content)
}

/// A body that brings files is there within this time, and large ones do not wait longer for their turn.
pub const LONGEST_UPLOAD: Duration = Duration::from_secs(60);
const WAIT_FOR_ROOM: Duration = Duration::from_secs(10);
/// Each is in memory several times: as it came, decoded, sealed.
const MOST_UPLOADS: usize = 8;
/// Of these one merchant has so many at a time: slow ones stop nobody else's.
const SHARE: usize = 2;
static UPLOADS: Semaphore = Semaphore::const_new(MOST_UPLOADS);
static SHARES: Mutex<BTreeMap<MerchantId, Arc<Semaphore>>> = Mutex::new(BTreeMap::new());

/// The turn of a large body, until it is dropped.
pub struct UploadRoom {
    whose: MerchantId,
    /// Given back before the share is looked at.
    share: Option<OwnedSemaphorePermit>,
    _place: SemaphorePermit<'static>,
}

impl Drop for UploadRoom {
    fn drop(&mut self) {
        self.share = None;
        let mut shares = shares();
        // Whoever waits for it holds it, too.
        if shares.get(&self.whose).is_some_and(|share| Arc::strong_count(share) == 1) {
            shares.remove(&self.whose);
        }
    }
}

fn shares() -> MutexGuard<'static, BTreeMap<MerchantId, Arc<Semaphore>>> {
    SHARES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the turn of a merchant's large body; `None` when too many others are being read.
pub async fn upload_room(whose: MerchantId) -> Option<UploadRoom> {
    let share = Arc::clone(shares().entry(whose).or_insert_with(|| Arc::new(Semaphore::new(SHARE))));
    let turn = async {
        // The own share first: who waits for it takes nobody's place.
        let share = share.acquire_owned().await.ok()?;
        Some((share, UPLOADS.acquire().await.ok()?))
    };
    let (share, place) = timeout(WAIT_FOR_ROOM, turn).await.ok()??;
    Some(UploadRoom { whose, share: Some(share), _place: place })
}

/// RFC 6266: the name in full, and before it one of plain letters for old programs.
fn disposition(name: &str, shown: Shown) -> ContentDisposition {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' };
    let whole = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: match shown {
            Shown::Inline => DispositionType::Inline,
            Shown::Saved => DispositionType::Attachment,
        },
        parameters: vec![
            DispositionParam::Filename(name.chars().map(plain).collect()),
            DispositionParam::FilenameExt(whole),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use uuid::Uuid;

    #[tokio::test]
    async fn slow_uploads_of_one_merchant_stop_nobody_elses() {
        let merchant = |number| MerchantId(Uuid::from_u128(number));
        let first = upload_room(merchant(1)).await.expect("room");
        let second = upload_room(merchant(1)).await.expect("room");
        let mut third = Box::pin(upload_room(merchant(1)));
        assert!(third.as_mut().now_or_never().is_none(), "it waits for its share");
        for other in 2..5 {
            assert!(upload_room(merchant(other)).now_or_never().flatten().is_some(), "{other} need not wait");
        }
        drop(first);
        let third = third.await.expect("its turn");
        assert!(shares().contains_key(&merchant(1)));
        drop((third, second));
        assert!(!shares().contains_key(&merchant(1)), "nothing is kept of who has none under way");
    }

    #[test]
    fn names_of_all_languages_arrive_and_smuggle_nothing_in() {
        assert_eq!(
            disposition("Rechnung für März.pdf", Shown::Inline).to_string(),
            "inline; filename=\"Rechnung f_r M_rz.pdf\"; filename*=UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf"
        );
        let evil = disposition("a\"; filename=x.html\r\nSet-Cookie: a=b.pdf", Shown::Saved).to_string();
        assert!(evil.starts_with("attachment; filename=\"a__ filename_x.html__Set-Cookie_ a_b.pdf\""), "{evil}");
        assert!(!evil.contains(['\r', '\n']), "{evil}");
    }
}
