# Texts of the payment page. Short, concrete, kind; no exclamation marks. Whoever reads it must know whether money moved.

## The frame

pay-preview-title = Payment request
pay-preview-text = Open the link to see the details.
pay-test-mode = Test mode: no money moves
pay-languages = Language
pay-imprint = Legal notice
pay-privacy = Privacy
pay-support = Questions for { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Details
pay-receipt = Receipt
pay-attachments = Attachments
pay-attachment-kind = PDF, { $size }
pay-reference = Reference
pay-purpose = Purpose
pay-issued-to = Issued to
pay-payee = Payee
pay-due = Due on
pay-payable-until = Link valid until
pay-total = Total
pay-already-paid = Already paid
pay-still-due = Still due
pay-paid-on = Paid on
pay-paid-with = Paid with
pay-amount = Amount
pay-recorded-by-hand = Recorded by { $merchant }

## Open

pay-request = Payment request
pay-open-title = { $amount } to { $merchant }
pay-due-on = Due on { $date }
pay-due-today = Due today
pay-due-tomorrow = Due tomorrow
pay-was-due-on = Was due on { $date }
pay-countdown = Can be paid for { $days } more days, until { $until }
pay-countdown-today = Can be paid today only
pay-countdown-today-until = Can be paid today only, until { $clock }
pay-countdown-tomorrow = Can be paid until tomorrow only
pay-countdown-tomorrow-until = Can be paid only until tomorrow, { $clock }
pay-part-paid = { $paid } of { $total } has already been paid.
pay-left = You have not paid. No money was taken.
pay-left-again = You did not pay this time. No money was taken in this attempt.
pay-last-ended = Your last attempt was interrupted. No money was taken.
pay-changed = The details have changed since you opened this page. Please read them again.
pay-not-offered = This payment method is not available here. No money was taken. Please choose another.
pay-method = Payment method
pay-button = Pay { $amount }
pay-method-by = by { $provider }
pay-method-more = More payment methods
pay-taken-by-each = The payment is taken by the provider named beside the payment method.
pay-taken-by = { $provider } takes the payment.
pay-on-phone = Continue on your phone
pay-on-phone-how = Scan the QR code with your phone’s camera.
pay-qr-name = QR code with the address of this page

## Declined

pay-declined-headline = The payment did not go through
pay-declined-money = No money was taken.
pay-declined-money-this-time = No money was taken in this attempt.
pay-declined-declined = The bank declined the payment and gave no reason. Try again, or use another payment method.
pay-declined-insufficient_funds = There was not enough money in the account or on the card.
pay-declined-authentication_failed = The confirmation with your bank was not completed.
pay-declined-debit_failed = Your bank did not honour the direct debit.
pay-declined-provider_refused = { $provider } could not accept the payment. It is not your fault.
pay-declined-other = { $provider } gave no reason. Try again, or use another payment method.
pay-button-again = Try again: { $amount }

## Nobody takes payments

pay-unpayable-headline = This can’t be paid online right now
pay-unpayable-then = It is not your fault. Ask { $merchant } how you can pay, or open the link again later.

## Waiting

pay-preparing-headline = Your payment is being prepared
pay-preparing-money = No money has been taken in this attempt yet.
pay-preparing-then = { $provider } is slower than usual. Continue in a few seconds.
pay-preparing-button = Continue to { $provider }
pay-checking-headline = Your last payment is being checked
pay-checking-money = We do not know yet whether money was taken.
pay-checking-then = We are asking { $provider }. Until we know, please do not pay again.
pay-processing-headline = Your payment is on its way
pay-processing-money = The payment of { $amount } has been authorised but has not arrived yet.
pay-processing-then = Depending on the bank this takes a few days. There is nothing more for you to do.
pay-clarifying-headline = Your payment is being looked into
pay-clarifying-money = A payment of { $amount } arrived after this link was closed.
pay-clarifying-then = { $merchant } will decide whether to accept it or refund it. There is nothing more for you to do.
pay-foreign-asked = A payment of { $amount } arrived in another currency than was asked for. { $merchant } will decide what happens to it.
pay-foreign-kept = A payment of { $amount } arrived in another currency than was asked for. Please ask { $merchant } about it.
pay-foreign-then = Please do not pay again until this is settled. If you have questions, { $merchant } can help.
pay-refreshes = This page keeps itself up to date.
pay-look-again = Check now

## Paid

pay-paid-headline = { $amount } has been paid
pay-paid-thanks = Thank you. { $merchant } has been notified; there is nothing more for you to do.
pay-refunding-headline = Your refund of { $amount } is on its way
pay-refunded-headline = { $amount } has been refunded
pay-refunded-then = You had paid { $amount }. There is nothing more for you to do.
pay-go-back = Back to { $merchant }

## Expired, cancelled

pay-expired-headline = This link expired on { $date }
pay-expired-then = If you still want to pay, ask { $merchant } for a new link.
pay-cancelled-headline = This payment request was cancelled
pay-cancelled-then = { $merchant } cancelled it on { $date }. This link can no longer be used to pay.
pay-money-none = No money was taken.
pay-money-none-known = We know of no payment.
pay-money-undecided = We do not know yet whether money was taken in your last attempt.
pay-undecided-then = We are asking { $provider }. Until we know, please do not pay in another way.
pay-money-part = { $paid } of { $total } has been paid; { $due } can no longer be paid through this link.
pay-write = E-mail { $merchant }
pay-call = Call { $merchant }
pay-write-subject = New payment link
pay-write-subject-reference = New payment link for { $reference }

## What happened to money besides

pay-receipt-refunded = Refunded on { $date }
pay-receipt-refunding = Refund on its way
pay-late-accepted = The payment arrived after this link was closed, and it was accepted.
pay-late-unsettled = A payment of { $amount } arrived after this link was closed. { $merchant } will sort this out with you.
pay-surplus-asked = { $amount } too much was paid. { $merchant } will decide what happens to it.
pay-surplus-kept = { $amount } too much was paid. Please ask { $merchant } about it.
pay-refund-late-underway = A payment of { $amount } arrived after this link was closed. It is being refunded to you; it can take a few days to reach your account.
pay-refund-late-done = A payment of { $amount } arrived after this link was closed. It was refunded on { $date }.
pay-refund-surplus-underway = { $amount } too much was paid. It is being refunded to you; it can take a few days to reach your account.
pay-refund-surplus-done = { $amount } too much was paid. It was refunded on { $date }.
pay-refund-underway = { $merchant } is refunding { $amount } to you. The money can take a few days to reach your account.
pay-refund-done = { $merchant } refunded { $amount } to you on { $date }.
pay-refund-failed = The refund of { $amount } has not gone through yet. { $merchant } is taking care of it.
pay-dispute-open = Your bank is looking into a dispute about { $amount }.
pay-dispute-lost = Your bank reversed { $amount } after a dispute.

## Not found, problems

pay-not-found-headline = This link does not exist
pay-not-found-money = No money is taken when you open this page.
pay-not-found-then = A character may be missing, or the link is no longer valid. Open it again from the message or the invoice, or ask whoever gave it to you.
pay-problem-rate-limited-headline = Too many attempts in a short time
pay-problem-rate-limited-then = Please wait a minute, then open the link again.
pay-problem-unavailable-headline = This page cannot be reached right now
pay-problem-unavailable-then = Please try again in a few minutes.
pay-problem-refused-headline = We could not accept that
pay-problem-refused-then = Open the link again and pay there.
pay-problem-money = No money was taken just now.
pay-problem-back = Back to the payment page

## What the payer has said before

pay-told-later = We will remind you on { $date }.
pay-told-change = Choose another day
pay-told-no-sms = You have opted out of text messages from { $merchant }.
pay-told-no-email = You have opted out of e-mails from { $merchant }.

## Messages ended

pay-opt-out-ask-headline-sms = No more text messages?
pay-opt-out-ask-headline-email = No more e-mails?
pay-opt-out-ask-then = { $merchant } will not write to you this way about payments any more. This does not change what you still have to pay.
pay-opt-out-done-headline-sms = You will get no more text messages
pay-opt-out-done-headline-email = You will get no more e-mails
pay-opt-out-done-then = { $merchant } will not write to you this way about payments any more. This does not change what you still have to pay.
pay-opt-out-nowhere-headline = There is nothing to unsubscribe from
pay-opt-out-nowhere-then = { $merchant } sends no messages about this payment.
pay-opt-out-button-sms = No more text messages
pay-opt-out-button-email = No more e-mails

## Reminded later, a new link

pay-later = Remind me later
pay-later-ask-headline = When should we remind you?
pay-later-ask-then = { $merchant } will not remind you of it until then. The due date stays as it is.
pay-later-done-headline = We will remind you on { $date }
pay-later-done-then = { $merchant } will not remind you of it until then. You can still pay before that day.
pay-later-refused-headline = The reminder cannot be postponed any further
pay-later-refused-then = If you need more time, please talk to { $merchant }.
pay-expired-then-new-link = If you still want to pay, we can send you a new link: to the number or e-mail address that { $merchant } has on file.
pay-new-link = Ask for a new link
pay-new-link-headline = A new link is on its way
pay-new-link-then-sms = You will receive it as a text message at the number { $to }.
pay-new-link-then-email = You will receive it as an e-mail at { $to }.
pay-new-link-refused-headline = { $merchant } will give you a new link
pay-new-link-refused-then = Please get in touch with them. No money was taken.

## Sign up for messages

pay-join-headline = Messages from { $merchant }
pay-join-lead = Receive payment requests, reminders and payment confirmations right on your phone or by e-mail. It is voluntary, and you can stop it whenever you like.
pay-join-name = Name
pay-join-phone = Mobile number
pay-join-email = E-mail address
pay-join-by-sms = If you enter a mobile number
pay-join-by-email = If you enter an e-mail address
pay-join-agree = I agree to this for the number and e-mail address entered.
pay-join-do = Sign up
pay-join-error-nowhere = Please enter a mobile number, an e-mail address, or both.
pay-join-error-phone = Please write the number with its country code, like +49 151 12345678.
pay-join-error-full = No more sign-ups by text message are taken today. Please leave the number out and give an e-mail address, or try again tomorrow.
pay-join-error-email = Please write the address like name@example.org.
pay-join-error-name = Please write this in one line without special characters.
pay-join-error-agree = Please tick this if you agree.
pay-join-error-changed = The text has changed in the meantime. Please read it again.
pay-join-asked-headline = One more step
pay-join-asked-then = { $merchant } is sending you a message now. You are signed up once you confirm it, so that nobody can sign up someone else’s number.
pay-join-asked-stopped = No message? If you opted out with STOP before, send START to the same number first.
pay-join-confirm-headline-sms = Text messages from { $merchant }?
pay-join-confirm-headline-email = E-mails from { $merchant }?
pay-join-confirm-do = Yes, I agree
pay-join-done-headline-sms = You are signed up
pay-join-done-headline-email = You are signed up
pay-join-done-then-sms = { $merchant } will text you about payments. Reply STOP at any time to opt out.
pay-join-done-then-email = { $merchant } will e-mail you about payments. Use the link at the end of any e-mail to opt out.
pay-join-too-late-headline = This link is no longer valid
pay-join-too-late-then = It was valid for seven days. Just sign up again and you will get a new one.
