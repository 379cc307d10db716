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
pay-payable-until = Payable until
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
pay-was-due-on = It was due on { $date }
pay-countdown = Payable for { $days } more days, until { $until }
pay-countdown-today = Payable only today
pay-countdown-today-until = Payable only today, until { $clock }
pay-countdown-tomorrow = Payable only until tomorrow
pay-countdown-tomorrow-until = Payable only until tomorrow, { $clock }
pay-part-paid = { $paid } of { $total } has already been paid.
pay-last-ended = The last try was broken off. No money was taken.
pay-changed = The details have changed since you opened this page. Please read them again.
pay-not-offered = This payment method is not available here. No money was taken. Please choose again.
pay-method = Payment method
pay-button = Pay { $amount }
pay-taken-by = { $provider } takes the payment.
pay-on-phone = Continue on your phone
pay-on-phone-how = Open this page with your phone’s camera.
pay-qr-name = QR code with the address of this page

## Declined

pay-declined-headline = The payment did not work
pay-declined-money = No money was taken.
pay-declined-money-this-time = No money was taken by this try.
pay-declined-declined = The bank declined and does not tell us why. Try again, or use another payment method.
pay-declined-insufficient_funds = The account or card did not have enough money for this amount.
pay-declined-authentication_failed = The confirmation with your bank was not completed.
pay-declined-debit_failed = Your bank did not honour the direct debit.
pay-declined-provider_refused = { $provider } could not accept the payment. It is not your fault.
pay-declined-other = { $provider } did not say why. Try again, or use another payment method.
pay-button-again = Try again: { $amount }

## Nobody takes payments

pay-unpayable-headline = This can’t be paid online right now
pay-unpayable-then = It is not your fault. Ask { $merchant } how you can pay, or open the link again later.

## Waiting

pay-preparing-headline = Your payment is being prepared
pay-preparing-money = No money has been taken for this try yet.
pay-preparing-then = { $provider } is slower than usual. Continue in a few seconds.
pay-preparing-button = Continue to { $provider }
pay-checking-headline = Your last payment is being checked
pay-checking-money = It is not yet certain whether money was taken.
pay-checking-then = We are asking { $provider }. Until we know, please do not pay again.
pay-processing-headline = Your payment is on its way
pay-processing-money = { $amount } has been authorised but has not arrived yet.
pay-processing-then = Depending on the bank this takes a few days. There is nothing more for you to do.
pay-clarifying-headline = Your payment is being clarified
pay-clarifying-money = { $amount } arrived after this link had ended.
pay-clarifying-then = { $merchant } decides whether it counts or goes back to you. There is nothing more for you to do.
pay-refreshes = This page keeps itself up to date.
pay-look-again = Check now

## Paid

pay-paid-headline = { $amount } has been paid
pay-paid-thanks = Thank you. { $merchant } already knows; there is nothing more for you to do.
pay-refunding-headline = { $amount } is going back to you
pay-refunded-headline = { $amount } has been refunded
pay-refunded-then = You had paid { $amount }. There is nothing more for you to do.
pay-go-back = Back to { $merchant }

## Expired, cancelled

pay-expired-headline = This link expired on { $date }
pay-expired-then = If you still want to pay, ask { $merchant } for a new link.
pay-cancelled-headline = This payment request was withdrawn
pay-cancelled-then = { $merchant } cancelled it on { $date }. There is nothing left to pay through this link.
pay-money-none = No money was taken.
pay-money-none-known = We know of no payment.
pay-money-undecided = It is not yet certain whether your last try took money.
pay-undecided-then = We are asking { $provider }. Until we know, please do not pay in another way.
pay-money-part = { $paid } of { $total } has been paid; { $due } can no longer be paid through this link.
pay-write = E-mail { $merchant }
pay-call = Call { $merchant }
pay-write-subject = New payment link
pay-write-subject-reference = New payment link for { $reference }

## What happened to money besides

pay-late-accepted = The payment arrived after this link had ended and was accepted.
pay-late-unsettled = { $amount } arrived after this link had ended. { $merchant } will settle this with you.
pay-surplus-asked = { $amount } too much has arrived. { $merchant } decides what happens with it.
pay-surplus-kept = { $amount } too much has arrived. Please ask { $merchant } about it.
pay-refund-late-underway = { $amount } arrived after this link had ended. It is going back to you; it can take a few days to reach your account.
pay-refund-late-done = { $amount } arrived after this link had ended. It was refunded on { $date }.
pay-refund-surplus-underway = { $amount } too much has arrived. It is going back to you; it can take a few days to reach your account.
pay-refund-surplus-done = { $amount } too much has arrived. It was refunded on { $date }.
pay-refund-underway = { $merchant } is refunding { $amount } to you. It can take a few days to reach your account.
pay-refund-done = { $merchant } refunded { $amount } to you on { $date }.
pay-refund-failed = The refund of { $amount } has not worked yet. { $merchant } is taking care of it.
pay-dispute-open = { $amount } is being disputed with your bank.
pay-dispute-lost = Your bank took back { $amount } after a dispute.

## Not found, problems

pay-not-found-headline = This link does not exist
pay-not-found-money = Opening this page takes no money.
pay-not-found-then = A character may be missing, or the link is no longer valid. Open it again from the message or the invoice, or ask whoever gave it to you.
pay-problem-rate-limited-headline = Too many requests in a short time
pay-problem-rate-limited-then = Please wait a minute, then open the link again.
pay-problem-unavailable-headline = This page cannot be reached right now
pay-problem-unavailable-then = Please try again in a few minutes.
pay-problem-refused-headline = We could not accept that
pay-problem-refused-then = Open the link again and pay from there.
pay-problem-money = This request took no money.
pay-problem-back = To the payment page

## Messages ended

pay-opt-out-ask-headline-sms = No more text messages?
pay-opt-out-ask-headline-email = No more e-mails?
pay-opt-out-ask-then = { $merchant } will not write to you this way about payments any more. What is open stays open.
pay-opt-out-done-headline-sms = You will get no more text messages
pay-opt-out-done-headline-email = You will get no more e-mails
pay-opt-out-done-then = { $merchant } will not write to you this way about payments any more. The link still works.
pay-opt-out-nowhere-headline = There is nothing to end here
pay-opt-out-nowhere-then = { $merchant } sends no messages about this payment.
pay-opt-out-button-sms = No more text messages
pay-opt-out-button-email = No more e-mails

## Reminded later, a new link

pay-later = Remind me later
pay-later-ask-headline = When should we remind you?
pay-later-ask-then = { $merchant } will not write to you about this until then. The due date stays as it is.
pay-later-done-headline = We will remind you on { $date }
pay-later-done-then = { $merchant } will not write to you about this until then. You can still pay at any time.
pay-later-refused-headline = We cannot wait more often than that
pay-later-refused-then = If you need more time, please talk to { $merchant }.
pay-expired-then-new-link = If you still want to pay, we can send you a new link: to the address that { $merchant } has on file.
pay-new-link = Send a new link
pay-new-link-headline = A new link is on its way
pay-new-link-then-sms = It will arrive as a text message at the number { $to }.
pay-new-link-then-email = It will arrive as an e-mail at { $to }.
pay-new-link-refused-headline = { $merchant } will give you a new link
pay-new-link-refused-then = Please get in touch with them. No money was taken.

## Sign up for messages

pay-join-headline = Messages from { $merchant }
pay-join-lead = You receive payment requests and payment confirmations right on your phone or by e-mail. It is voluntary and ends whenever you like.
pay-join-name = Name
pay-join-phone = Mobile number
pay-join-email = E-mail address
pay-join-by-sms = If you enter a mobile number
pay-join-by-email = If you enter an e-mail address
pay-join-agree = I agree to this for the addresses entered.
pay-join-do = Sign up
pay-join-error-nowhere = Please enter a mobile number, an e-mail address, or both.
pay-join-error-phone = Please write the number with its country code, like +49 151 12345678.
pay-join-error-full = No more sign-ups by text message are taken today. Please leave the number out and give an e-mail address, or try again tomorrow.
pay-join-error-email = Please write the address like name@example.org.
pay-join-error-name = Please write this in one line without special characters.
pay-join-error-agree = Please tick this if you agree.
pay-join-error-changed = The text has changed meanwhile. Please read it once more.
pay-join-asked-headline = One more step
pay-join-asked-then = { $merchant } is sending you a message now. Only when you confirm it are you signed up: that way nobody enters somebody else’s number.
pay-join-asked-stopped = Nothing arrives? If you ended messages with STOP before, send START to the same number first.
pay-join-confirm-headline-sms = Text messages from { $merchant }?
pay-join-confirm-headline-email = E-mails from { $merchant }?
pay-join-confirm-do = Yes, I agree
pay-join-done-headline-sms = You are signed up
pay-join-done-headline-email = You are signed up
pay-join-done-then-sms = { $merchant } writes to you about payments by text message. Replying STOP ends it any time.
pay-join-done-then-email = { $merchant } writes to you about payments by e-mail. The link at the end of every e-mail ends it any time.
pay-join-too-late-headline = This link does not work any more
pay-join-too-late-then = It was good for seven days. Just sign up once more and you get a new one.
