// The one Stripe account of the rig: what was sold, paid, refunded, disputed.
// Whether a session is open, complete or expired is the emulator's to say; all
// that hangs on a completed session (payment intent, charge, refunds) is kept
// here.
import { randomInt } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** An id of Stripe's look and length. */
export function newId(prefix, length = 24) {
  const random = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${prefix}_${random.join('')}`
}

export function now() {
  return Math.floor(Date.now() / 1000)
}

export class Account {
  #sessions = new Map()
  #refunds = new Map()
  #disputes = new Map()

  addSession(session) {
    this.#sessions.set(session.id, session)
    return session
  }

  session(id) {
    return this.#sessions.get(id)
  }

  sessionByEmulatorId(emulatorId) {
    return this.#find((session) => session.emulatorId === emulatorId)
  }

  sessionByIntent(id) {
    return this.#find((session) => session.payment?.intent === id)
  }

  sessionByCharge(id) {
    return this.#find((session) => session.payment?.charge === id)
  }

  #find(matches) {
    return this.sessions().find(matches)
  }

  /** Newest first, as every list of Stripe's. */
  sessions() {
    return [...this.#sessions.values()].reverse()
  }

  /** The payment of a completed session, made when first heard of. */
  payment(session) {
    session.payment ??= {
      intent: newId('pi'),
      charge: newId('ch'),
      method: newId('pm'),
      transaction: newId('txn'),
      kind: session.method,
      // A bank debit is promised at checkout and settles days later.
      status: session.method === 'bank_debit' ? 'processing' : 'succeeded',
      created: now(),
    }
    return session.payment
  }

  addRefund({ session, amount, metadata = {}, reason = null }) {
    const refund = {
      id: newId('re'),
      session,
      amount,
      metadata,
      reason,
      // Card refunds are reported as done at once, those to a bank account wait.
      status: session.payment.kind === 'bank_debit' ? 'pending' : 'succeeded',
      failureReason: null,
      created: now(),
    }
    this.#refunds.set(refund.id, refund)
    return refund
  }

  refund(id) {
    return this.#refunds.get(id)
  }

  refunds() {
    return [...this.#refunds.values()].reverse()
  }

  amountRefunded(session) {
    return this.refunds()
      .filter((refund) => refund.session === session)
      .filter((refund) => refund.status === 'succeeded' || refund.status === 'pending')
      .reduce((sum, refund) => sum + refund.amount, 0)
  }

  /** Opens the dispute of a session or changes the one it has. */
  dispute(session, changes = {}) {
    const dispute = this.#disputes.get(session.id) ?? {
      id: newId('dp'),
      session,
      amount: session.amount,
      reason: 'fraudulent',
      status: 'needs_response',
      created: now(),
    }
    Object.assign(dispute, changes)
    this.#disputes.set(session.id, dispute)
    return dispute
  }

  disputeOf(session) {
    return this.#disputes.get(session.id)
  }
}
