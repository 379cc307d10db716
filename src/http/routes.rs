//! Every address of the program on one screen.

use super::rate_limit::{Limited, RateLimits};
use super::{api, assets, client, dashboard, notifications, operating, pay, sandbox};
use crate::operations::Context;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, PathConfig, ServiceConfig, post, resource, scope};
use actix_web::{Error, Resource, Route, guard};

/// Sandbox calls are small; a form is smaller still.
const LARGEST_BODY: usize = 256 * 1024;
const LARGEST_FORM: usize = 32 * 1024;
/// A mail's wording of 10,000 characters, six bytes for each where they are not Latin letters.
const LARGEST_DASHBOARD_FORM: usize = 128 * 1024;

/// Registers every address.
pub fn routes(app: &mut ServiceConfig) {
    app.app_data(web::PayloadConfig::new(LARGEST_BODY))
        .app_data(web::FormConfig::default().limit(LARGEST_FORM))
        .app_data(web::JsonConfig::default().limit(LARGEST_FORM))
        // For payers.
        .service(payers("/p/{token}", PAGE).route(read().to(pay::handlers::show)))
        .service(
            payers("/p/{token}/checkout", PAGE)
                .route(read().to(pay::handlers::back_to_page))
                .route(post().to(pay::handlers::checkout)),
        )
        .service(payers("/p/{token}/return", PAGE).route(read().to(pay::handlers::come_back)))
        .service(
            payers("/p/{token}/opt-out", OPT_OUT)
                .route(read().to(pay::opt_out::show))
                .route(post().to(pay::opt_out::take)),
        )
        .service(
            payers("/p/{token}/reminder", PAGE).route(read().to(pay::later::show)).route(post().to(pay::later::take)),
        )
        .service(
            payers("/p/{token}/new-link", PAGE)
                .route(read().to(pay::handlers::back_to_page))
                .route(post().to(pay::later::send_link)),
        )
        .service(payers("/p/{token}/attachments/{id}", FILE).route(read().to(pay::handlers::attachment)))
        .service(payers("/p/{token}/qr.svg", PAGE).route(read().to(pay::handlers::qr_svg)))
        .service(payers("/p/{token}/qr.png", PAGE).route(read().to(pay::handlers::qr_png)))
        .service(
            payers("/join/yes/{token}", JOIN).route(read().to(pay::join::ask)).route(post().to(pay::join::confirm)),
        )
        .service(payers("/join/{token}", JOIN).route(read().to(pay::join::show)).route(post().to(pay::join::take)))
        .service(payers("/join/{token}/qr.svg", PAGE).route(read().to(pay::join::qr_svg)))
        .service(payers("/join/{token}/qr.png", PAGE).route(read().to(pay::join::qr_png)))
        // For providers.
        .service(resource("/notifications/{provider}/{account}").route(post().to(notifications::receive)))
        // For carriers of messages; some call with GET.
        .service(
            resource("/notifications/messages/{account}/{secret}").route(web::to(notifications::receive_from_carrier)),
        )
        // The built-in provider's own side.
        .service(
            scope("/sandbox")
                .service(
                    payers("/checkout/{id}", PAGE).route(read().to(sandbox::show)).route(post().to(sandbox::choose)),
                )
                .service(resource("/api/{account}").route(read().to(sandbox::ping)))
                .service(resource("/api/{account}/checkouts").route(post().to(sandbox::start)))
                .service(
                    resource("/api/{account}/checkouts/by-client/{reference}")
                        .route(read().to(sandbox::look_up_by_client)),
                )
                .service(resource("/api/{account}/checkouts/by-client/{reference}/end").route(post().to(sandbox::end)))
                .service(resource("/api/{account}/checkouts/{id}").route(read().to(sandbox::look_up)))
                .service(resource("/api/{account}/checkouts/{id}/end").route(post().to(sandbox::end)))
                .service(resource("/api/{account}/refunds").route(post().to(sandbox::refund)))
                .service(resource("/api/{account}/refunds/by-key/{key}").route(read().to(sandbox::look_up_refund))),
        )
        // For merchants' programs; its addresses are listed in `api`.
        .service(scope(api::PREFIX).configure(api::routes))
        // For merchants.
        .service(resource("/dashboard").route(read().to(home)))
        .service(
            scope("/dashboard")
                .app_data(web::FormConfig::default().limit(LARGEST_DASHBOARD_FORM).error_handler(|error, request| {
                    let answer = dashboard::answer::unreadable_form(request, &error);
                    InternalError::from_response(error, answer).into()
                }))
                .service(resource("/").route(read().to(home)))
                .service(
                    resource("/login").route(read().to(dashboard::gate::show)).route(post().to(dashboard::gate::enter)),
                )
                .service(resource("/logout").route(post().to(dashboard::gate::leave)))
                .service(
                    resource("/requests")
                        .route(read().to(dashboard::requests::list))
                        .route(post().to(dashboard::requests::create)),
                )
                .service(resource("/requests/new").route(read().to(dashboard::requests::new)))
                .service(resource("/requests/{id}").route(read().to(dashboard::requests::detail)))
                .service(resource("/requests/{id}/live").route(read().to(dashboard::requests::live)))
                .service(resource("/requests/{id}/cancellation").route(post().to(dashboard::requests::cancel)))
                .service(resource("/requests/{id}/messages").route(post().to(dashboard::messages::send)))
                .service(resource("/requests/{id}/attachments").route(post().to(dashboard::attachments::add)))
                .service(
                    resource("/requests/{id}/attachments/{attachment}").route(read().to(dashboard::attachments::show)),
                )
                .service(
                    resource("/requests/{id}/attachments/{attachment}/removal")
                        .route(post().to(dashboard::attachments::remove)),
                )
                .configure(people)
                .service(resource("/inbox").route(read().to(dashboard::inbox::list)))
                .service(resource("/inbox/failures").route(read().to(dashboard::inbox::failures)))
                .service(resource("/inbox/failures/handled").route(post().to(dashboard::inbox::handled)))
                .service(resource("/inbox/of/{id}").route(read().to(dashboard::inbox::find)))
                .service(resource("/inbox/{id}").route(read().to(dashboard::inbox::show)))
                .service(resource("/inbox/{id}/answer").route(post().to(dashboard::inbox::answer)))
                .service(resource("/inbox/{id}/mark").route(post().to(dashboard::inbox::mark)))
                .service(resource("/inbox/{id}/suggestion").route(post().to(dashboard::inbox::suggestion)))
                .service(resource("/messages").route(read().to(dashboard::outbox::list)))
                .service(resource("/messages/report").route(read().to(dashboard::outbox::report)))
                .service(resource("/messages/{id}").route(read().to(dashboard::outbox::show)))
                .service(resource("/messages/{id}/correction").route(post().to(dashboard::inbox::correct)))
                .service(resource("/messages/{id}/other-way").route(post().to(dashboard::inbox::other_way)))
                .service(resource("/messages/{id}/withdrawal").route(post().to(dashboard::messages::withdraw)))
                .service(resource("/templates").route(read().to(dashboard::templates::list)))
                .service(
                    resource("/templates/{id}")
                        .route(read().to(dashboard::templates::show))
                        .route(post().to(dashboard::templates::save)),
                )
                .service(resource("/templates/{id}/preview").route(post().to(dashboard::templates::preview)))
                .service(resource("/templates/{id}/restoration").route(post().to(dashboard::templates::restore)))
                .service(
                    resource("/senders")
                        .route(read().to(dashboard::senders::show))
                        .route(post().to(dashboard::senders::set_up)),
                )
                .service(resource("/senders/trial").route(post().to(dashboard::senders::try_out)))
                .service(resource("/senders/dns").route(post().to(dashboard::senders::look)))
                .service(resource("/senders/settings").route(post().to(dashboard::senders::save_settings)))
                .service(resource("/senders/{id}/sender").route(post().to(dashboard::sender_change::sender)))
                .service(resource("/senders/{id}/keys").route(post().to(dashboard::sender_change::keys)))
                .service(resource("/senders/{id}/disabling").route(post().to(dashboard::senders::disable)))
                .service(resource("/payments/{id}/refunds").route(post().to(dashboard::payments::refund)))
                .service(resource("/payments/{id}/decision").route(post().to(dashboard::payments::decide)))
                .service(
                    resource("/plans")
                        .route(read().to(dashboard::plans::list))
                        .route(post().to(dashboard::plans::save)),
                )
                .service(
                    resource("/profiles")
                        .route(read().to(dashboard::profiles::list))
                        .route(post().to(dashboard::profiles::save)),
                )
                .service(resource("/profiles/new").route(read().to(dashboard::profiles::new)))
                .service(
                    resource("/profiles/{id}")
                        .route(read().to(dashboard::profiles::show))
                        .route(post().to(dashboard::profiles::save)),
                )
                .service(resource("/profiles/{id}/archiving").route(post().to(dashboard::profiles::archive)))
                .service(resource("/plans/new").route(read().to(dashboard::plans::new)))
                .service(resource("/plans/rules").route(post().to(dashboard::plans::save_rules)))
                .service(
                    resource("/plans/{id}")
                        .route(read().to(dashboard::plans::show))
                        .route(post().to(dashboard::plans::save)),
                )
                .service(resource("/plans/{id}/removal").route(post().to(dashboard::plans::remove)))
                .service(resource("/sessions").route(read().to(dashboard::settings::sessions)))
                .service(resource("/sessions/{id}/revoke").route(post().to(dashboard::settings::revoke)))
                .service(
                    resource("/password")
                        .route(read().to(dashboard::password::show))
                        .route(post().to(dashboard::password::change)),
                )
                .service(resource("/mode").route(post().to(dashboard::settings::mode)))
                .service(resource("/merchant").route(post().to(dashboard::settings::merchant)))
                .service(resource("/language").route(post().to(dashboard::settings::language)))
                .service(resource("/assets/{version}/{name}").route(read().to(dashboard::settings::asset)))
                .default_service(web::route().to(dashboard::gate::not_found)),
        )
        // For everybody.
        .service(resource("/").route(read().to(home)))
        .service(resource("/static/{path:.*}").route(read().to(assets::serve)))
        // For whoever operates it.
        .service(resource("/livez").route(read().to(operating::live)))
        .service(resource("/readyz").route(read().to(operating::ready)))
        .default_service(web::route().to(pay::answer::not_found));
}

/// The dashboard's pages about people.
fn people(dashboard: &mut ServiceConfig) {
    use dashboard::people::{consents, contacts, import, sign_up};
    dashboard
        .service(resource("/contacts").route(read().to(contacts::list)).route(post().to(contacts::create)))
        .service(resource("/contacts/new").route(read().to(contacts::new)))
        .service(resource("/contacts/import").route(read().to(import::form)).route(post().to(import::take)))
        .service(resource("/contacts/sign-up").route(read().to(sign_up::overview)).route(post().to(sign_up::create)))
        .service(resource("/contacts/sign-up/wording").route(post().to(sign_up::wording)))
        .service(resource("/contacts/sign-up/words").route(post().to(sign_up::words)))
        .service(resource("/contacts/sign-up/{id}/revocation").route(post().to(sign_up::revoke)))
        .service(resource("/contacts/{id}").route(read().to(contacts::show)).route(post().to(contacts::change)))
        .service(resource("/contacts/{id}/edit").route(read().to(contacts::edit)))
        .service(resource("/contacts/{id}/deletion").route(post().to(contacts::delete)))
        .service(resource("/contacts/{id}/erasure").route(post().to(contacts::erase)))
        .service(resource("/contacts/{id}/consents").route(read().to(consents::form)).route(post().to(consents::note)))
        .service(resource("/contacts/{id}/proof").route(read().to(consents::proof)))
        .service(resource("/contacts/{id}/proof.json").route(read().to(consents::proof_json)))
        .service(resource("/contacts/{id}/proof.csv").route(read().to(consents::proof_csv)));
}

/// GET, and HEAD like it without the body.
fn read() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// What an address takes of a caller: looking, and anything else.
#[derive(Clone, Copy)]
struct Limits {
    looking: Limited,
    acting: Limited,
}

const PAGE: Limits = Limits { looking: Limited::PageByAddress, acting: Limited::CheckoutByAddress };
const FILE: Limits = Limits { looking: Limited::FilesByAddress, ..PAGE };
const OPT_OUT: Limits = Limits { acting: Limited::OptOutByAddress, ..PAGE };
const JOIN: Limits = Limits { acting: Limited::JoinByAddress, ..PAGE };

/// What a resource with a limit is.
trait LimitedService:
    ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>
    + 'static
{
}

impl<T> LimitedService for T where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>
        + 'static
{
}

/// An address that payers may come to: none is there without a limit per caller, and also what it cannot do is said on a page.
fn payers(path: &str, limits: Limits) -> Resource<impl LimitedService + use<>> {
    let paths = PathConfig::default().error_handler(|error, request| {
        InternalError::from_response(error, pay::answer::no_such_page(request, None)).into()
    });
    let resource = resource(path).app_data(paths).default_service(web::route().to(pay::answer::wrong_method));
    resource.wrap(from_fn(move |request, next| limited(limits, request, next)))
}

async fn limited(
    limits: Limits,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let what = if looks { limits.looking } else { limits.acting };
    let context = request.app_data::<web::Data<Context>>().cloned();
    let rates = request.app_data::<web::Data<RateLimits>>().cloned();
    if let (Some(context), Some(rates)) = (context, rates) {
        let caller = client::limit_key(request.request(), &context);
        if !rates.allows_address(what, caller.as_deref()) {
            let asked = pay::asked::language(request.request());
            let page = pay::answer::rate_limited(request.request(), &context, asked).await;
            return Ok(request.into_response(page));
        }
    }
    next.call(request).await
}

async fn home() -> actix_web::HttpResponse {
    dashboard::answer::redirect("/dashboard/requests")
}
