//! The store on both databases: the same statements, the same schema.

use crate::support::database::{TestDatabase, open, postgres_server};

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
