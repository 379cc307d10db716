# La página del proveedor incorporado para el modo de prueba.

sandbox-title = Pago sandbox
sandbox-no-money = Modo de prueba: no se mueve dinero
sandbox-succeed = El pago se hace
sandbox-other = O que pase otra cosa
sandbox-decline = El banco lo rechaza
sandbox-fail-authentication = Falla la confirmación
sandbox-pending-then-succeed = Adeudo, se cobra más tarde
sandbox-pending-then-fail = Adeudo, se devuelve
sandbox-cancel = Volver sin pagar
sandbox-over = Esta página de pago ha terminado.
sandbox-over-paid = Este pago está completo.
sandbox-back = Volver a la solicitud de pago
