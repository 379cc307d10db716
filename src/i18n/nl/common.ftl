# Teksten die overal voorkomen.

status-open = Open
status-processing = In behandeling
status-paid = Betaald
status-expired = Verlopen
status-cancelled = Geannuleerd

method-any = Te kiezen bij de aanbieder
method-card = Kaart, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = SEPA-incasso
method-paypal = PayPal
method-transfer = Overschrijving
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Andere betaalmethode

## What a person of the merchant’s sends along by hand

share-hello = Goedendag { $name },
share-ask = { $merchant } vraagt u { $amount } te betalen.
share-ask-for = { $merchant } vraagt u { $amount } te betalen: { $purpose }.
share-due = Uiterste betaaldatum: { $when }.
share-link = Betalen: { $url }
share-contact = Vragen: { $contact }
share-subject = { $reference }: betaling aan { $merchant }
share-subject-plain = Betaling aan
