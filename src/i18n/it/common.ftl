# Testi usati dappertutto.

status-open = Aperta
status-processing = In corso
status-paid = Pagata
status-expired = Link scaduto
status-cancelled = Annullata

method-any = Da scegliere presso il fornitore
method-card = Carta, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = Addebito diretto SEPA
method-paypal = PayPal
method-transfer = Bonifico bancario
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Altro metodo di pagamento

## What a person of the merchant’s sends along by hand

share-hello = Buongiorno { $name },
share-ask = { $merchant } Le chiede il pagamento di { $amount }.
share-ask-for = { $merchant } Le chiede il pagamento di { $amount }: { $purpose }.
share-due = Scadenza: { $when }.
share-link = Per pagare: { $url }
share-contact = Domande: { $contact }
share-subject = { $reference }: pagamento a { $merchant }
share-subject-plain = Pagamento a
