//! Bodies have to arrive: within a time that grows with what has come, and only so many unfinished ones of one caller. A connection whose
//! body is not read to its end is closed with the answer; Actix would go on reading one in chunks for as long as it comes.

use super::client::limit_key;
use super::crowd::{Crowd, Place};
use super::headers::add_fixed;
use super::pay::page::Problem as Page;
use super::{api, dashboard, pay};
use crate::domain::language::Language;
use crate::operations::Context;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use futures_util::Stream;
use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context as Waking, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};
use tracing_actix_web::RequestId;

/// Without settings.
const GRACE: Duration = Duration::from_secs(20);
/// A body is given its time, and a second more for so many bytes that have come.
const BYTES_A_SECOND: u64 = 32 * 1024;
/// One caller has so many under way. What arrives in one piece is none.
const MOST_OF_ONE_CALLER: usize = 100;

/// Bodies that are on their way, by caller.
pub struct Unfinished(Arc<Crowd>);

impl Default for Unfinished {
    fn default() -> Self {
        Self(Crowd::new(MOST_OF_ONE_CALLER))
    }
}

/// Bounds the body of a request, where it has one.
pub async fn bound_bodies(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let payload = request.take_payload();
    if matches!(payload, Payload::None) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let unread = Unread { payload: Rc::new(RefCell::new(payload)), finished: Rc::default() };
    let place = match place_of(request.request()) {
        Ok(place) => place,
        Err(TooMany) => {
            let answer = too_many(request.request());
            let response = request.into_response(answer);
            return Ok(response.map_body(|_, body| Held { body, _unread: unread }).map_into_right_body());
        }
    };
    let grace = request.app_data::<Data<Context>>().map_or(GRACE, |context| context.config.body_grace);
    request.set_payload(Payload::Stream { payload: Box::pin(Bounded::new(unread.clone(), grace, place)) });
    let response = next.call(request).await?;
    if unread.finished.get() {
        return Ok(response.map_into_left_body());
    }
    Ok(response.map_body(|_, body| Held { body: body.boxed(), _unread: unread }).map_into_right_body())
}

/// The caller has too many bodies under way.
struct TooMany;

/// A caller's place among those whose bodies are under way, unless they have too many. Behind a proxy that nobody told us of, all callers
/// look alike and are not counted.
fn place_of(request: &HttpRequest) -> Result<Option<Place>, TooMany> {
    let (Some(context), Some(unfinished)) =
        (request.app_data::<Data<Context>>(), request.app_data::<Data<Unfinished>>())
    else {
        return Ok(None);
    };
    let Some(caller) = limit_key(request, context) else { return Ok(None) };
    match unfinished.0.enter(&caller) {
        Some(place) => Ok(Some(place)),
        None => {
            metrics::counter!("paylink_bodies_refused_total").increment(1);
            Err(TooMany)
        }
    }
}

/// What is said to them, with the headers of every answer.
fn too_many(request: &HttpRequest) -> HttpResponse {
    let mut answer = in_the_words_of_the_face(request);
    let context = request.app_data::<Data<Context>>();
    let secure = context.is_some_and(|context| context.config.public_url.scheme() == "https");
    add_fixed(answer.headers_mut(), secure);
    answer
}

fn in_the_words_of_the_face(request: &HttpRequest) -> HttpResponse {
    if request.path().starts_with(api::PREFIX) {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        return api::problem::Problem::too_many_requests(5).answer(&id);
    }
    if request.path().starts_with("/dashboard") {
        return dashboard::answer::too_many(request);
    }
    let language = pay::answer::language_of(request, None, None, Language::En);
    pay::answer::problem_page(request, language, Page::RateLimited)
}

/// What comes of a body, and whether all of it has.
#[derive(Clone)]
struct Unread {
    payload: Rc<RefCell<Payload>>,
    finished: Rc<Cell<bool>>,
}

/// A body that ends with an error when it takes too long.
struct Bounded {
    unread: Unread,
    began: Instant,
    grace: Duration,
    received: u64,
    late: Pin<Box<Sleep>>,
    place: Option<Place>,
}

impl Bounded {
    fn new(unread: Unread, grace: Duration, place: Option<Place>) -> Self {
        let began = Instant::now();
        Self { unread, began, grace, received: 0, late: Box::pin(sleep_until(began + grace)), place }
    }

    fn deadline(&self) -> Instant {
        self.began + self.grace + Duration::from_millis(self.received.saturating_mul(1000) / BYTES_A_SECOND)
    }

    /// `Ready` when it has been too long.
    fn poll_late(&mut self, waking: &mut Waking<'_>) -> Poll<()> {
        loop {
            if self.late.as_mut().poll(waking).is_pending() {
                return Poll::Pending;
            }
            let deadline = self.deadline();
            if deadline <= Instant::now() {
                return Poll::Ready(());
            }
            self.late.as_mut().reset(deadline);
        }
    }
}

impl Stream for Bounded {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, waking: &mut Waking<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let next = Pin::new(&mut *this.unread.payload.borrow_mut()).poll_next(waking);
        match next {
            Poll::Ready(Some(Ok(bytes))) => {
                this.received = this.received.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(ended) => {
                this.unread.finished.set(true);
                this.place = None;
                Poll::Ready(ended)
            }
            Poll::Pending => this.poll_late(waking).map(|()| {
                metrics::counter!("paylink_bodies_late_total").increment(1);
                let late = io::Error::new(io::ErrorKind::TimedOut, "the body took too long");
                Some(Err(PayloadError::Incomplete(Some(late))))
            }),
        }
    }
}

/// An answer that keeps hold of what was not read, by which Actix knows that the connection cannot be used again.
struct Held {
    body: BoxBody,
    _unread: Unread,
}

impl MessageBody for Held {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, waking: &mut Waking<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.get_mut().body.as_pin_mut().poll_next(waking)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;

    fn bounded(payload: Payload, grace: Duration) -> Bounded {
        Bounded::new(Unread { payload: Rc::new(RefCell::new(payload)), finished: Rc::default() }, grace, None)
    }

    #[actix_web::test]
    async fn what_has_come_gives_a_body_more_time() {
        let mut body = bounded(Payload::from(vec![0; 64 * 1024]), GRACE);
        let time = |body: &Bounded| body.deadline() - body.began;
        assert_eq!(time(&body), GRACE);
        assert_eq!(body.next().await.expect("bytes").expect("bytes").len(), 64 * 1024);
        assert_eq!(time(&body), GRACE + Duration::from_secs(2));
        assert!(body.next().await.is_none() && body.unread.finished.get());
    }

    #[actix_web::test]
    async fn a_body_that_does_not_come_ends_with_an_error() {
        let never = futures_util::stream::pending::<Result<Bytes, PayloadError>>();
        let mut body = bounded(Payload::Stream { payload: Box::pin(never) }, Duration::ZERO);
        let late = body.next().await.expect("an end");
        assert!(late.is_err_and(|error| error.to_string().contains("took too long")));
        assert!(!body.unread.finished.get(), "the connection is of no more use");
    }
}
