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
