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
