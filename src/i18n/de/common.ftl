# Texts that every face uses.

status-open = Offen
status-processing = In Bearbeitung
status-paid = Bezahlt
status-expired = Abgelaufen
status-cancelled = Storniert

method-any = Zahlungsart beim Anbieter
method-card = Karte, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = SEPA-Lastschrift
method-paypal = PayPal
method-transfer = Überweisung
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Andere Zahlungsart

## What a person of the merchant’s sends along by hand

share-hello = Guten Tag { $name },
share-ask = { $merchant } bittet Sie um Zahlung von { $amount }.
share-ask-for = { $merchant } bittet Sie um Zahlung von { $amount }: { $purpose }.
share-due = Fällig am { $when }.
share-link = Bezahlen: { $url }
share-contact = Fragen: { $contact }
share-subject = { $reference }: Zahlung an { $merchant }
share-subject-plain = Zahlung an
