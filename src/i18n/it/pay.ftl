# Testi della pagina di pagamento. Brevi, concreti, gentili; "Lei"; senza punti esclamativi. Chi legge deve sapere se si è mosso del denaro.
# Davanti a una data niente articolo: "il 7 dicembre", ma "l'8 dicembre".

## The frame

pay-preview-title = Richiesta di pagamento
pay-preview-text = Apra il link per vedere i dettagli.
pay-test-mode = Modalità di prova: nessun addebito
pay-languages = Lingua
pay-imprint = Note legali
pay-privacy = Privacy
pay-support = Per domande: { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Dettagli
pay-receipt = Ricevuta
pay-attachments = Allegati
pay-attachment-kind = PDF, { $size }
pay-reference = Riferimento
pay-purpose = Causale
pay-issued-to = Intestata a
pay-payee = Beneficiario
pay-due = Scadenza
pay-payable-until = Link valido fino al giorno
pay-total = Importo totale
pay-already-paid = Già pagato
pay-still-due = Ancora da pagare
pay-paid-on = Data di pagamento
pay-paid-with = Pagato con
pay-amount = Importo
pay-recorded-by-hand = Registrato da { $merchant }

## Open

pay-request = Richiesta di pagamento
pay-open-title = { $amount } a { $merchant }
pay-due-on = Da pagare entro { $date }
pay-due-today = Da pagare entro oggi
pay-due-tomorrow = Da pagare entro domani
pay-was-due-on = La scadenza era: { $date }
pay-countdown = Ancora { $days ->
    [one] { $days } giorno
   *[other] { $days } giorni
} per pagare (ultimo giorno: { $until })
pay-countdown-today = Si può pagare solo fino a oggi
pay-countdown-today-until = Si può pagare solo fino a oggi alle { $clock }
pay-countdown-tomorrow = Si può pagare solo fino a domani
pay-countdown-tomorrow-until = Si può pagare solo fino a domani alle { $clock }
pay-part-paid = Già pagato: { $paid } su { $total }.
pay-left = Non ha pagato. Non è stato addebitato nulla.
pay-left-again = Questa volta non ha pagato. Con questo tentativo non è stato addebitato nulla.
pay-last-ended = L’ultimo tentativo è stato interrotto. Non è stato addebitato nulla.
pay-changed = I dati sono cambiati da quando ha aperto questa pagina. Li rilegga, per favore.
pay-not-offered = Questo metodo di pagamento qui non è disponibile. Non è stato addebitato nulla. La preghiamo di sceglierne un altro.
pay-method = Metodo di pagamento
pay-button = Paga { $amount }
pay-method-by = tramite { $provider }
pay-method-more = Altri metodi di pagamento
pay-taken-by-each = Il pagamento è incassato dal fornitore indicato accanto al metodo di pagamento.
pay-taken-by = Il pagamento è gestito da { $provider }.
pay-on-phone = Continua sul telefono
pay-on-phone-how = Inquadri il codice QR con la fotocamera del telefono.
pay-qr-name = Codice QR con l’indirizzo di questa pagina

## Declined

pay-declined-headline = Il pagamento non è riuscito
pay-declined-money = Non è stato addebitato nulla.
pay-declined-money-this-time = Con questo tentativo non è stato addebitato nulla.
pay-declined-declined = La banca ha rifiutato il pagamento senza dirci il motivo. Riprovi, o scelga un altro metodo di pagamento.
pay-declined-insufficient_funds = La disponibilità del conto o della carta non bastava per questo importo.
pay-declined-authentication_failed = La conferma presso la Sua banca non è stata completata.
pay-declined-debit_failed = La Sua banca non ha eseguito l’addebito diretto.
pay-declined-provider_refused = { $provider } non ha potuto accettare il pagamento. Non dipende da Lei.
pay-declined-other = { $provider } non ha indicato il motivo. Riprovi, o scelga un altro metodo di pagamento.
pay-button-again = Riprova: { $amount }

## Nobody takes payments

pay-unpayable-headline = Al momento non si può pagare online
pay-unpayable-then = Non dipende da Lei. Chieda a { $merchant } come pagare, o riapra il link più tardi.

## Waiting

pay-preparing-headline = Stiamo preparando il pagamento
pay-preparing-money = Con questo tentativo non è stato ancora addebitato nulla.
pay-preparing-then = { $provider } impiega più tempo del solito. Prosegua tra qualche secondo.
pay-preparing-button = Continua su { $provider }
pay-checking-headline = Stiamo verificando il Suo ultimo pagamento
pay-checking-money = Non sappiamo ancora se sia stato addebitato un importo.
pay-checking-then = Lo stiamo chiedendo a { $provider }. Finché non avremo la risposta non paghi una seconda volta, per favore.
pay-processing-headline = Il Suo pagamento è in arrivo
pay-processing-money = Il pagamento di { $amount } è stato disposto, ma non è ancora arrivato.
pay-processing-then = A seconda della banca può volerci qualche giorno. Non deve fare altro.
pay-clarifying-headline = Il Suo pagamento è in verifica
pay-clarifying-money = Un pagamento di { $amount } è arrivato quando questo link non era più valido.
pay-clarifying-then = { $merchant } deciderà se accettare l’importo o rimborsarglielo. Non deve fare altro.
pay-foreign-asked = { $amount } sono arrivati in una valuta diversa da quella richiesta. { $merchant } decide che cosa farne.
pay-foreign-kept = { $amount } sono arrivati in una valuta diversa da quella richiesta. Si rivolga a { $merchant }.
pay-foreign-then = Fino ad allora non paghi una seconda volta. Per domande può rivolgersi a { $merchant }.
pay-refreshes = Questa pagina si aggiorna da sola.
pay-look-again = Verifica ora

## Paid

pay-paid-headline = Pagamento ricevuto: { $amount }
pay-paid-thanks = Grazie. { $merchant } ne è già al corrente: non deve fare altro.
pay-refunding-headline = Rimborso in corso: { $amount }
pay-refunded-headline = Rimborso effettuato: { $amount }
pay-refunded-then = Aveva pagato { $amount }. Non deve fare altro.
pay-go-back = Torna a { $merchant }

## Expired, cancelled

pay-expired-headline = Questo link è scaduto in data { $date }
pay-expired-then = Se desidera ancora pagare, chieda un nuovo link a { $merchant }.
pay-cancelled-headline = Questa richiesta di pagamento è stata annullata
pay-cancelled-then = { $merchant } l’ha annullata in data { $date }. Con questo link non si può più pagare.
pay-money-none = Non è stato addebitato nulla.
pay-money-none-known = Non ci risulta alcun pagamento.
pay-money-undecided = Non sappiamo ancora se con l’ultimo tentativo sia stato addebitato un importo.
pay-undecided-then = Lo stiamo chiedendo a { $provider }. Finché non avremo la risposta non paghi in altro modo, per favore.
pay-money-part = Già pagato: { $paid } su { $total }. Il resto ({ $due }) non si può più pagare con questo link.
pay-write = Scrivi a { $merchant }
pay-call = Chiama { $merchant }
pay-write-subject = Nuovo link di pagamento
pay-write-subject-reference = Nuovo link di pagamento per { $reference }

## What happened to money besides

pay-receipt-refunded = Rimborsato il { $date }
pay-receipt-refunding = Rimborso in corso
pay-late-accepted = Il pagamento è arrivato quando questo link non era più valido, ed è stato accettato.
pay-late-unsettled = Un pagamento di { $amount } è arrivato quando questo link non era più valido. { $merchant } lo chiarirà con Lei.
pay-surplus-asked = Ha pagato { $amount } in più. { $merchant } deciderà che cosa farne.
pay-surplus-kept = Ha pagato { $amount } in più. Si rivolga a { $merchant }.
pay-refund-late-underway = Un pagamento di { $amount } è arrivato quando questo link non era più valido. Le viene rimborsato; l’accredito può richiedere qualche giorno.
pay-refund-late-done = Un pagamento di { $amount } è arrivato quando questo link non era più valido. È stato rimborsato in data { $date }.
pay-refund-surplus-underway = Ha pagato { $amount } in più. L’importo Le viene rimborsato; l’accredito può richiedere qualche giorno.
pay-refund-surplus-done = Ha pagato { $amount } in più. L’importo è stato rimborsato in data { $date }.
pay-refund-underway = { $merchant } Le rimborsa { $amount }. L’accredito può richiedere qualche giorno.
pay-refund-done = { $merchant } Le ha rimborsato { $amount } in data { $date }.
pay-refund-failed = Il rimborso di { $amount } non è ancora riuscito. Se ne occupa { $merchant }.
pay-dispute-open = Per { $amount } è in corso una contestazione presso la Sua banca.
pay-dispute-lost = Dopo una contestazione la Sua banca ha stornato { $amount }.

## Not found, problems

pay-not-found-headline = Questo link non esiste
pay-not-found-money = L’apertura di questa pagina non comporta addebiti.
pay-not-found-then = Forse manca un carattere, o il link non è più valido. Lo riapra dal messaggio o dalla fattura, o chieda a chi gliel’ha dato.
pay-problem-rate-limited-headline = Troppi tentativi in poco tempo
pay-problem-rate-limited-then = Attenda un minuto, poi riapra il link.
pay-problem-unavailable-headline = Questa pagina al momento non è raggiungibile
pay-problem-unavailable-then = Riprovi tra qualche minuto.
pay-problem-refused-headline = Non abbiamo potuto accettare l’operazione
pay-problem-refused-then = Riapra il link e paghi da quella pagina.
pay-problem-money = Con questa operazione non è stato addebitato nulla.
pay-problem-back = Torna alla pagina di pagamento

## What the payer has said before

pay-told-later = Promemoria previsto per { $date }.
pay-told-change = Scegli un altro giorno
pay-told-no-sms = Non riceve più SMS da { $merchant }.
pay-told-no-email = Non riceve più e-mail da { $merchant }.

## Messages ended

pay-opt-out-ask-headline-sms = Non vuole più ricevere SMS?
pay-opt-out-ask-headline-email = Non vuole più ricevere e-mail?
pay-opt-out-ask-then = { $merchant } non Le scriverà più così a proposito di pagamenti. Per ciò che resta da pagare non cambia nulla.
pay-opt-out-done-headline-sms = Non riceverà più SMS
pay-opt-out-done-headline-email = Non riceverà più e-mail
pay-opt-out-done-then = { $merchant } non Le scriverà più così a proposito di pagamenti. Per ciò che resta da pagare non cambia nulla.
pay-opt-out-nowhere-headline = Qui non c’è nulla da disdire
pay-opt-out-nowhere-then = Per questo pagamento { $merchant } non invia messaggi.
pay-opt-out-button-sms = Non ricevere più SMS
pay-opt-out-button-email = Non ricevere più e-mail

## Reminded later, a new link

pay-later = Ricordamelo più tardi
pay-later-ask-headline = Quando vuole un promemoria?
pay-later-ask-then = Fino ad allora { $merchant } non Le invierà promemoria al riguardo. La scadenza non cambia.
pay-later-done-headline = Le invieremo un promemoria { $date }
pay-later-done-then = Fino ad allora { $merchant } non Le invierà promemoria al riguardo. Può pagare anche prima.
pay-later-refused-headline = Il promemoria non si può rimandare oltre
pay-later-refused-then = Se Le serve più tempo, ne parli con { $merchant }.
pay-expired-then-new-link = Se desidera ancora pagare, Le inviamo un nuovo link al numero o all’indirizzo e-mail registrato da { $merchant }.
pay-new-link = Invia un nuovo link
pay-new-link-headline = Un nuovo link è in arrivo
pay-new-link-then-sms = Arriverà tra poco via SMS al numero { $to }.
pay-new-link-then-email = Arriverà tra poco via e-mail a { $to }.
pay-new-link-refused-headline = Per un nuovo link si rivolga a { $merchant }
pay-new-link-refused-then = Basta un messaggio o una telefonata. Non è stato addebitato nulla.

## Sign up for messages

pay-join-headline = Messaggi di { $merchant }
pay-join-lead = Riceva richieste di pagamento, promemoria e conferme di pagamento direttamente sul telefono o via e-mail. È facoltativo e può smettere quando vuole.
pay-join-name = Nome
pay-join-phone = Numero di cellulare
pay-join-email = Indirizzo e-mail
pay-join-by-sms = Se indica un numero di cellulare
pay-join-by-email = Se indica un indirizzo e-mail
pay-join-agree = Acconsento a quanto sopra per il numero e l’indirizzo e-mail indicati.
pay-join-do = Iscrivimi
pay-join-error-nowhere = Indichi un numero di cellulare, un indirizzo e-mail o entrambi.
pay-join-error-phone = Scriva il numero con il prefisso del Paese, come +39 312 345 6789.
pay-join-error-full = Per oggi non accettiamo altre iscrizioni via SMS. Lasci vuoto il numero e indichi un indirizzo e-mail, oppure riprovi domani.
pay-join-error-email = Scriva l’indirizzo come nome@example.org.
pay-join-error-name = Lo scriva su una riga, senza caratteri speciali.
pay-join-error-agree = Spunti la casella, se è d’accordo.
pay-join-error-changed = Nel frattempo il testo è cambiato. Lo rilegga, per favore.
pay-join-asked-headline = Manca ancora la conferma
pay-join-asked-then = { $merchant } Le invia ora un messaggio. L’iscrizione sarà valida solo dopo la Sua conferma: così nessuno può iscrivere il numero di un altro.
pay-join-asked-stopped = Non arriva nulla? Se in passato ha fermato i messaggi con STOP, invii prima START allo stesso numero.
pay-join-confirm-headline-sms = SMS da { $merchant }?
pay-join-confirm-headline-email = E-mail da { $merchant }?
pay-join-confirm-do = Sì, acconsento
pay-join-done-headline-sms = Iscrizione completata
pay-join-done-headline-email = Iscrizione completata
pay-join-done-then-sms = { $merchant } Le scriverà via SMS a proposito di pagamenti. Per smettere basta rispondere STOP, in qualsiasi momento.
pay-join-done-then-email = { $merchant } Le scriverà via e-mail a proposito di pagamenti. Per smettere basta il link in fondo a ogni e-mail.
pay-join-too-late-headline = Questo link non è più valido
pay-join-too-late-then = Era valido sette giorni. Si iscriva di nuovo e ne riceverà un altro.
