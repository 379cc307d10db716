# Textos de la página de pago. Breves, concretos, amables; «usted»; sin signos de exclamación. Quien los lee debe saber si se ha movido dinero.

## The frame

pay-preview-title = Solicitud de pago
pay-preview-text = Abra el enlace para ver los detalles.
pay-test-mode = Modo de prueba: no se cobra nada
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
pay-payable-until = Enlace activo hasta
pay-total = Importe total
pay-already-paid = Ya pagado
pay-still-due = Pendiente
pay-paid-on = Pagado el
pay-paid-with = Pagado con
pay-amount = Importe
pay-recorded-by-hand = Registrado por { $merchant }

## Open

pay-request = Solicitud de pago
pay-open-title = { $amount } a { $merchant }
pay-due-on = Vence el { $date }
pay-due-today = Vence hoy
pay-due-tomorrow = Vence mañana
pay-was-due-on = Venció el { $date }
pay-countdown = Se puede pagar durante { $days ->
    [one] { $days } día
   *[other] { $days } días
} más, hasta el { $until }
pay-countdown-today = Solo se puede pagar hoy
pay-countdown-today-until = Solo se puede pagar hoy hasta las { $clock }
pay-countdown-tomorrow = Solo se puede pagar hasta mañana
pay-countdown-tomorrow-until = Solo se puede pagar hasta mañana a las { $clock }
pay-part-paid = Ya pagado: { $paid } de { $total }.
pay-left = No ha pagado. No se ha cobrado nada.
pay-left-again = Esta vez no ha pagado. En este intento no se ha cobrado nada.
pay-last-ended = El último intento se interrumpió. No se ha cobrado nada.
pay-changed = Los datos han cambiado desde que abrió esta página. Por favor, léalos de nuevo.
pay-not-offered = Este método de pago no está disponible aquí. No se ha cobrado nada. Por favor, elija otro.
pay-method = Método de pago
pay-button = Pagar { $amount }
pay-method-by = con { $provider }
pay-method-more = Otros métodos de pago
pay-taken-by-each = El pago lo cobra el proveedor indicado junto al método de pago.
pay-taken-by = El pago lo gestiona { $provider }.
pay-on-phone = Seguir en el teléfono
pay-on-phone-how = Escanee el código QR con la cámara de su teléfono.
pay-qr-name = Código QR con la dirección de esta página

## Declined

pay-declined-headline = No se ha podido realizar el pago
pay-declined-money = No se ha cobrado nada.
pay-declined-money-this-time = En este intento no se ha cobrado nada.
pay-declined-declined = El banco ha rechazado el pago sin indicarnos el motivo. Inténtelo de nuevo o con otro método de pago.
pay-declined-insufficient_funds = La cuenta o la tarjeta no tenía saldo suficiente para este importe.
pay-declined-authentication_failed = La confirmación con su banco no se completó.
pay-declined-debit_failed = Su banco no ha atendido el adeudo.
pay-declined-provider_refused = { $provider } no ha podido aceptar el pago. No es culpa suya.
pay-declined-other = { $provider } no ha indicado el motivo. Inténtelo de nuevo o con otro método de pago.
pay-button-again = Reintentar: { $amount }

## Nobody takes payments

pay-unpayable-headline = Ahora mismo no se puede pagar en línea
pay-unpayable-then = No es culpa suya. Pregunte a { $merchant } cómo puede pagar, o abra el enlace más tarde.

## Waiting

pay-preparing-headline = Estamos preparando su pago
pay-preparing-money = En este intento aún no se ha cobrado nada.
pay-preparing-then = { $provider } tarda más de lo habitual. Continúe dentro de unos segundos.
pay-preparing-button = Continuar en { $provider }
pay-checking-headline = Estamos comprobando su último pago
pay-checking-money = Aún no se sabe si se ha cobrado algo.
pay-checking-then = Lo estamos consultando con { $provider }. Mientras no tengamos la respuesta, por favor, no pague otra vez.
pay-processing-headline = Su pago está en camino
pay-processing-money = El pago de { $amount } se ha ordenado, pero aún no ha llegado.
pay-processing-then = Según el banco, puede tardar unos días. No tiene que hacer nada más.
pay-clarifying-headline = Su pago está en revisión
pay-clarifying-money = Llegó un pago de { $amount } cuando este enlace ya no era válido.
pay-clarifying-then = { $merchant } decidirá si acepta el importe o se lo devuelve. No tiene que hacer nada más.
pay-foreign-asked = Se han recibido { $amount } en una moneda distinta de la solicitada. { $merchant } decide qué se hace con ese importe.
pay-foreign-kept = Se han recibido { $amount } en una moneda distinta de la solicitada. Póngase en contacto con { $merchant }.
pay-foreign-then = Hasta entonces, por favor, no pague otra vez. Si tiene preguntas, { $merchant } puede ayudarle.
pay-refreshes = Esta página se actualiza sola.
pay-look-again = Comprobar ahora

## Paid

pay-paid-headline = Pago recibido: { $amount }
pay-paid-thanks = Gracias. { $merchant } ya ha recibido el aviso; no tiene que hacer nada más.
pay-refunding-headline = Devolución en curso: { $amount }
pay-refunded-headline = Devolución realizada: { $amount }
pay-refunded-then = Había pagado { $amount }. No tiene que hacer nada más.
pay-go-back = Volver a { $merchant }

## Expired, cancelled

pay-expired-headline = Este enlace caducó el { $date }
pay-expired-then = Si aún desea pagar, pida un enlace nuevo a { $merchant }.
pay-cancelled-headline = Esta solicitud de pago se ha cancelado
pay-cancelled-then = { $merchant } la canceló el { $date }. Con este enlace ya no se puede pagar.
pay-money-none = No se ha cobrado nada.
pay-money-none-known = No nos consta ningún pago.
pay-money-undecided = Aún no se sabe si en su último intento se cobró algo.
pay-undecided-then = Lo estamos consultando con { $provider }. Mientras no tengamos la respuesta, por favor, no pague de otra manera.
pay-money-part = Ya pagado: { $paid } de { $total }. El resto ({ $due }) ya no se puede pagar con este enlace.
pay-write = Escribir a { $merchant }
pay-call = Llamar a { $merchant }
pay-write-subject = Nuevo enlace de pago
pay-write-subject-reference = Nuevo enlace de pago para { $reference }

## What happened to money besides

pay-receipt-refunded = Reembolsado el { $date }
pay-receipt-refunding = Reembolso en camino
pay-late-accepted = El pago llegó cuando este enlace ya no era válido, y se ha aceptado.
pay-late-unsettled = Llegó un pago de { $amount } cuando este enlace ya no era válido. { $merchant } lo aclarará con usted.
pay-surplus-asked = Ha pagado { $amount } de más. { $merchant } decidirá qué se hace con ese importe.
pay-surplus-kept = Ha pagado { $amount } de más. Póngase en contacto con { $merchant }.
pay-refund-late-underway = Llegó un pago de { $amount } cuando este enlace ya no era válido. Se le devuelve; puede tardar unos días en llegar a su cuenta.
pay-refund-late-done = Llegó un pago de { $amount } cuando este enlace ya no era válido. Se devolvió el { $date }.
pay-refund-surplus-underway = Ha pagado { $amount } de más. Se le devuelve ese importe; puede tardar unos días en llegar a su cuenta.
pay-refund-surplus-done = Ha pagado { $amount } de más. Ese importe se devolvió el { $date }.
pay-refund-underway = { $merchant } le devuelve { $amount }. El dinero puede tardar unos días en llegar a su cuenta.
pay-refund-done = { $merchant } le devolvió { $amount } el { $date }.
pay-refund-failed = La devolución de { $amount } aún no se ha podido realizar. { $merchant } se ocupa de ello.
pay-dispute-open = Su banco tramita una reclamación por { $amount }.
pay-dispute-lost = Su banco ha anulado el pago de { $amount } tras una reclamación.

## Not found, problems

pay-not-found-headline = Este enlace no existe
pay-not-found-money = Al abrir esta página no se cobra nada.
pay-not-found-then = Quizá falte un carácter, o el enlace ya no sea válido. Ábralo de nuevo desde el mensaje o la factura, o pregunte a quien se lo dio.
pay-problem-rate-limited-headline = Demasiados intentos en poco tiempo
pay-problem-rate-limited-then = Espere un minuto y abra el enlace de nuevo.
pay-problem-unavailable-headline = Esta página no está disponible ahora mismo
pay-problem-unavailable-then = Inténtelo de nuevo dentro de unos minutos.
pay-problem-refused-headline = No hemos podido tramitarlo
pay-problem-refused-then = Abra el enlace de nuevo y pague en esa página.
pay-problem-money = Con esto no se ha cobrado nada.
pay-problem-back = Volver a la página de pago

## What the payer has said before

pay-told-later = Se lo recordaremos el { $date }.
pay-told-change = Elegir otro día
pay-told-no-sms = Ya no recibe SMS de { $merchant }.
pay-told-no-email = Ya no recibe correos de { $merchant }.

## Messages ended

pay-opt-out-ask-headline-sms = ¿Quiere dejar de recibir SMS?
pay-opt-out-ask-headline-email = ¿Quiere dejar de recibir correos?
pay-opt-out-ask-then = { $merchant } ya no le escribirá por esta vía sobre pagos. Lo que queda por pagar no cambia.
pay-opt-out-done-headline-sms = No recibirá más SMS
pay-opt-out-done-headline-email = No recibirá más correos
pay-opt-out-done-then = { $merchant } ya no le escribirá por esta vía sobre pagos. Lo que queda por pagar no cambia.
pay-opt-out-nowhere-headline = Aquí no hay nada de lo que darse de baja
pay-opt-out-nowhere-then = { $merchant } no envía mensajes sobre este pago.
pay-opt-out-button-sms = No recibir más SMS
pay-opt-out-button-email = No recibir más correos

## Reminded later, a new link

pay-later = Recordármelo más tarde
pay-later-ask-headline = ¿Cuándo se lo recordamos?
pay-later-ask-then = Hasta entonces, { $merchant } no le enviará recordatorios. El vencimiento no cambia.
pay-later-done-headline = Se lo recordaremos el { $date }
pay-later-done-then = Hasta entonces, { $merchant } no le enviará recordatorios. También puede pagar antes.
pay-later-refused-headline = El recordatorio no se puede aplazar más
pay-later-refused-then = Si necesita más tiempo, hable con { $merchant }.
pay-expired-then-new-link = Si aún desea pagar, le enviamos un enlace nuevo al número o correo que { $merchant } tiene de usted.
pay-new-link = Pedir un enlace nuevo
pay-new-link-headline = Un enlace nuevo está en camino
pay-new-link-then-sms = Llegará en breve por SMS al número { $to }.
pay-new-link-then-email = Llegará en breve por correo a { $to }.
pay-new-link-refused-headline = Para un enlace nuevo, diríjase a { $merchant }
pay-new-link-refused-then = Póngase en contacto con ellos, por favor. No se ha cobrado nada.

## Sign up for messages

pay-join-headline = Mensajes de { $merchant }
pay-join-lead = Reciba solicitudes de pago, recordatorios y confirmaciones de pago directamente en su teléfono o por correo. Es voluntario y puede darse de baja cuando quiera.
pay-join-name = Nombre
pay-join-phone = Número de móvil
pay-join-email = Correo electrónico
pay-join-by-sms = Si indica un número de móvil
pay-join-by-email = Si indica un correo electrónico
pay-join-agree = Acepto lo anterior para el número y el correo indicados.
pay-join-do = Recibir mensajes
pay-join-error-nowhere = Indique un número de móvil, un correo electrónico o ambos.
pay-join-error-phone = Escriba el número con el prefijo del país, como +34 612 34 56 78.
pay-join-error-full = Hoy no se admiten más altas por SMS. Deje vacío el número e indique una dirección de correo, o inténtelo mañana.
pay-join-error-email = Escriba la dirección como nombre@example.org.
pay-join-error-name = Escríbalo en una línea, sin caracteres especiales.
pay-join-error-agree = Marque la casilla si está de acuerdo.
pay-join-error-changed = El texto ha cambiado entretanto. Por favor, léalo de nuevo.
pay-join-asked-headline = Falta un paso
pay-join-asked-then = { $merchant } le envía ahora un mensaje. El alta solo será válida cuando usted lo confirme: así nadie puede dar de alta el número de otra persona.
pay-join-asked-stopped = ¿No llega nada? Si antes se dio de baja con STOP, envíe primero START al mismo número.
pay-join-confirm-headline-sms = ¿SMS de { $merchant }?
pay-join-confirm-headline-email = ¿Correos de { $merchant }?
pay-join-confirm-do = Sí, estoy de acuerdo
pay-join-done-headline-sms = Alta confirmada
pay-join-done-headline-email = Alta confirmada
pay-join-done-then-sms = { $merchant } le escribirá por SMS sobre pagos. Puede darse de baja cuando quiera respondiendo STOP.
pay-join-done-then-email = { $merchant } le escribirá por correo sobre pagos. Puede darse de baja cuando quiera con el enlace al final de cada correo.
pay-join-too-late-headline = Este enlace ya no es válido
pay-join-too-late-then = Era válido durante siete días. Dese de alta otra vez y recibirá uno nuevo.
