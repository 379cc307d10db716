# Les textes que toutes les faces utilisent.

status-open = Ouverte
status-processing = En cours
status-paid = Payée
status-expired = Lien expiré
status-cancelled = Annulée

method-any = Au choix chez le prestataire
method-card = Carte, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = Prélèvement SEPA
method-paypal = PayPal
method-transfer = Virement bancaire
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Autre moyen de paiement

## What a person of the merchant’s sends along by hand

share-hello = Bonjour { $name },
share-ask = { $merchant } vous invite à régler { $amount }.
share-ask-for = { $merchant } vous invite à régler { $amount } : { $purpose }.
share-due = Échéance : { $when }.
share-link = Payer : { $url }
share-contact = Questions : { $contact }
share-subject = { $reference } : paiement à { $merchant }
share-subject-plain = Paiement à
