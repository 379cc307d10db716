//! Files of a payment request: hung on it when it is made or later, read, sent along with its e-mails, and taken away.

use super::book::{Doer, write_event};
use super::idempotency::{Once, made_before, once};
use super::{Context, OperationError, Outcome};
use crate::domain::attachment::{
    Attachment, DraftFile, LARGEST_TOGETHER, MEDIA_TYPE, MOST_FILES, NoRoom, Pdf, check_file, travel_together,
};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::{AttachmentId, PaymentRequestId, UserId};
use crate::domain::message::Message;
use crate::domain::pay_token::PayToken;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::scope::Scope;
use crate::messaging::outgoing;
use crate::store::attachment::SealedFile;
use crate::store::idempotency::IdempotencyClaim;
use crate::store::{Db, StoreError};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use uuid::Uuid;

/// A file with its bytes.
pub struct WholeFile {
    /// What is known of it.
    pub attachment: Attachment,
    /// The PDF.
    pub content: Vec<u8>,
}

/// Seals files under ids in their order.
pub(super) fn seal_files(context: &Context, files: &[Pdf]) -> Outcome<Vec<SealedFile>> {
    let now = context.now();
    let mut ids: Vec<Uuid> = files.iter().map(|_| context.random.uuid(now)).collect();
    ids.sort();
    let sealer = context.store.sealer();
    let sealed = ids.into_iter().zip(files).map(|(id, pdf)| SealedFile::of(sealer, AttachmentId(id), pdf));
    Ok(sealed.collect::<Result<_, _>>()?)
}

/// The files of a request once more, for another that stands in for it.
pub(super) async fn same_files(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
) -> Outcome<Vec<SealedFile>> {
    let mut files = Vec::new();
    for attachment in db.attachments_of(scope, request).await? {
        let Some(content) = db.attachment_content(scope, attachment.id).await? else { continue };
        files.push(Pdf { file_name: attachment.file_name, content: Arc::new(content) });
    }
    seal_files(context, &files)
}

/// Hangs one more file on a request. With a claim, a repeat gives the same attachment.
pub async fn attach_file(
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
    file: &DraftFile,
    user: Option<UserId>,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Attachment> {
    let id = match made_before(context, claim.as_ref()).await? {
        Some(id) => id.parse().map_err(|_| OperationError::Internal("a kept answer names no attachment"))?,
        None => {
            let pdf = check_file("", file).map_err(OperationError::Invalid)?;
            let sealed = seal_files(context, std::slice::from_ref(&pdf))?;
            let input = (context.clone(), scope, request, (pdf, sealed), user, claim);
            context
                .store
                .transact(input, |db, (context, scope, request, (pdf, sealed), user, claim)| {
                    Box::pin(add(db, context, (*scope, *request), (pdf, sealed), *user, claim.as_ref()))
                })
                .await?
        }
    };
    let mut session = context.store.read().await?;
    find(&mut session.db(), scope, request, id).await
}

async fn add(
    db: &mut Db<'_>,
    context: &Context,
    (scope, id): (Scope, PaymentRequestId),
    (pdf, sealed): (&Pdf, &[SealedFile]),
    user: Option<UserId>,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<AttachmentId> {
    let now = context.now();
    let mut request = db.lock_payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    if let Once::Before(id) = once(db, claim, now).await? {
        return id.parse().map_err(|_| OperationError::Internal("a kept answer names no attachment"));
    }
    match request.status(now) {
        // A receipt comes after the payment.
        Status::Open | Status::Processing | Status::Paid => {}
        status @ (Status::Cancelled | Status::Expired) => {
            let detail = format!("The request is {}. Attach the file to one that can be paid.", status.word());
            return Err(OperationError::conflict("ended", detail));
        }
    }
    let sizes: Vec<i64> = db.attachments_of(scope, id).await?.iter().map(|attachment| attachment.size).collect();
    pdf.fits_beside(&sizes).map_err(no_room)?;
    let [file] = sealed else { return Err(OperationError::Internal("one file is attached at a time")) };
    db.insert_attachment(scope, id, file, now).await?;
    changed(db, context, &mut request, (file.id(), "added"), user).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 201, &file.id().to_string()).await?;
    }
    Ok(file.id())
}

fn no_room(why: NoRoom) -> OperationError {
    let detail = match why {
        NoRoom::TooMany => format!("The request has {MOST_FILES} files already. Remove one first."),
        NoRoom::TooLarge => "Together the files would be too large to be mailed. Remove one first.".to_owned(),
    };
    OperationError::conflict(why.word(), detail)
}

/// Takes a file away, whatever became of its request: a wrong one must not stay to be opened. What was mailed stays mailed.
pub async fn remove_attachment(
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
    id: AttachmentId,
    user: Option<UserId>,
) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), scope, request, id, user), |db, (context, scope, request, id, user)| {
            Box::pin(async move {
                let locked = db.lock_payment_request(*scope, *request).await?;
                let mut request = locked.ok_or(OperationError::NotFound)?;
                find(db, *scope, request.id, *id).await?;
                db.delete_attachment(*scope, *id).await?;
                changed(db, context, &mut request, (*id, "removed"), *user).await
            })
        })
        .await
}

/// The page shows its files, so another one is a new version of the request. The event does not name the file: names are personal.
async fn changed(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    (id, change): (AttachmentId, &str),
    user: Option<UserId>,
) -> Outcome<()> {
    let now = context.now();
    let doer = Doer { user, ..Doer::default() };
    let about = json!({ "attachment": { "id": id, "change": change } });
    write_event(db, context, request, EventType::RequestUpdated, about, &doer, now).await?;
    db.save_payment_request(request).await?;
    db.insert_page_change(request.scope, context.random.uuid(now), request.id, now).await?;
    Ok(())
}

async fn find(db: &mut Db<'_>, scope: Scope, request: PaymentRequestId, id: AttachmentId) -> Outcome<Attachment> {
    let of_request = db.attachments_of(scope, request).await?;
    of_request.into_iter().find(|attachment| attachment.id == id).ok_or(OperationError::NotFound)
}

/// A file of a request, with its bytes.
pub async fn read_file(
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
    id: AttachmentId,
) -> Outcome<WholeFile> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let attachment = find(&mut db, scope, request, id).await?;
    let content = db.attachment_content(scope, id).await?.ok_or(OperationError::NotFound)?;
    Ok(WholeFile { attachment, content })
}

/// A file that is offered on the page behind a token.
pub async fn read_offered_file(context: &Context, token: PayToken, id: AttachmentId) -> Outcome<WholeFile> {
    let found = context.store.read().await?.db().find_pay_link(&token).await?;
    let (scope, request) = found.ok_or(OperationError::NotFound)?;
    read_file(context, scope, request, id).await
}

/// So many bytes of files are in mails that are being handed over at a time.
const ENCLOSED_AT_A_TIME: usize = 4 * LARGEST_TOGETHER;
/// Much shorter than any lease. Who finds no room tries again soon.
const WAIT_FOR_ROOM: Duration = Duration::from_secs(20);

/// Room for the files of mails that are being handed over: each is copied several times on its way, and many workers send at once. A
/// merchant has as much on its way at a time as one mail may hold, so that a slow mail server of one keeps no room from the others.
pub struct Room {
    common: Arc<Semaphore>,
    shares: Mutex<HashMap<Scope, Weak<Semaphore>>>,
    patience: Duration,
}

impl Default for Room {
    fn default() -> Self {
        Self { common: Arc::new(Semaphore::new(ENCLOSED_AT_A_TIME)), shares: Mutex::default(), patience: WAIT_FOR_ROOM }
    }
}

/// What was taken of it.
type Taken = (OwnedSemaphorePermit, OwnedSemaphorePermit);

impl Room {
    /// Room for so many bytes, kept until what is given back is dropped.
    async fn take(&self, scope: Scope, bytes: i64) -> Outcome<Taken> {
        let bytes = u32::try_from(bytes).map_err(|_| OperationError::Internal("files beyond all bounds"))?;
        let share = self.share_of(scope);
        let both = async {
            let own = share.acquire_many_owned(bytes).await?;
            Ok::<_, AcquireError>((own, Arc::clone(&self.common).acquire_many_owned(bytes).await?))
        };
        match timeout(self.patience, both).await {
            Ok(Ok(taken)) => Ok(taken),
            Ok(Err(_)) | Err(_) => {
                Err(OperationError::conflict("no_room", "Other mails with large files are on their way."))
            }
        }
    }

    fn share_of(&self, scope: Scope) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&scope).and_then(Weak::upgrade) {
            return share;
        }
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(LARGEST_TOGETHER));
        shares.insert(scope, Arc::downgrade(&share));
        share
    }
}

/// What goes along with a message, and the room that it takes until it is handed over.
#[derive(Default)]
pub(super) struct Enclosed {
    pub files: Vec<outgoing::Attachment>,
    _room: Option<Taken>,
}

/// What goes along with a message: files with every mail that asks for money. Where they are too large for one mail, or cannot be opened,
/// the link in it has to do. Read outside of any transaction, because it takes a while.
pub(super) async fn enclosed(context: &Context, message: &Message) -> Outcome<Enclosed> {
    if message.channel != Channel::Email || !message.purpose.asks_for_money() {
        return Ok(Enclosed::default());
    }
    let attachments = {
        let mut session = context.store.read().await?;
        session.db().attachments_of(message.scope, message.payment_request).await?
    };
    let sizes = attachments.iter().map(|attachment| attachment.size);
    if attachments.is_empty() || !travel_together(sizes.clone()) {
        return Ok(Enclosed::default());
    }
    let room = context.enclosing.take(message.scope, sizes.sum()).await?;
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut enclosed = Enclosed { files: Vec::new(), _room: Some(room) };
    for attachment in attachments {
        let bytes = match db.attachment_content(message.scope, attachment.id).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(StoreError::Seal(error)) => {
                tracing::error!(attachment = %attachment.id, %error, "a file cannot be opened and is not mailed");
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let content_type = MEDIA_TYPE.to_owned();
        enclosed.files.push(outgoing::Attachment { name: attachment.file_name, content_type, bytes });
    }
    Ok(enclosed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MerchantId;

    #[tokio::test]
    async fn a_merchant_whose_mail_server_is_slow_keeps_no_room_from_others() {
        let room = Room { patience: Duration::from_millis(5), ..Room::default() };
        let of = |number: u128| Scope { merchant: MerchantId(Uuid::from_u128(number)), live: true };
        let large = i64::try_from(LARGEST_TOGETHER).unwrap();
        let slow = room.take(of(1), large).await.unwrap();
        assert!(room.take(of(1), 1).await.is_err(), "it has its share");
        let other = room.take(of(2), large).await.unwrap();
        let small = room.take(of(3), 1).await.unwrap();
        assert!(room.take(of(3), large).await.is_err(), "its small mail is on its way");
        drop((slow, small));
        assert!(room.take(of(1), large).await.is_ok());
        drop(other);
        assert_eq!(room.common.available_permits(), ENCLOSED_AT_A_TIME);
    }
}
