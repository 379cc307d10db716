# La pagina del fornitore incorporato per la modalità di prova.

sandbox-title = Pagamento sandbox
sandbox-no-money = Modalità di prova: nessun addebito
sandbox-succeed = Il pagamento riesce
sandbox-other = Oppure simulare un altro esito
sandbox-decline = La banca rifiuta
sandbox-fail-authentication = La conferma non riesce
sandbox-pending-then-succeed = Addebito diretto, riesce più tardi
sandbox-pending-then-fail = Addebito diretto, viene respinto
sandbox-cancel = Indietro senza pagare
sandbox-over = Questa pagina di pagamento non è più valida.
sandbox-over-paid = Questo pagamento è completato.
sandbox-back = Torna alla richiesta di pagamento
