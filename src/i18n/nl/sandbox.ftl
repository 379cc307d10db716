# De pagina van de ingebouwde aanbieder voor de testmodus.

sandbox-title = Sandbox-betaling
sandbox-no-money = Testmodus: er gaat geen geld om
sandbox-succeed = Betaling lukt
sandbox-other = Of iets anders laten gebeuren
sandbox-decline = Bank weigert
sandbox-fail-authentication = Bevestiging mislukt
sandbox-pending-then-succeed = Incasso, lukt later
sandbox-pending-then-fail = Incasso, komt terug
sandbox-cancel = Terug zonder te betalen
sandbox-over = Deze betaalpagina is beëindigd.
sandbox-over-paid = Deze betaling is afgerond.
sandbox-back = Terug naar het betaalverzoek
