//! What the database looks like: for tests that hold both engines against each other.

use super::{Engine, Result, Store, StoreError, all_statements};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

const SQLITE_TEXTS: &str = "SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT'";

const SQLITE_SCHEMA: &str = "
    SELECT m.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 THEN ' not null' ELSE '' END AS line
    FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'
    UNION ALL
    SELECT 'unique ' || m.name || ' (' || (SELECT group_concat(i.name, ', ') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i) || ')'
        || CASE WHEN l.partial = 1 THEN ' partial' ELSE '' END
    FROM sqlite_schema m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND l.\"unique\" = 1 AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
    ORDER BY 1";

const POSTGRES_SCHEMA: &str = "
    SELECT CAST(table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END AS TEXT) AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
    UNION ALL
    SELECT 'unique ' || t.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
        FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')'
        || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
    WHERE i.indisunique AND s.nspname = 'public' AND t.relname NOT LIKE '\\_sqlx%'
    ORDER BY 1";

impl Store {
    /// Prepares every fixed statement; for the test that no statement is wrong on either engine.
    pub async fn prepare_all(&self) -> Result<()> {
        let mut session = self.read().await?;
        for (file, name, sql) in all_statements() {
            let mut db = session.db();
            let prepared = on!(db, |c| c.prepare(sql.into_sql_str()).await.map(drop));
            prepared.map_err(|error| StoreError::Address(format!("{file}::{name}: {error}")))?;
        }
        Ok(())
    }

    /// Tables, columns, whether they may be null, and unique indexes, as lines; for the test that both schemas are equal.
    pub async fn describe_schema(&self) -> Result<Vec<String>> {
        let mut session = self.read().await?;
        let mut db = session.db();
        let sql = match &db.engine {
            Engine::Sqlite(_) => SQLITE_SCHEMA,
            Engine::Postgres(_) => POSTGRES_SCHEMA,
        };
        let rows: Vec<(String,)> = on!(db, |c| sqlx::query_as(sql).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(line,)| line).collect())
    }

    /// All texts of some tables, row by row; for the test that nothing secret is written.
    pub async fn all_texts(&self, tables: &[&str]) -> Result<Vec<String>> {
        let mut session = self.read().await?;
        let mut texts = Vec::new();
        for table in tables {
            let mut db = session.db();
            let sql = match &db.engine {
                Engine::Sqlite(_) => {
                    let columns: Vec<(String,)> =
                        on!(db, |c| sqlx::query_as(SQLITE_TEXTS).bind(*table).fetch_all(c).await)?;
                    if columns.is_empty() {
                        continue;
                    }
                    let joined: Vec<String> =
                        columns.into_iter().map(|(name,)| format!("COALESCE({name}, '')")).collect();
                    format!("SELECT {} FROM {table}", joined.join(" || '|' || "))
                }
                Engine::Postgres(_) => format!("SELECT CAST(row_to_json(t) AS TEXT) FROM {table} t"),
            };
            let rows: Vec<(String,)> = on!(db, |c| sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?;
            texts.extend(rows.into_iter().map(|(text,)| text));
        }
        Ok(texts)
    }
}
