//! For whoever operates it: `/livez`, `/readyz`, and at an address of its own `/metrics`.

use crate::http::headers::add_fixed_headers;
use crate::operations::Context;
use crate::operations::book::kinds;
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use metrics_exporter_prometheus::PrometheusHandle;
use std::net::TcpListener;

/// `GET /livez`: the process turns.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `GET /readyz`: the database answers.
pub async fn ready(context: web::Data<Context>) -> HttpResponse {
    match context.store.ping().await {
        Ok(()) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            HttpResponse::ServiceUnavailable()
                .content_type("text/plain; charset=utf-8")
                .body("the database does not answer\n")
        }
    }
}

/// Serves the figures at an address of their own, which no proxy for payers leads to.
pub fn serve_figures(
    listener: TcpListener,
    context: web::Data<Context>,
    counts: web::Data<PrometheusHandle>,
) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(context.clone())
            .app_data(counts.clone())
            .wrap(from_fn(add_fixed_headers))
            .service(web::resource("/metrics").route(web::get().to(metrics)))
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

/// `GET /metrics`: Prometheus' text format.
async fn metrics(context: web::Data<Context>, handle: web::Data<PrometheusHandle>) -> HttpResponse {
    for state in ["ready", "running", "given_up"] {
        metrics::gauge!("paylink_jobs", "lane" => kinds::MONEY, "state" => state).set(0);
    }
    if let Ok(mut session) = context.store.read().await
        && let Ok(counts) = session.db().count_jobs().await
    {
        for (lane, state, count) in counts {
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            metrics::gauge!("paylink_jobs", "lane" => lane, "state" => state).set(f64::from(count));
        }
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(handle.render())
}
