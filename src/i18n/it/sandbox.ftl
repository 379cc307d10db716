# La pagina del fornitore incorporato per la modalità di prova.

sandbox-title = Pagamento sandbox
sandbox-no-money = Modalità di prova: non si muove denaro
sandbox-succeed = Il pagamento riesce
sandbox-other = Oppure far succedere altro
sandbox-decline = La banca rifiuta
sandbox-fail-authentication = La conferma non riesce
sandbox-pending-then-succeed = Addebito diretto, riesce più tardi
sandbox-pending-then-fail = Addebito diretto, viene respinto
sandbox-cancel = Indietro senza pagare
sandbox-over = Questa pagina di pagamento è chiusa.
sandbox-over-paid = Questo pagamento è completato.
sandbox-back = Torna alla richiesta di pagamento
