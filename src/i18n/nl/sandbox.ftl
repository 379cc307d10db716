# De pagina van de ingebouwde aanbieder voor de testmodus.

sandbox-title = Sandbox-betaling
sandbox-no-money = Testmodus: er wordt geen geld afgeschreven
sandbox-succeed = Betaling lukt
sandbox-other = Of een andere uitkomst simuleren
sandbox-decline = Bank weigert
sandbox-fail-authentication = Bevestiging mislukt
sandbox-pending-then-succeed = Incasso, lukt later
sandbox-pending-then-fail = Incasso, komt terug
sandbox-cancel = Terug zonder te betalen
sandbox-over = Deze betaalpagina is gesloten.
sandbox-over-paid = Deze betaling is afgerond.
sandbox-back = Terug naar het betaalverzoek
