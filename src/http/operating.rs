//! For whoever operates it: `/livez`, `/readyz`, `/metrics`.

use crate::http::client;
use crate::operations::Context;
use crate::operations::book::kinds;
use actix_web::{HttpRequest, HttpResponse, web};
use metrics_exporter_prometheus::PrometheusHandle;

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

/// `GET /metrics`: Prometheus' text format, for callers on this machine or in a private network that did not come through a proxy.
pub async fn metrics(
    request: HttpRequest,
    context: web::Data<Context>,
    handle: web::Data<PrometheusHandle>,
) -> HttpResponse {
    let near = request.peer_addr().is_some_and(|peer| client::is_near(&peer.ip().to_canonical()));
    if client::is_forwarded(&request) || !near {
        return HttpResponse::NotFound().finish();
    }
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
