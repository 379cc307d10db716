# Textos de la página de pago. Breves, concretos, amables; «usted»; sin signos de exclamación. Quien los lee debe saber si se ha movido dinero.

## The frame

pay-preview-title = Solicitud de pago
pay-preview-text = Abra el enlace para ver los detalles.
pay-test-mode = Modo de prueba: no se mueve dinero
pay-languages = Idioma
pay-imprint = Aviso legal
pay-privacy = Privacidad
pay-support = Preguntas a { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Detalles
pay-receipt = Recibo
pay-attachments = Archivos adjuntos
pay-attachment-kind = PDF, { $size }
pay-reference = Referencia
pay-purpose = Concepto
pay-issued-to = A nombre de
pay-payee = Beneficiario
pay-due = Vencimiento
pay-payable-until = Se puede pagar hasta
pay-total = Importe total
pay-already-paid = Ya pagado
pay-still-due = Pendiente
pay-paid-on = Pagado el
pay-paid-with = Pagado con
pay-amount = Importe
pay-recorded-by-hand = Anotado por { $merchant }

## Open

pay-request = Solicitud de pago
pay-open-title = { $amount } a { $merchant }
pay-due-on = A pagar, como tarde, el { $date }
pay-due-today = A pagar hoy
pay-due-tomorrow = A pagar mañana como tarde
pay-was-due-on = Venció el { $date }
pay-countdown = Se puede pagar { $days ->
    [one] { $days } día
   *[other] { $days } días
} más, hasta el { $until }
pay-countdown-today = Solo se puede pagar hoy
pay-countdown-today-until = Solo se puede pagar hoy hasta las { $clock }
pay-countdown-tomorrow = Solo se puede pagar hasta mañana
pay-countdown-tomorrow-until = Solo se puede pagar hasta mañana a las { $clock }
pay-part-paid = Ya se han pagado { $paid } de { $total }.
pay-last-ended = El último intento se interrumpió. No se ha cobrado nada.
pay-changed = Los datos han cambiado desde que abrió esta página. Por favor, léalos de nuevo.
pay-not-offered = Este método de pago no está disponible aquí. No se ha cobrado nada. Por favor, elija otro.
pay-method = Método de pago
pay-button = Pagar { $amount }
pay-taken-by = El pago lo gestiona { $provider }.
pay-on-phone = Seguir en el teléfono
pay-on-phone-how = Abra esta página con la cámara de su teléfono.
pay-qr-name = Código QR con la dirección de esta página

## Declined

pay-declined-headline = El pago no se ha podido hacer
pay-declined-money = No se ha cobrado nada.
pay-declined-money-this-time = En este intento no se ha cobrado nada.
pay-declined-declined = El banco lo ha rechazado y no nos dice por qué. Inténtelo de nuevo o con otro método de pago.
pay-declined-insufficient_funds = La cuenta o la tarjeta no tenía saldo suficiente para este importe.
pay-declined-authentication_failed = La confirmación con su banco no se completó.
pay-declined-debit_failed = Su banco no ha atendido el adeudo.
pay-declined-provider_refused = { $provider } no ha podido aceptar el pago. No es culpa suya.
pay-declined-other = { $provider } no ha dicho el motivo. Inténtelo de nuevo o con otro método de pago.
pay-button-again = Reintentar: { $amount }

## Nobody takes payments

pay-unpayable-headline = Ahora mismo no se puede pagar en línea
pay-unpayable-then = No es culpa suya. Pregunte a { $merchant } cómo puede pagar, o abra el enlace más tarde.

## Waiting

pay-preparing-headline = Estamos preparando su pago
pay-preparing-money = En este intento aún no se ha cobrado nada.
pay-preparing-then = { $provider } tarda más de lo habitual. Continúe dentro de unos segundos.
pay-preparing-button = Continuar con { $provider }
pay-checking-headline = Estamos comprobando su último pago
pay-checking-money = Aún no es seguro si se ha cobrado algo.
pay-checking-then = Lo estamos consultando con { $provider }. Hasta entonces, por favor, no pague otra vez.
pay-processing-headline = Su pago está en camino
pay-processing-money = El pago de { $amount } está ordenado, pero aún no ha llegado.
pay-processing-then = Según el banco tarda unos días. No tiene que hacer nada más.
pay-clarifying-headline = Su pago se está aclarando
pay-clarifying-money = Llegó un pago de { $amount } cuando este enlace ya no era válido.
pay-clarifying-then = { $merchant } decide si el importe cuenta o se le devuelve. No tiene que hacer nada más.
pay-refreshes = Esta página se actualiza sola.
pay-look-again = Comprobar ahora

## Paid

pay-paid-headline = Pago recibido: { $amount }
pay-paid-thanks = Gracias. { $merchant } ya lo sabe; no tiene que hacer nada más.
pay-refunding-headline = Se le devuelven { $amount }
pay-refunded-headline = Se han devuelto { $amount }
pay-refunded-then = Había pagado { $amount }. No tiene que hacer nada más.
pay-go-back = Volver a { $merchant }

## Expired, cancelled

pay-expired-headline = Este enlace caducó el { $date }
pay-expired-then = Si aún desea pagar, pida un enlace nuevo a { $merchant }.
pay-cancelled-headline = Esta solicitud de pago se ha retirado
pay-cancelled-then = { $merchant } la canceló el { $date }. Con este enlace ya no hay nada que pagar.
pay-money-none = No se ha cobrado nada.
pay-money-none-known = No nos consta ningún pago.
pay-money-undecided = Aún no es seguro si en su último intento se cobró algo.
pay-undecided-then = Lo estamos consultando con { $provider }. Hasta entonces, por favor, no pague de otra manera.
pay-money-part = Se han pagado { $paid } de { $total }; los { $due } restantes ya no se pueden pagar con este enlace.
pay-write = Escribir a { $merchant }
pay-call = Llamar a { $merchant }
pay-write-subject = Nuevo enlace de pago
pay-write-subject-reference = Nuevo enlace de pago para { $reference }

## What happened to money besides

pay-late-accepted = El pago llegó cuando este enlace ya no era válido, y se ha aceptado.
pay-late-unsettled = Llegó un pago de { $amount } cuando este enlace ya no era válido. { $merchant } lo aclarará con usted.
pay-surplus-asked = Se han pagado { $amount } de más. { $merchant } decide qué se hace con ellos.
pay-surplus-kept = Se han pagado { $amount } de más. Póngase en contacto con { $merchant }.
pay-refund-late-underway = Llegó un pago de { $amount } cuando este enlace ya no era válido. Se le devuelve; puede tardar unos días en estar en su cuenta.
pay-refund-late-done = Llegó un pago de { $amount } cuando este enlace ya no era válido. Se devolvió el { $date }.
pay-refund-surplus-underway = Se han pagado { $amount } de más. Se le devuelven; puede tardar unos días hasta que estén en su cuenta.
pay-refund-surplus-done = Se han pagado { $amount } de más. Se devolvieron el { $date }.
pay-refund-underway = { $merchant } le devuelve { $amount }. Puede tardar unos días hasta que estén en su cuenta.
pay-refund-done = { $merchant } le devolvió { $amount } el { $date }.
pay-refund-failed = La devolución de { $amount } aún no se ha podido hacer. { $merchant } se ocupa de ello.
pay-dispute-open = Hay una reclamación en su banco por { $amount }.
pay-dispute-lost = Su banco ha retirado { $amount } tras una reclamación.

## Not found, problems

pay-not-found-headline = Este enlace no existe
pay-not-found-money = Al abrir esta página no se cobra nada.
pay-not-found-then = Quizá falte un carácter, o el enlace ya no sea válido. Ábralo de nuevo desde el mensaje o la factura, o pregunte a quien se lo dio.
pay-problem-rate-limited-headline = Demasiadas peticiones en poco tiempo
pay-problem-rate-limited-then = Espere un minuto y abra el enlace de nuevo.
pay-problem-unavailable-headline = Esta página no está disponible ahora mismo
pay-problem-unavailable-then = Inténtelo de nuevo dentro de unos minutos.
pay-problem-refused-headline = No hemos podido aceptarlo
pay-problem-refused-then = Abra el enlace de nuevo y pague desde allí.
pay-problem-money = Con esta petición no se ha cobrado nada.
pay-problem-back = A la página de pago

## Messages ended

pay-opt-out-ask-headline-sms = ¿No recibir más SMS?
pay-opt-out-ask-headline-email = ¿No recibir más correos?
pay-opt-out-ask-then = { $merchant } ya no le escribirá por esta vía sobre pagos. Lo pendiente sigue pendiente.
pay-opt-out-done-headline-sms = No recibirá más SMS
pay-opt-out-done-headline-email = No recibirá más correos
pay-opt-out-done-then = { $merchant } ya no le escribirá por esta vía sobre pagos. El enlace sigue siendo válido.
pay-opt-out-nowhere-headline = Aquí no hay nada que cancelar
pay-opt-out-nowhere-then = { $merchant } no envía mensajes sobre este pago.
pay-opt-out-button-sms = No recibir más SMS
pay-opt-out-button-email = No recibir más correos

## Reminded later, a new link

pay-later = Recordármelo más tarde
pay-later-ask-headline = ¿Cuándo se lo recordamos?
pay-later-ask-then = Hasta entonces, { $merchant } no le escribirá más sobre esto. El vencimiento no cambia.
pay-later-done-headline = Se lo recordaremos el { $date }
pay-later-done-then = Hasta entonces, { $merchant } no le escribirá más sobre esto. Puede pagar en cualquier momento.
pay-later-refused-headline = No podemos esperar más
pay-later-refused-then = Si necesita más tiempo, hable con { $merchant }.
pay-expired-then-new-link = Si aún desea pagar, le enviamos un enlace nuevo al número o correo suyo que tiene { $merchant }.
pay-new-link = Enviar un enlace nuevo
pay-new-link-headline = Un enlace nuevo está en camino
pay-new-link-then-sms = Llegará en breve por SMS al número { $to }.
pay-new-link-then-email = Llegará en breve por correo a { $to }.
pay-new-link-refused-headline = Para un enlace nuevo, diríjase a { $merchant }
pay-new-link-refused-then = Póngase en contacto, por favor. No se ha cobrado nada.

## Sign up for messages

pay-join-headline = Mensajes de { $merchant }
pay-join-lead = Reciba solicitudes y confirmaciones de pago directamente en su teléfono o por correo. Es voluntario y termina cuando usted quiera.
pay-join-name = Nombre
pay-join-phone = Número de móvil
pay-join-email = Correo electrónico
pay-join-by-sms = Si indica un número de móvil
pay-join-by-email = Si indica un correo electrónico
pay-join-agree = Doy mi consentimiento para los datos indicados.
pay-join-do = Darse de alta
pay-join-error-nowhere = Indique un número de móvil, un correo electrónico o ambos.
pay-join-error-phone = Escriba el número con el prefijo del país, como +34 612 34 56 78.
pay-join-error-full = Hoy no se admiten más altas por SMS. Deje vacío el número e indique una dirección de correo, o inténtelo mañana.
pay-join-error-email = Escriba la dirección como nombre@example.org.
pay-join-error-name = Escríbalo en una línea, sin caracteres especiales.
pay-join-error-agree = Marque la casilla si está de acuerdo.
pay-join-error-changed = El texto ha cambiado entretanto. Por favor, léalo de nuevo.
pay-join-asked-headline = Falta un paso
pay-join-asked-then = { $merchant } le envía ahora un mensaje. El alta solo vale cuando usted lo confirme: así nadie da de alta el número de otra persona.
pay-join-asked-stopped = ¿No llega nada? Si antes puso fin a los mensajes con STOP, envíe primero START al mismo número.
pay-join-confirm-headline-sms = ¿SMS de { $merchant }?
pay-join-confirm-headline-email = ¿Correos de { $merchant }?
pay-join-confirm-do = Sí, estoy de acuerdo
pay-join-done-headline-sms = El alta está hecha
pay-join-done-headline-email = El alta está hecha
pay-join-done-then-sms = { $merchant } le escribe por SMS sobre pagos. Termina cuando quiera respondiendo STOP.
pay-join-done-then-email = { $merchant } le escribe por correo sobre pagos. Termina cuando quiera con el enlace al final de cada correo.
pay-join-too-late-headline = Este enlace ya no es válido
pay-join-too-late-then = Era válido siete días. Dese de alta otra vez y recibirá uno nuevo.
