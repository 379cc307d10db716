# Plans and reminders.
dash-why-condition = The plan’s condition was not met.
dash-why-checkout = A payment was begun. Its provider is asked first.
dash-why-not-true = What it says is no longer true.
dash-why-snoozed = The payer asked to be reminded later.

dash-notice-plan-saved = Saved. The plan holds for new requests; existing ones keep theirs.
dash-notice-plan-removed = The plan has been archived. Existing payment requests keep it.
dash-notice-rules-saved = Saved.
dash-plans-lead = What goes out when. It stops by itself when somebody pays, cancels or opts out; no text message comes at night.
dash-plan-new = New plan
dash-plan-edit = Change plan
dash-plan-remove = Archive
dash-plan-default = Default
dash-plan-built-in = Built-in plan
dash-plan-name = Name
dash-plan-make-default = Default for new requests
dash-plan-save = Save plan
dash-plan-hint = A row without a message is left out. After saving there are two empty ones again.
dash-plan-row = Message { $number }
dash-plan-row-new = Add message { $number }
dash-plan-what = Message
dash-plan-none = None
dash-plan-how = Channel
dash-plan-days = Days
dash-plan-side = Before or after
dash-plan-side-before = before
dash-plan-side-after = after
dash-plan-from = Counted from
dash-plan-clock = Time
dash-plan-if = Only under conditions
dash-plan-before =
    { $days ->
        [one] 1 day before { $anchor }
       *[other] { $days } days before { $anchor }
    }
dash-plan-after =
    { $days ->
        [one] 1 day after { $anchor }
       *[other] { $days } days after { $anchor }
    }
dash-plan-at = { $day }, { $clock }
dash-plan-minutes =
    { $minutes ->
        [one] { $day }, 1 minute later
       *[other] { $day }, { $minutes } minutes later
    }
dash-plan-anchor-created = it was made
dash-plan-anchor-due-date = the due date
dash-plan-anchor-expiry = the last day
dash-plan-anchor-opened = it was opened
dash-plan-anchor-part-paid = a part payment
dash-plan-anchor-processing = the payment order
dash-plan-anchor-paid = the payment
dash-plan-anchor-payment-failed = a declined payment
dash-plan-anchor-refunded = a refund
dash-plan-anchor-expired = it expired
dash-plan-anchor-cancelled = it was cancelled
dash-plan-on-created = At once
dash-plan-on-due-date = On the due date
dash-plan-on-expiry = On the last day
dash-plan-on-opened = Once the link was opened
dash-plan-on-part-paid = After a part payment
dash-plan-on-processing = Once money is on its way
dash-plan-on-paid = Once it is paid
dash-plan-on-payment-failed = After a declined payment
dash-plan-on-refunded = After a refund
dash-plan-on-expired = After it expired
dash-plan-on-cancelled = After it was cancelled
dash-plan-from-created = Created
dash-plan-from-due-date = Due date
dash-plan-from-expiry = Last day
dash-plan-from-opened = Link opened
dash-plan-from-part-paid = Part payment
dash-plan-from-processing = Money on its way
dash-plan-from-paid = Paid
dash-plan-from-payment-failed = Payment declined
dash-plan-from-refunded = Refund
dash-plan-from-expired = Expired
dash-plan-from-cancelled = Cancelled
dash-plan-channel-first = on the first channel
dash-plan-channel-each = on each channel
dash-plan-channel-other = on the other channel
dash-plan-channel-sms = by text message
dash-plan-channel-email = by e-mail
dash-plan-if-open = still open
dash-plan-if-countdown = expires soon
dash-plan-if-overdue = overdue
dash-plan-if-part-paid = partly paid
dash-plan-if-processing = money on its way
dash-plan-if-paid = paid
dash-plan-if-expired = expired
dash-plan-if-delivered = a message arrived
dash-plan-if-undelivered = none arrived yet
dash-plan-if-bounced = one did not arrive
dash-plan-if-opened = link opened
dash-plan-if-unopened = link not opened
dash-plan-if-snoozed = “remind me later” chosen
dash-plan-if-unsnoozed = not “remind me later”
dash-plan-fault-name = Give the plan a name.
dash-plan-fault-days = So many days do not work here: “before” only with due date and last day, at most 365.
dash-plan-fault-minutes = Minutes and a time of day do not go together. Leave the time empty.
dash-plan-fault-late = There is nothing to pay any more by then. Choose another message or an earlier time.
dash-plan-fault-number = Write a number.
dash-plan-fault-clock = Write a time like 10:00.
dash-plan-fault-steps = A plan needs one message at least and twenty at most.
dash-rules = Other rules
dash-rules-snooze = Payers may ask to be reminded later
dash-rules-new-links = Whoever opens an expired link may ask for a new one, sent to the known address only
dash-rules-minutes = E-mail instead of a text message if nobody confirms it after
dash-rules-minutes-unit = minutes
dash-rules-minutes-hint = Leave it empty if your carrier reports no deliveries. Holds while the other channel is allowed under Senders.
dash-rules-minutes-wrong = Write a number from 1 to 10080, or nothing.
dash-rules-save = Save
dash-send-plan = Reminder plan
dash-send-no-plan = No reminders
