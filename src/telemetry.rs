//! Logs and counts. Never logged: tokens, keys, personal data, bodies, query strings; paths are logged as patterns.

use crate::config::Config;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::io::IsTerminal;
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging as the settings say, to standard error. A second call changes nothing.
pub fn start_logging(config: &Config) {
    // A caller that does not speak HTTP is no error of ours; what Stripe's client complains of, we say ourselves; and the SMPP library writes
    // numbers, texts and passwords when asked for more.
    let filter = format!("actix_http::h1::dispatcher=off,stripe=error,rusmpp=warn,{}", config.log);
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    let json = config.log_json.unwrap_or_else(|| !std::io::stderr().is_terminal());
    let started = if json {
        let layer = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
        registry.with(layer).try_init()
    } else {
        registry.with(tracing_subscriber::fmt::layer().compact().with_writer(std::io::stderr)).try_init()
    };
    drop(started);
}

/// Starts counting; one recorder per process.
pub fn start_counting() -> PrometheusHandle {
    use std::sync::OnceLock;
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let recorder = PrometheusBuilder::new().build_recorder();
            let handle = recorder.handle();
            // Another recorder is there already only when a program embeds this one; then its counts are not ours to take.
            drop(metrics::set_global_recorder(recorder));
            handle
        })
        .clone()
}

/// A span per request: id, method and the pattern of the path, never the path itself, because a pay link is a secret.
pub struct QuietSpans;

impl RootSpanBuilder for QuietSpans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        use actix_web::HttpMessage;
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let pattern = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        tracing::info_span!("request", request_id = id, method = %request.method(), route = pattern, status = tracing::field::Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, actix_web::Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
        let class = ["1xx", "2xx", "3xx", "4xx", "5xx"];
        let class = class.get(usize::from(status.as_u16() / 100).saturating_sub(1)).copied().unwrap_or("other");
        metrics::counter!("paylink_http_requests_total", "status" => class).increment(1);
        span.in_scope(|| tracing::info!("answered"));
    }
}
