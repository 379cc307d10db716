# Texts that every face uses.

status-open = Open
status-processing = Processing
status-paid = Paid
status-expired = Expired
status-cancelled = Cancelled

method-any = Chosen at the provider
method-card = Card, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = SEPA Direct Debit
method-paypal = PayPal
method-transfer = Bank transfer
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Other payment method

## What a person of the merchant’s sends along by hand

share-hello = Hello { $name },
share-ask = { $merchant } is asking you to pay { $amount }.
share-ask-for = { $merchant } is asking you to pay { $amount }: { $purpose }.
share-due = Due on { $when }.
share-link = Pay here: { $url }
share-contact = Questions: { $contact }
share-subject = { $reference }: payment to { $merchant }
share-subject-plain = Payment to
