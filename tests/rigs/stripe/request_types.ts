// Entry point for the schema generator: the requests the rig checks, as the
// official SDK types them.
import Stripe from 'stripe'

export type CheckoutSessionCreate = Stripe.Checkout.SessionCreateParams
export type RefundCreate = Stripe.RefundCreateParams
