//! Files that hang on payment requests. Names and bytes are sealed; the bytes stand in a table of their own and are read one at a time.

use super::seal::Sealer;
use super::{Db, Result, StoreError};
use crate::domain::attachment::{Attachment, Pdf};
use crate::domain::ids::{AttachmentId, PaymentRequestId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO attachment (merchant_id, live, id, payment_request_id, name_sealed, size, sha256, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_CONTENT = "INSERT INTO attachment_content (merchant_id, live, attachment_id, content_sealed) VALUES ($1, $2, $3, $4)";
    OF_REQUEST = "SELECT id, payment_request_id, name_sealed, size, sha256, created_at FROM attachment
        WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 ORDER BY created_at, id";
    CONTENT = "SELECT content_sealed FROM attachment_content WHERE merchant_id = $1 AND live = $2 AND attachment_id = $3";
    DELETE_CONTENT = "DELETE FROM attachment_content WHERE merchant_id = $1 AND live = $2 AND attachment_id = $3";
    DELETE = "DELETE FROM attachment WHERE merchant_id = $1 AND live = $2 AND id = $3";
    FORGET_CONTENTS = "DELETE FROM attachment_content WHERE merchant_id = $1 AND live = $2 AND attachment_id IN (SELECT a.id
        FROM attachment a WHERE a.merchant_id = $1 AND a.live = $2 AND a.payment_request_id = $3)";
    FORGET = "DELETE FROM attachment WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
}

type Row = (Uuid, Uuid, Vec<u8>, i64, Vec<u8>, i64);

/// A file ready to be written: sealing takes a while, so it is done before a transaction begins.
#[derive(Clone)]
pub struct SealedFile {
    id: AttachmentId,
    name: Vec<u8>,
    content: Vec<u8>,
    size: i64,
    sha256: Vec<u8>,
}

fn name_of(id: AttachmentId) -> String {
    format!("attachment/{id}")
}

fn content_of(id: AttachmentId) -> String {
    format!("attachment_content/{id}")
}

impl SealedFile {
    /// Seals a file under its id.
    pub fn of(sealer: &Sealer, id: AttachmentId, pdf: &Pdf) -> Result<Self> {
        let size =
            i64::try_from(pdf.content.len()).map_err(|_| StoreError::Corrupt { table: "attachment", what: "size" })?;
        Ok(Self {
            id,
            name: sealer.seal(&name_of(id), pdf.file_name.as_bytes())?,
            content: sealer.seal(&content_of(id), &pdf.content)?,
            size,
            sha256: pdf.sha256(),
        })
    }

    /// Under which it will be known.
    pub fn id(&self) -> AttachmentId {
        self.id
    }
}

impl Db<'_> {
    fn opened_attachment(
        &self,
        scope: Scope,
        (id, request, name, size, sha256, created_at): Row,
    ) -> Result<Attachment> {
        let id = AttachmentId(id);
        let name = self.sealer.open(&name_of(id), &name)?;
        Ok(Attachment {
            scope,
            id,
            payment_request: PaymentRequestId(request),
            file_name: String::from_utf8(name)
                .map_err(|_| StoreError::Corrupt { table: "attachment", what: "name_sealed" })?,
            size,
            sha256,
            created_at: Timestamp::from_millis(created_at),
        })
    }

    /// Hangs a file on a request.
    pub async fn insert_attachment(
        &mut self,
        scope: Scope,
        request: PaymentRequestId,
        file: &SealedFile,
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(file.id.0)
            .bind(request.0)
            .bind(&file.name)
            .bind(file.size)
            .bind(&file.sha256)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        on!(self, |c| sqlx::query(INSERT_CONTENT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(file.id.0)
            .bind(&file.content)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What hangs on a request, in the order of its adding; without the bytes.
    pub async fn attachments_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Vec<Attachment>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_REQUEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|row| self.opened_attachment(scope, row)).collect()
    }

    /// What hangs on each of several requests, for a list.
    pub async fn attachments_of_all(
        &mut self,
        scope: Scope,
        ids: &[PaymentRequestId],
    ) -> Result<HashMap<PaymentRequestId, Vec<Attachment>>> {
        let mut found: HashMap<PaymentRequestId, Vec<Attachment>> = HashMap::new();
        if ids.is_empty() {
            return Ok(found);
        }
        let rows: Vec<Row> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(
                "SELECT id, payment_request_id, name_sealed, size, sha256, created_at FROM attachment WHERE merchant_id = ",
            );
            q.push_bind(scope.merchant.0)
                .push(" AND live = ")
                .push_bind(scope.live)
                .push(" AND payment_request_id IN (");
            let mut list = q.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            q.push(") ORDER BY created_at, id");
            q.build_query_as().fetch_all(c).await
        })?;
        for row in rows {
            let attachment = self.opened_attachment(scope, row)?;
            found.entry(attachment.payment_request).or_default().push(attachment);
        }
        Ok(found)
    }

    /// The bytes of a file; `None` when it was removed meanwhile.
    pub async fn attachment_content(&mut self, scope: Scope, id: AttachmentId) -> Result<Option<Vec<u8>>> {
        let row: Option<(Vec<u8>,)> = on!(self, |c| sqlx::query_as(CONTENT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.map(|(sealed,)| self.sealer.open(&content_of(id), &sealed)).transpose()?)
    }

    /// Takes a file away, bytes and all.
    pub async fn delete_attachment(&mut self, scope: Scope, id: AttachmentId) -> Result<()> {
        for sql in [DELETE_CONTENT, DELETE] {
            on!(self, |c| sqlx::query(sql)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(id.0)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Takes all files of a request away.
    pub async fn forget_attachments_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<()> {
        for sql in [FORGET_CONTENTS, FORGET] {
            on!(self, |c| sqlx::query(sql)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(request.0)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }
}
