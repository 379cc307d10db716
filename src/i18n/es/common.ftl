# Textos que aparecen en todas partes.

status-open = Abierta
status-processing = En curso
status-paid = Pagada
status-expired = Enlace caducado
status-cancelled = Cancelada

method-any = A elegir en la página del proveedor
method-card = Tarjeta, Apple Pay, Google Pay
method-ideal = iDEAL
method-bancontact = Bancontact
method-sepa_debit = Adeudo directo SEPA
method-paypal = PayPal
method-transfer = Transferencia bancaria
method-twint = TWINT
method-eps = eps
method-blik = BLIK
method-p24 = Przelewy24
method-klarna = Klarna
method-other = Otro método de pago

## What a person of the merchant’s sends along by hand

share-hello = Hola, { $name }:
share-ask = { $merchant } le solicita el pago de { $amount }.
share-ask-for = { $merchant } le solicita el pago de { $amount }: { $purpose }.
share-due = Vencimiento: { $when }.
share-link = Pagar: { $url }
share-contact = Preguntas: { $contact }
share-subject = { $reference }: pago a { $merchant }
share-subject-plain = Pago a
