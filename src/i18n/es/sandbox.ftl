# La página del proveedor incorporado para el modo de prueba.

sandbox-title = Pago sandbox
sandbox-no-money = Modo de prueba: no se cobra nada
sandbox-succeed = El pago se realiza
sandbox-other = O simular otro resultado
sandbox-decline = El banco lo rechaza
sandbox-fail-authentication = Falla la confirmación
sandbox-pending-then-succeed = Adeudo, se cobra más tarde
sandbox-pending-then-fail = Adeudo, se devuelve
sandbox-cancel = Volver sin pagar
sandbox-over = Esta página de pago ya no es válida.
sandbox-over-paid = Este pago ya se ha realizado.
sandbox-back = Volver a la solicitud de pago
