# Texts of the dashboard.

## Time

dash-today = today
dash-yesterday = yesterday
dash-tomorrow = tomorrow
dash-day = { $day }{"\u00A0"}{ $month }
dash-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
}
dash-day-today = Today, { $date }
dash-day-yesterday = Yesterday, { $date }
dash-zone = Times in { $zone }
dash-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
}

## Frame

dash-skip = Skip to content
dash-nav = Sections
dash-nav-requests = Requests
dash-nav-new = Create payment request
dash-nav-new-short = New
dash-nav-inbox = Inbox
dash-nav-contacts = Contacts
dash-nav-messages = Messages
dash-messages-messages = History
dash-messages-templates = Templates
dash-messages-plans = Reminders
dash-messages-senders = Senders
dash-nav-sessions = Log-ins
dash-language = Language
dash-merchants = Switch to another business
dash-mode = Mode
dash-mode-test = Test
dash-mode-live = Live
dash-mode-strip = Test mode: no money moves
dash-logout = Log out
dash-optional = optional

dash-created = The payment request is created.
dash-created-sending = It is being sent { $ways } now. “Messages” shows what becomes of it.
dash-created-sent = It has been sent { $ways }.
dash-created-stays = { $way }: { $why }
dash-created-nothing = Nothing has been sent yet: pass the link on, or send it from here.
dash-created-planned = Planned: { $list }.
dash-created-more = { $count ->
    [one] One more message follows.
   *[other] { $count } more messages follow.
}
dash-planned-one = { $what } on { $when } { $way }
dash-by-sms = by SMS
dash-by-email = by e-mail
dash-by-both = by SMS and by e-mail
dash-notice-cannot-opted-out = Not sent: the payer has opted out of messages on this channel.
dash-notice-cannot-bad-address = Not sent: an earlier message to this address came back.
dash-notice-cannot-no-ground = Not sent: there is no consent.
dash-notice-cannot-no-address = Not sent: the number or address is missing.
dash-notice-created = The payment request is created.
dash-notice-message-on-its-way = The message is on its way. You can follow it below.
dash-notice-message-withdrawn = The message will not be sent.
dash-notice-nothing-to-send = There is nothing to send about this right now.
dash-notice-cancelled = The payment request is cancelled. It can no longer be paid.
dash-notice-refund-created = The refund is on its way to the provider.
dash-notice-decision-accepted = The money is kept.
dash-notice-decision-refunded = The money goes back.
dash-notice-session-revoked = The device is logged out.
dash-notice-password-changed = Your password is changed. All other log-ins are ended.
dash-notice-not-cancellable = It could not be cancelled: money has arrived in the meantime or is on its way.
dash-notice-already-decided = That is decided already.
dash-notice-not-allowed = Your role does not allow that.

## Log-in

dash-login-title = Log in
dash-login-email = E-mail address
dash-login-password = Password
dash-login-do = Log in
dash-login-again = Try again
dash-login-wrong = E-mail address or password is wrong.
dash-login-too-many = Too many attempts. Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
dash-busy = Too much is happening at once. Please try again in a few seconds.
dash-login-ended = Your session has ended. Please log in again.
dash-login-logged-out = You are logged out.

## List

dash-list-title = Requests
dash-tabs = Status
dash-tab-all = All
dash-tab-open = Open
dash-tab-overdue = Overdue
dash-tab-processing = Processing
dash-tab-paid = Paid
dash-tab-expired = Expired
dash-tab-cancelled = Cancelled
dash-sum-received = Received in { $month }
dash-sum-open = Open
dash-sum-overdue = Overdue
dash-sum-all = Requests
dash-sum-paid = { $shown } of them paid
dash-sum-requests = { $count ->
    [one] { $shown } request
   *[other] { $shown } requests
}
dash-search = Search
dash-search-example = Purpose, name, reference, amount, phone
dash-search-do = Search
dash-search-clear = Reset
dash-column-created = Created
dash-column-payer = Payer
dash-column-purpose = Purpose
dash-column-status = Status
dash-column-amount = Amount
dash-no-payer = No name
dash-no-purpose = No purpose
dash-amount-refunded = { $amount } refunded
dash-amount-part = { $amount } paid
dash-pager = Pages
dash-pager-newer = Newer
dash-pager-older = Older
dash-empty-title = No request yet
dash-empty-text = Enter an amount, send the link, watch the money come in. It takes less than half a minute.
dash-empty-do = Make the first request
dash-nothing-title = Nothing found for “{ $q }”
dash-nothing-text = The search looks at purpose, reference, name, e-mail address, phone number and amount.
dash-nothing-do = Show all requests
dash-tab-empty-title = Nothing here right now
dash-tab-empty-text = No request has this status.

dash-status-overdue = Overdue
dash-reason-on = { $when }
dash-reason-late-decide = paid too late: please decide
dash-reason-surplus-decide = paid too much: please decide
dash-reason-disputed = payment is disputed
dash-reason-refunded = refunded in full
dash-reason-part-refunded = partly refunded
dash-reason-paid-late = after expiry, { $when }
dash-reason-pending = payment on its way ({ $method })
dash-reason-clarifying = under review
dash-reason-overdue = for { $days ->
    [one] one day
   *[other] { $days } days
}
dash-reason-countdown = { $days ->
    [0] payable only today
    [one] payable until tomorrow
   *[other] { $days } days left to pay
}
dash-reason-opened = opened { $when }
dash-reason-unopened = not opened yet
dash-reason-paying = is at the checkout
dash-reason-left = broken off { $when }
dash-reason-began = began to pay { $when }
dash-reason-checked = being checked with the provider
dash-reason-failed = last attempt declined

dash-method-any = online payment
dash-method-card = card
dash-method-ideal = iDEAL
dash-method-bancontact = Bancontact
dash-method-sepa_debit = SEPA direct debit
dash-method-paypal = PayPal
dash-method-transfer = bank transfer
dash-method-twint = TWINT
dash-method-eps = eps
dash-method-blik = BLIK
dash-method-p24 = Przelewy24
dash-method-klarna = Klarna
dash-method-other = another method

## New request

dash-new-title = Create payment request
dash-new-what = What for
dash-new-payer = Who pays
dash-new-from-contacts = Choose from contacts
dash-new-more = More details
dash-new-do = Create payment request
dash-new-after = Only the amount is needed. You can send the link right after.
dash-faults = Please look at this again
dash-field-amount = Amount
dash-field-currency = Currency
dash-field-description = Purpose
dash-field-reference = Reference
dash-field-payer-name = Name
dash-field-payer-email = E-mail address
dash-field-payer-phone = Mobile number
dash-field-payer-language = Language of the payment page
dash-field-due-date = Due on
dash-field-expires-on = Link valid until
dash-field-external-id = Your own ID
dash-field-countdown-days = Countdown in the last days
dash-field-return-urls-paid = After paying go on to
dash-field-return-urls-unpaid = Without paying go on to
dash-example-amount = 0.00
dash-example-description = Pipe repair on 15 December
dash-example-reference = Invoice number
dash-example-phone = +49 151 12345678
dash-example-email = name@example.org
dash-hint-expires = The link stops working after it. 90 days if left empty.
dash-hint-countdown = So many days before the end the page shows how much time is left.
dash-hint-external = Your own ID, for example from your ERP.
dash-language-auto = Automatic
dash-due-quick = Due in
dash-due-days = in { $days } days

dash-error-required = Please fill this in.
dash-error-too-long = This is too long. Please shorten it.
dash-error-card-number = This looks like a card number. Card numbers must never be written here.
dash-error-amount-required = Please enter an amount.
dash-error-amount = Please write the amount like { $example }.
dash-error-amount-range = The amount must be greater than zero and have at most ten digits before the point.
dash-error-amount-currency = The amount names another currency. { $currency } is chosen.
dash-sure = Yes, I mean it
dash-error-currency = Please choose a currency.
dash-error-email = Please write the address like name@example.org.
dash-error-phone = Please write the number with its area or country code, like 0151 12345678 or +49 151 12345678.
dash-error-phone-short = The number is too short: digits are missing.
dash-error-phone-long = The number is too long: it has more digits than numbers there have.
dash-error-phone-country = No country has this code. Please write the number like +49 151 12345678.
dash-error-phone-zero = Please leave out the zero behind the country code: it is not dialled from abroad.
dash-error-phone-unclear = The number can be read in two ways. Please write it with a plus and its country code, like +49 151 12345678.
dash-error-date = Please choose a day.
dash-error-past = This day is past already.
dash-error-old = The day may lie at most five years back.
dash-error-before-due = The link must work to the end of the due date. Please choose that day or a later one.
dash-error-far = Five years ahead at most.
dash-error-taken = Another request has this already.
dash-error-days = Please enter whole days.
dash-error-url = Please write an address that begins with https://.
dash-error-line = Please write this in one line without special characters.
dash-error-refund-much = This is more than can still be refunded.
dash-error-refund-nothing = This payment has already been refunded in full.
dash-error-refund-by-hand = This money did not come through a provider. Please send it back by hand.
dash-error-refund-early = This money has not arrived yet.
dash-error-scope = The business, or test and live, was switched in another tab. Please check that the request belongs here, then send it again.
dash-error-reminders-nowhere = Reminders need somewhere to go: please enter a mobile number or an e-mail address.
dash-error-sms-nowhere = Please enter the number that the SMS goes to.
dash-error-mail-nowhere = Please enter the address that the e-mail goes to.
dash-error-sms-opted-out = This person has opted out of text messages. Please untick “by SMS”.
dash-error-mail-opted-out = This person has opted out of e-mails. Please untick “by e-mail”.

## Detail

dash-open-as-payer = Open as payer
dash-due-on = Due on { $when }
dash-next-open = Link valid until { $when }.
dash-next-processing = The money is on its way. Until it is here, nobody can pay a second time.
dash-next-clarifying = Money came too late. Decide whether it counts.
dash-next-paid = Paid on { $when }.
dash-next-expired = Expired on { $when }. It can no longer be paid.
dash-next-cancelled = Cancelled on { $when }. It can no longer be paid.
dash-unpayable-test = The link cannot be paid online right now: no payment service provider is switched on in test mode. Whoever opens it is told so and referred to you.
dash-unpayable-live = The link cannot be paid online right now: no payment service provider is switched on in live mode. Whoever opens it is told so and referred to you.
dash-progress = { $paid } of { $asked } paid, { $due } due
dash-sums-refunded = Refunded
dash-sums-disputed = Disputed
dash-cancel = Cancel
dash-cancel-text = The request cannot be paid after that. This cannot be undone.
dash-cancel-do = Cancel the request
dash-cancel-paid = What is paid cannot be cancelled. You can refund the money.
dash-cancel-processing = Nothing can be cancelled while money is on its way or under review.

dash-share-title = Link
dash-share-send = Pass it on yourself
dash-share-link = Payment link
dash-copy = Copy
dash-copied = Copied
dash-share-own = With your own phone or programs. paylink knows nothing of it: it does not count, and nobody checks for opt-outs.
dash-share-opted-out-sms = The payer wants no text messages.
dash-share-opted-out-email = The payer wants no e-mails.
dash-share-sms = Open SMS app
dash-share-whatsapp = Open WhatsApp
dash-share-text = Ready text
dash-share-copy = Copy text
dash-share-mail = Write an e-mail
dash-share-other = Share
dash-share-qr = To scan with a phone
dash-share-processing = The link shows that the payment is on its way.
dash-share-paid = The link now shows the receipt.
dash-share-expired = The link shows that the time is over.
dash-share-cancelled = The link shows that nothing is left to pay.

dash-payer-title = Who pays
dash-payer-name = Name
dash-payer-phone = Phone
dash-payer-email = E-mail
dash-payer-address = Address
dash-payer-language = Language
dash-terms-title = Details
dash-terms-reference = Reference
dash-terms-due = Due on
dash-terms-expires = Link valid until
dash-terms-countdown = Countdown
dash-terms-countdown-days = { $days ->
    [one] on the last day
   *[other] in the last { $days } days
}
dash-terms-external = Your own ID
dash-terms-return-paid = After paying
dash-terms-return-unpaid = Without paying
dash-terms-created = Created
dash-terms-replaces = Replaces
dash-terms-id = ID

dash-payments-title = Payments
dash-payment-starting = being prepared
dash-payment-open = at the checkout
dash-payment-closing = being checked
dash-payment-pending = on its way
dash-payment-succeeded = received
dash-payment-failed = declined
dash-payment-cancelled = ended
dash-payment-abandoned = unanswered
dash-payment-late = after expiry
dash-payment-fee = Fee
dash-payment-net = Net
dash-payment-allocated = Counts for the request
dash-payment-provider = Provider
dash-payment-reference = Id there
dash-payment-surplus = { $amount } is more than was asked for.
dash-failure-declined = The bank declined.
dash-failure-insufficient-funds = There was not enough money in the account.
dash-failure-authentication-failed = The payer could not confirm the payment.
dash-failure-debit-failed = The direct debit came back.
dash-failure-provider-refused = The provider did not accept the payment.
dash-failure-other = The payment did not go through.
dash-failure-no-money = No money came in.
dash-decide-late = { $amount } came after the request had expired or was cancelled. What should happen to it?
dash-decide-late-accept = Accept, the request is paid
dash-decide-surplus = { $amount } is more than was asked for. What should happen to it?
dash-decide-surplus-accept = Keep it
dash-decide-refund = Refund { $amount }
dash-dispute-open = { $amount } is disputed by the payer’s bank. Answer at the provider.
dash-dispute-won = { $amount } was disputed. You keep the money.
dash-dispute-lost = { $amount } was disputed and went back to the payer.

dash-refund = Refund
dash-refund-amount = Amount
dash-refund-hint = { $amount } at most. The money goes back where it came from.
dash-refund-do = Refund this amount
dash-refund-created = being sent
dash-refund-pending = at the provider
dash-refund-succeeded = refunded
dash-refund-failed = not refunded
dash-refund-reason-late = because it came too late
dash-refund-reason-surplus = because it was too much
dash-refund-reason-provider = made at the provider

dash-timeline-title = History
dash-event-payment-request-created = Created
dash-event-payment-request-updated = Changed
dash-event-payment-request-opened = Link opened by a person
dash-event-payment-request-expired = Expired
dash-event-payment-request-cancelled = Cancelled
dash-event-payment-request-processing = Processing
dash-event-payment-request-paid = Paid in full
dash-event-payment-request-part-paid = Partly paid
dash-event-payment-request-reopened = Open again
dash-event-payment-started = Sent to the checkout
dash-event-payment-pending = Payment is on its way
dash-event-payment-succeeded = Payment received
dash-event-payment-failed = Payment declined
dash-event-payment-abandoned = The provider never answered
dash-event-payment-late = Payment came after expiry
dash-event-payment-surplus = More paid than asked for
dash-event-refund-created = Refund started
dash-event-refund-succeeded = Refunded
dash-event-refund-failed = Refund did not go through
dash-event-dispute-opened = Payment is disputed
dash-event-dispute-closed = Dispute is decided
dash-event-message-scheduled = Message planned
dash-event-message-sent = Message sent
dash-event-message-delivered = Message delivered
dash-event-message-failed = Message not delivered
dash-event-message-bounced = E-mail came back
dash-event-message-skipped = Message not sent
dash-event-message-replied = The recipient has replied
dash-event-consent-given = Consent given
dash-event-consent-withdrawn = Opted out of messages
dash-event-money = { $amount } · { $account }
dash-event-over = { $amount } too much

## Sessions

dash-sessions-title = Log-ins
dash-sessions-text = These devices are logged in to your account. Log out any you do not recognise, then change your password.
dash-session-unknown = Unknown device
dash-session-current = This device
dash-session-seen = Last seen { $when }
dash-session-since = Logged in { $when }
dash-session-revoke = Log out

## Password

dash-password-title = Change password
dash-password-text = From then on only the new one applies. All other devices are logged out; this one stays.
dash-password-old = Current password
dash-password-new = New password
dash-password-again = New password once more
dash-password-hint = At least { $length } characters. A few words in a row are easy to remember.
dash-password-do = Change password
dash-password-wrong = This is not your current password.
dash-password-differs = This is not the same as above.
dash-password-short = This is too short. Please use at least { $length } characters.
dash-password-long = This is too long. Please use at most { $length } characters.
dash-password-common = Somebody would try this first: a common password, something repeated, or a row of keys or digits. Please take four words that have nothing to do with each other.
dash-password-personal = This is made of names or addresses that belong to you. Somebody would try them first. Please take four words that have nothing to do with you.
dash-password-too-many = Too many tries. Please wait a minute.

## Errors

dash-error-page-not-found-title = There is no such page
dash-error-page-not-found-text = The address may be incomplete, or what was behind it belongs to another business.
dash-error-page-forbidden-title = That is not allowed
dash-error-page-forbidden-text = Your role does not allow it, or the form did not come from this site. Nothing was changed.
dash-error-page-too-many-title = Too many requests
dash-error-page-too-many-text = Please wait a moment and try again.
dash-error-page-problem-title = That did not work just now
dash-error-page-problem-text = The fault is ours and has been noted. See whether your last change has arrived before you repeat it.
dash-error-page-home = To the requests
dash-error-page-login = To the log-in
dash-error-page-id = Id to quote when asking:

# Messages
dash-message-by-sms = { $what } by SMS
dash-message-by-email = { $what } by e-mail
dash-message-for = for { $when }
dash-purpose-request = Payment request
dash-purpose-reminder-1 = Reminder
dash-purpose-reminder-2 = Further reminder
dash-purpose-reminder-3 = Urgent reminder
dash-purpose-due-today = Note on the due date
dash-purpose-last-notice = Last reminder
dash-purpose-paid = Receipt
dash-purpose-refunded = Refund note
dash-purpose-expired = Expiry note
dash-purpose-new-link = New link
dash-purpose-opt-out-confirmed = Opt-out confirmation
dash-purpose-help = Help
dash-why-paid = It is paid already.
dash-why-processing = A payment is on its way.
dash-why-cancelled = The request was cancelled.
dash-why-expired = The link has expired.
dash-why-opted-out = The payer wants no messages on this channel.
dash-why-no-ground = There is no consent.
dash-why-no-address = There is no number or address.
dash-why-bad-address = An earlier message to this address came back.
dash-why-cap = This person got enough messages within seven days.
dash-why-overtaken = A later message was due as well.
dash-why-withdrawn = Taken back.
dash-why-quiet-hours = Nobody is written to at night.
dash-why-test-mode = Test mode: the message stays in the outbox; nobody has received it.
dash-why-no-carrier = No sender is set up. The message stays in the outbox.
dash-messages = Messages
dash-message-read = Read it as it arrives
dash-message-withdraw = Do not send
dash-send-how = Send to the payer
dash-send-sms = by SMS
dash-send-email = by e-mail
dash-send-remind = remind before it is due
dash-send-hint = Without a tick nothing is sent: you get the link to pass on. Reminders need a due date.
dash-send-by-us = paylink sends
dash-send-by-us-text = paylink respects opt-outs, keeps count and shows whether it arrives.
dash-send-going = Being sent right now.
dash-send-nowhere-sms = No mobile number known.
dash-send-nowhere-email = No e-mail address known.
dash-send-cap = This person has had enough messages within seven days.
dash-send-test-mode = Test mode: the message stays in the outbox.
dash-send-no-carrier = No sender is set up: the message stays in the outbox.
dash-send-now-sms = Send by SMS
dash-send-now-email = Send by e-mail
dash-send-again-sms = Remind by SMS
dash-send-again-email = Remind by e-mail
dash-message-scheduled = planned
dash-message-sending = being sent
dash-message-unconfirmed = uncertain
dash-message-held = in the outbox
dash-message-sent = sent
dash-message-delivered = delivered
dash-message-failed = not delivered
dash-message-bounced = came back
dash-message-skipped = not sent

# Files of a request.
dash-files = Attachments
dash-files-add = Attach
dash-files-choose = Choose a PDF
dash-files-remove = Remove
dash-files-remove-one = Remove { $name }
dash-field-attachments = Attachments
dash-hint-attachments = PDF only, at most 5 files of 5 MB each, 7 MB together. The payer finds them on the page and in the e-mails.
dash-hint-attachments-again = Browsers do not keep files. Please choose again: { $names }
dash-error-file-no-pdf = File { $number } is not a PDF. Only PDF files can be attached.
dash-error-file-large = File { $number } is too large. A file may have at most 5 MB.
dash-error-file-name = The name of file { $number } cannot be used. Use a short one without a card number.
dash-error-files-large = Together the files are too large. Mail servers often refuse more than 7 MB.
dash-error-files-many = These are too many files. You can attach five.
dash-event-file-added = File attached
dash-event-file-removed = File removed
dash-notice-attachment-added = The file is attached. The payer finds it on the page and in e-mails that go out from now on.
dash-notice-attachment-removed = The file is removed. What went out by e-mail stays with the payer.
dash-notice-attachment-missing = Choose a file first.
dash-notice-attachment-no-pdf = This is no PDF. Only PDFs can be attached.
dash-notice-attachment-too-large = This is too large: at most 5 MB a file, 7 MB together.
dash-notice-attachment-too-many = There cannot be more than five files. Remove one first.
dash-notice-attachment-too-late = This payment request has ended. Nothing can be attached to it any more.
dash-notice-attachment-bad-name = The name of the file cannot be used. Take a short one without a card number.

## Other currencies, disputes, no database

dash-decide-foreign = { $amount } came in another currency than was asked for, so it cannot count. What should happen to it?
dash-decide-foreign-accept = Keep it, the request stays open
dash-payment-foreign = { $amount } came in another currency than was asked for, so it does not count.
dash-next-foreign = Money came in another currency. Decide what happens to it; until then nobody can pay again.
dash-reason-foreign-decide = another currency: please decide
dash-refund-reason-foreign = because in another currency
dash-error-refund-disputed = The payer’s bank has not decided about this payment yet. Until then nothing can be refunded; answer the dispute at the provider.
dash-error-refund-lost = The payer’s bank has taken this money back after a dispute. There is nothing left to refund.
dash-error-page-away-title = The database does not answer right now
dash-error-page-away-text = This is usually over within seconds. Then look whether your last change arrived before you repeat it.

## What providers can carry

dash-hindered-currency = { $provider } does not take { $bound }.
dash-hindered-small = { $provider } takes at least { $bound }.
dash-hindered-large = { $provider } takes at most { $bound }.
dash-hindered-fine = { $provider } takes only amounts in steps of { $bound }.
dash-not-carried-amount = Please ask for another amount, or enable a provider that takes it.
dash-not-carried-currency = Please choose another currency, or enable a provider that takes it.
dash-unpayable-amount = The link cannot be paid online like this: { $why } Whoever opens it is told so and referred to you.
dash-warning-fixed-line = This number is a fixed line, which gets no text messages. Give a mobile number, or write an e-mail.
dash-warning-hindered = { $why } What { $provider } offers is therefore not among the choices.
dash-error-no-money = Nobody can pay in this unit. Please choose a currency.
