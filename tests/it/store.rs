//! The store on both databases: the same statements, the same schema.

use crate::support::TestApp;
use crate::support::database::{TestDatabase, open, postgres_server};
use paylink::operations::cancel_payment_request::cancel_payment_request;
use sqlx::{Connection, PgConnection};

#[tokio::test]
async fn every_statement_prepares() {
    let database = TestDatabase::fresh().await;
    let store = open(&database.url).await;
    store.migrate().await.expect("migrations");
    store.prepare_all().await.expect("all statements");
    store.close().await;
    database.remove().await;
}

#[tokio::test]
async fn both_schemas_are_equal() {
    let Some(_) = postgres_server() else { return };
    let (one, other) = (TestDatabase::fresh().await, TestDatabase::fresh_sqlite());
    let (postgres, sqlite) = (open(&one.url).await, open(&other.url).await);
    sqlite.migrate().await.expect("migrations");
    let (left, right) =
        (postgres.describe_schema().await.expect("a schema"), sqlite.describe_schema().await.expect("a schema"));
    assert!(left.len() > 100, "{left:?}");
    assert_eq!(left, right);
    postgres.close().await;
    sqlite.close().await;
    one.remove().await;
    other.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_server_ended_are_replaced_unnoticed() {
    let Some(server) = postgres_server() else { return };
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let mut other = PgConnection::connect(&format!("{server}/postgres")).await.expect("a connection of our own");
    let ended: Vec<(bool,)> = sqlx::query_as(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'paylink' AND datname = $1",
    )
    .bind(app.context().config.database_url.reveal().rsplit('/').next())
    .fetch_all(&mut other)
    .await
    .expect("ended");
    assert!(!ended.is_empty(), "there were connections to end");
    cancel_payment_request(app.context(), merchant.scope, asked.id, None, None)
        .await
        .expect("as if nothing had happened");
    app.ends().await;
}
