// Writes the account's state in Stripe's full shapes. fixtures.json holds the
// shapes as Stripe publishes them, where every optional part is filled with an
// example; a plain payment leaves most of them empty, so they are emptied here.
import { readFileSync } from 'node:fs'
import { newId, now } from './account.mjs'

/** The API version whose shapes are written, the one the Rust client asks for. */
export const API_VERSION = '2026-09-30.endive'

const shapes = JSON.parse(readFileSync(new URL('fixtures.json', import.meta.url)))
const shape = (name) => structuredClone(shapes[name])

export function sessionObject(account, session, status, baseUrl) {
  const complete = status === 'complete'
  const payment = complete ? account.payment(session) : null
  return {
    ...shape('checkout.session'),
    id: session.id,
    created: session.created,
    expires_at: session.expiresAt,
    status,
    payment_status: payment?.status === 'succeeded' ? 'paid' : 'unpaid',
    // Only an open session has a page, only a completed one a payment intent.
    url: status === 'open' ? `${baseUrl}/c/pay/${session.id}` : null,
    payment_intent: payment?.intent ?? null,
    ui_mode: session.params.ui_mode ?? 'hosted_page',
    amount_subtotal: session.amount,
    amount_total: session.amount,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    currency: session.currency,
    client_reference_id: session.params.client_reference_id ?? null,
    metadata: session.params.metadata || {},
    locale: session.params.locale ?? null,
    submit_type: session.params.submit_type ?? null,
    success_url: session.params.success_url ?? null,
    cancel_url: session.params.cancel_url ?? null,
    customer_email: session.params.customer_email ?? null,
    customer_details: customerDetails(session),
    customer_creation: 'if_required',
    payment_method_types: paymentMethodTypes(session),
    allowed_payment_method_types: session.params.allowed_payment_method_types ?? null,
    excluded_payment_method_types: session.params.excluded_payment_method_types ?? null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    after_expiration: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    adaptive_pricing: { enabled: false },
    managed_payments: { enabled: false },
    invoice_creation: {
      ...shape('checkout.session').invoice_creation,
      enabled: false,
    },
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    permissions: null,
    saved_payment_method_options: null,
    shipping_address_collection: null,
    shipping_cost: null,
    wallet_options: null,
  }
}

function customerDetails(session) {
  const email = session.payerEmail ?? session.params.customer_email
  if (!email) return null
  return { ...shape('checkout.session').customer_details, email }
}

function paymentMethodTypes(session) {
  const excluded = session.params.excluded_payment_method_types ?? []
  const offered = session.params.allowed_payment_method_types ?? ['card', 'sepa_debit']
  return offered.filter((type) => !excluded.includes(type))
}

export function intentObject(account, session) {
  const payment = account.payment(session)
  const data = session.params.payment_intent_data ?? {}
  const status = {
    succeeded: 'succeeded',
    processing: 'processing',
    failed: 'requires_payment_method',
  }[payment.status]
  return {
    ...shape('payment_intent'),
    id: payment.intent,
    client_secret: `${payment.intent}_secret_rig`,
    created: payment.created,
    status,
    amount: session.amount,
    amount_received: payment.status === 'succeeded' ? session.amount : 0,
    currency: session.currency,
    latest_charge: payment.charge,
    payment_method: payment.status === 'failed' ? null : payment.method,
    payment_method_types: paymentMethodTypes(session),
    payment_method_configuration_details: null,
    description: data.description ?? null,
    metadata: data.metadata || {},
    receipt_email: data.receipt_email ?? null,
    statement_descriptor: data.statement_descriptor ?? null,
    statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
    capture_method: data.capture_method ?? 'automatic_async',
    last_payment_error: payment.status === 'failed' ? debitFailure(payment) : null,
    canceled_at: null,
    managed_payments: { enabled: false },
    next_action: null,
    processing: null,
    shipping: null,
    transfer_data: null,
  }
}

const DEBIT_FAILURE = {
  code: 'debit_not_authorized',
  message: "The customer's bank account could not be debited.",
}

function debitFailure(payment) {
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_payment_attempt_failed',
    message: DEBIT_FAILURE.message,
    charge: payment.charge,
  }
}

export function chargeObject(account, session, baseUrl) {
  const payment = account.payment(session)
  const data = session.params.payment_intent_data ?? {}
  const failed = payment.status === 'failed'
  const settled = payment.status === 'succeeded'
  const refunded = account.amountRefunded(session)
  const charge = {
    ...shape('charge'),
    id: payment.charge,
    payment_intent: payment.intent,
    created: payment.created,
    status: { succeeded: 'succeeded', processing: 'pending', failed: 'failed' }[payment.status],
    // Stripe calls a pending debit `paid` too: this field proves nothing.
    paid: !failed,
    captured: !failed,
    amount: session.amount,
    amount_captured: failed ? 0 : session.amount,
    amount_refunded: refunded,
    refunded: refunded >= session.amount,
    disputed: account.disputeOf(session) !== undefined,
    currency: session.currency,
    balance_transaction: settled ? payment.transaction : null,
    billing_details: {
      ...shape('charge').billing_details,
      email: session.payerEmail ?? session.params.customer_email ?? null,
      name: null,
    },
    description: data.description ?? null,
    metadata: data.metadata || {},
    failure_code: failed ? DEBIT_FAILURE.code : null,
    failure_message: failed ? DEBIT_FAILURE.message : null,
    outcome: outcome(payment),
    payment_method: payment.method,
    payment_method_details: paymentMethodDetails(payment, session),
    receipt_url: settled ? `${baseUrl}/receipts/${payment.charge}` : null,
    shipping: null,
    source: null,
    transfer_data: null,
  }
  // No longer part of a charge unless asked for, since API version 2022-11-15.
  delete charge.refunds
  return charge
}

function outcome(payment) {
  const failed = payment.status === 'failed'
  return {
    ...shape('charge').outcome,
    network_status: failed ? 'declined_by_network' : 'approved_by_network',
    reason: failed ? DEBIT_FAILURE.code : null,
    risk_level: 'normal',
    seller_message: failed ? 'The bank did not authorize the debit.' : 'Payment complete.',
    type: failed ? 'issuer_declined' : 'authorized',
  }
}

function paymentMethodDetails(payment, session) {
  if (payment.kind === 'bank_debit') {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: '',
        country: 'DE',
        expected_debit_date: null,
        fingerprint: 'rigFingerprint00',
        last4: '3000',
        mandate: 'mandate_rig',
      },
    }
  }
  const details = shape('charge').payment_method_details // a Visa ending in 4242
  Object.assign(details.card, {
    amount_authorized: session.amount,
    installments: null,
    overcapture: { maximum_amount_capturable: session.amount, status: 'unavailable' },
    three_d_secure: null,
    wallet: null,
  })
  return details
}

export function refundObject(refund) {
  const { payment } = refund.session
  return {
    ...shape('refund'),
    id: refund.id,
    amount: refund.amount,
    balance_transaction: refund.status === 'failed' ? null : `txn_${refund.id.slice(3)}`,
    charge: payment.charge,
    created: refund.created,
    currency: refund.session.currency,
    destination_details:
      payment.kind === 'bank_debit' ? { type: 'sepa_debit' } : shape('refund').destination_details,
    metadata: refund.metadata || {},
    payment_intent: payment.intent,
    reason: refund.reason,
    status: refund.status,
    ...(refund.failureReason && { failure_reason: refund.failureReason }),
  }
}

export function disputeObject(dispute) {
  return {
    ...shape('dispute'),
    id: dispute.id,
    amount: dispute.amount,
    charge: dispute.session.payment.charge,
    created: dispute.created,
    currency: dispute.session.currency,
    evidence_details: { ...shape('dispute').evidence_details, due_by: dispute.created + 7 * 86400 },
    is_charge_refundable: false,
    payment_intent: dispute.session.payment.intent,
    reason: dispute.reason,
    status: dispute.status,
  }
}

export function balanceObject() {
  const amount = { amount: 0, currency: 'eur', source_types: { card: 0 } }
  return {
    ...shape('balance'),
    available: [amount],
    connect_reserved: [{ amount: 0, currency: 'eur' }],
    pending: [amount],
  }
}

export function eventObject(type, object) {
  return {
    ...shape('event'),
    id: newId('evt'),
    api_version: API_VERSION,
    created: now(),
    data: { object },
    pending_webhooks: 1,
    type,
  }
}

/** One page of a list, newest first, with Stripe's cursors. */
export function listObject(url, objects, query) {
  const limit = Math.min(Math.max(Number(query.limit ?? 10), 1), 100)
  let page = objects
  if (query.starting_after) {
    page = page.slice(page.findIndex((object) => object.id === query.starting_after) + 1)
  }
  return { object: 'list', url, has_more: page.length > limit, data: page.slice(0, limit) }
}
