# Teksty używane wszędzie.

status-open = Otwarta
status-processing = W toku
status-paid = Zapłacona
status-expired = Link wygasł
status-cancelled = Anulowana

method-any = Do wyboru u operatora
method-card = Karta, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = Polecenie zapłaty SEPA
method-paypal = PayPal
method-transfer = Przelew bankowy
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Inna metoda płatności

## What a person of the merchant’s sends along by hand

share-hello = Dzień dobry, { $name }.
share-ask = { $merchant } prosi o zapłatę { $amount }.
share-ask-for = { $merchant } prosi o zapłatę { $amount }: { $purpose }.
share-due = Termin płatności: { $when }.
share-link = Zapłać: { $url }
share-contact = Pytania: { $contact }
share-subject = { $reference }: płatność, odbiorca: { $merchant }
share-subject-plain = Płatność, odbiorca:
