# Texts of the payment page. Short, concrete, kind; "Sie"; no exclamation marks. Whoever reads it must know whether money moved.

## The frame

pay-preview-title = Zahlungsaufforderung
pay-preview-text = Öffnen Sie den Link, um die Einzelheiten zu sehen.
pay-test-mode = Testbetrieb: es fließt kein Geld
pay-languages = Sprache
pay-imprint = Impressum
pay-privacy = Datenschutz
pay-support = Fragen an { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Einzelheiten
pay-receipt = Beleg
pay-attachments = Anhänge
pay-attachment-kind = PDF, { $size }
pay-reference = Referenz
pay-purpose = Zweck
pay-issued-to = Ausgestellt für
pay-payee = Empfänger
pay-due = Fällig am
pay-payable-until = Zahlbar bis
pay-total = Gesamtbetrag
pay-already-paid = Schon bezahlt
pay-still-due = Noch offen
pay-paid-on = Bezahlt am
pay-paid-with = Bezahlt mit
pay-amount = Betrag
pay-recorded-by-hand = Von { $merchant } eingetragen

## Open

pay-request = Zahlungsaufforderung
pay-open-title = { $amount } an { $merchant }
pay-due-on = Fällig am { $date }
pay-due-today = Heute fällig
pay-due-tomorrow = Morgen fällig
pay-was-due-on = Fällig war es am { $date }
pay-countdown = Noch { $days } Tage zahlbar, bis { $until }
pay-countdown-today = Nur noch heute zahlbar
pay-countdown-today-until = Nur noch heute bis { $clock } Uhr zahlbar
pay-countdown-tomorrow = Nur noch bis morgen zahlbar
pay-countdown-tomorrow-until = Nur noch bis morgen, { $clock } Uhr, zahlbar
pay-part-paid = { $paid } von { $total } sind schon bezahlt.
pay-last-ended = Der letzte Versuch wurde abgebrochen. Dabei wurde kein Geld abgebucht.
pay-changed = Die Angaben haben sich geändert, seit Sie diese Seite geöffnet haben. Bitte lesen Sie sie noch einmal.
pay-not-offered = Diese Zahlungsart gibt es hier nicht. Dabei wurde kein Geld abgebucht. Bitte wählen Sie noch einmal.
pay-method = Zahlungsart
pay-button = { $amount } bezahlen
pay-taken-by = Die Zahlung nimmt { $provider } entgegen.
pay-on-phone = Am Telefon weiter
pay-on-phone-how = Öffnen Sie diese Seite mit der Kamera Ihres Telefons.
pay-qr-name = QR-Code mit der Adresse dieser Seite

## Declined

pay-declined-headline = Die Zahlung hat nicht geklappt
pay-declined-money = Es wurde kein Geld abgebucht.
pay-declined-money-this-time = Bei diesem Versuch wurde kein Geld abgebucht.
pay-declined-declined = Die Bank hat abgelehnt und nennt uns den Grund nicht. Versuchen Sie es noch einmal oder mit einer anderen Zahlungsart.
pay-declined-insufficient_funds = Das Konto oder die Karte war für diesen Betrag nicht gedeckt.
pay-declined-authentication_failed = Die Bestätigung bei Ihrer Bank wurde nicht abgeschlossen.
pay-declined-debit_failed = Ihre Bank hat die Lastschrift nicht eingelöst.
pay-declined-provider_refused = { $provider } konnte die Zahlung nicht annehmen. An Ihnen liegt es nicht.
pay-declined-other = Den Grund hat { $provider } nicht genannt. Versuchen Sie es noch einmal oder mit einer anderen Zahlungsart.
pay-button-again = Erneut versuchen: { $amount }

## Nobody takes payments

pay-unpayable-headline = Gerade ist keine Online-Zahlung möglich
pay-unpayable-then = Das liegt nicht an Ihnen. Fragen Sie { $merchant }, wie Sie bezahlen können, oder öffnen Sie den Link später noch einmal.

## Waiting

pay-preparing-headline = Ihre Zahlung wird vorbereitet
pay-preparing-money = Für diesen Versuch wurde noch kein Geld abgebucht.
pay-preparing-then = { $provider } braucht gerade länger als sonst. Gehen Sie in einigen Sekunden weiter.
pay-preparing-button = Weiter zu { $provider }
pay-checking-headline = Ihre letzte Zahlung wird geprüft
pay-checking-money = Ob Geld abgebucht wurde, steht noch nicht fest.
pay-checking-then = Wir fragen gerade bei { $provider } nach. Bitte bezahlen Sie bis dahin nicht noch einmal.
pay-processing-headline = Ihre Zahlung ist unterwegs
pay-processing-money = { $amount } sind angewiesen, aber noch nicht eingegangen.
pay-processing-then = Je nach Bank dauert das einige Tage. Sie müssen nichts weiter tun.
pay-clarifying-headline = Ihre Zahlung wird geklärt
pay-clarifying-money = { $amount } sind eingegangen, als dieser Link schon beendet war.
pay-clarifying-then = { $merchant } entscheidet, ob der Betrag zählt oder an Sie zurückgeht. Sie müssen nichts weiter tun.
pay-refreshes = Diese Seite hält sich selbst auf dem neuesten Stand.
pay-look-again = Jetzt nachsehen

## Paid

pay-paid-headline = { $amount } sind bezahlt
pay-paid-thanks = Danke. { $merchant } weiß schon Bescheid, Sie müssen nichts weiter tun.
pay-refunding-headline = { $amount } gehen an Sie zurück
pay-refunded-headline = { $amount } wurden zurückgezahlt
pay-refunded-then = Bezahlt waren { $amount }. Sie müssen nichts weiter tun.
pay-go-back = Zurück zu { $merchant }

## Expired, cancelled

pay-expired-headline = Dieser Link ist am { $date } abgelaufen
pay-expired-then = Wenn Sie noch bezahlen möchten, bitten Sie { $merchant } um einen neuen Link.
pay-cancelled-headline = Diese Zahlungs{"\u00AD"}aufforderung wurde zurückgenommen
pay-cancelled-then = { $merchant } hat sie am { $date } storniert. Über diesen Link ist nichts mehr zu bezahlen.
pay-money-none = Es wurde kein Geld abgebucht.
pay-money-none-known = Uns ist keine Zahlung bekannt.
pay-money-undecided = Ob bei Ihrem letzten Versuch Geld abgebucht wurde, steht noch nicht fest.
pay-undecided-then = Wir fragen gerade bei { $provider } nach. Bitte bezahlen Sie bis dahin nicht auf anderem Weg.
pay-money-part = { $paid } von { $total } sind bezahlt, { $due } sind nicht mehr über diesen Link zahlbar.
pay-write = E-Mail an { $merchant }
pay-call = { $merchant } anrufen
pay-write-subject = Neuer Zahlungslink
pay-write-subject-reference = Neuer Zahlungslink zu { $reference }

## What happened to money besides

pay-late-accepted = Die Zahlung kam nach dem Ende dieses Links an und wurde angenommen.
pay-late-unsettled = { $amount } sind eingegangen, als dieser Link schon beendet war. { $merchant } klärt das mit Ihnen.
pay-surplus-asked = { $amount } sind zu viel eingegangen. { $merchant } entscheidet, was damit geschieht.
pay-surplus-kept = { $amount } sind zu viel eingegangen. Wenden Sie sich dazu an { $merchant }.
pay-refund-late-underway = { $amount } sind eingegangen, als dieser Link schon beendet war. Sie gehen an Sie zurück; bis sie auf dem Konto sind, können einige Tage vergehen.
pay-refund-late-done = { $amount } sind eingegangen, als dieser Link schon beendet war. Sie wurden am { $date } zurückgezahlt.
pay-refund-surplus-underway = { $amount } sind zu viel eingegangen. Sie gehen an Sie zurück; bis sie auf dem Konto sind, können einige Tage vergehen.
pay-refund-surplus-done = { $amount } sind zu viel eingegangen. Sie wurden am { $date } zurückgezahlt.
pay-refund-underway = { $merchant } zahlt Ihnen { $amount } zurück. Bis sie auf dem Konto sind, können einige Tage vergehen.
pay-refund-done = { $merchant } hat Ihnen am { $date } { $amount } zurückgezahlt.
pay-refund-failed = Die Rückzahlung von { $amount } hat noch nicht geklappt. { $merchant } kümmert sich darum.
pay-dispute-open = Gegen { $amount } läuft ein Widerspruch bei Ihrer Bank.
pay-dispute-lost = { $amount } hat Ihre Bank nach einem Widerspruch zurückgebucht.

## Not found, problems

pay-not-found-headline = Diesen Link gibt es nicht
pay-not-found-money = Beim Öffnen dieser Seite wird kein Geld abgebucht.
pay-not-found-then = Vielleicht fehlt ein Zeichen, oder der Link gilt nicht mehr. Öffnen Sie ihn noch einmal aus der Nachricht oder der Rechnung, oder fragen Sie dort nach, woher Sie ihn haben.
pay-problem-rate-limited-headline = Zu viele Aufrufe in kurzer Zeit
pay-problem-rate-limited-then = Warten Sie bitte eine Minute und öffnen Sie den Link dann noch einmal.
pay-problem-unavailable-headline = Diese Seite ist gerade nicht erreichbar
pay-problem-unavailable-then = Versuchen Sie es bitte in einigen Minuten noch einmal.
pay-problem-refused-headline = Das konnten wir nicht annehmen
pay-problem-refused-then = Öffnen Sie den Link noch einmal und bezahlen Sie von dort.
pay-problem-money = Dieser Aufruf hat kein Geld abgebucht.
pay-problem-back = Zur Zahlungsseite

## Messages ended

pay-opt-out-ask-headline-sms = Keine SMS mehr?
pay-opt-out-ask-headline-email = Keine E-Mails mehr?
pay-opt-out-ask-then = { $merchant } schreibt Ihnen dann auf diesem Weg nicht mehr zu Zahlungen. Was offen ist, bleibt offen.
pay-opt-out-done-headline-sms = Sie bekommen keine SMS mehr
pay-opt-out-done-headline-email = Sie bekommen keine E-Mails mehr
pay-opt-out-done-then = { $merchant } schreibt Ihnen auf diesem Weg nicht mehr zu Zahlungen. Der Link bleibt gültig.
pay-opt-out-nowhere-headline = Hier gibt es nichts abzubestellen
pay-opt-out-nowhere-then = Zu dieser Zahlung verschickt { $merchant } keine Nachrichten.
pay-opt-out-button-sms = Keine SMS mehr
pay-opt-out-button-email = Keine E-Mails mehr

## Reminded later, a new link

pay-later = Später erinnern
pay-later-ask-headline = Wann sollen wir Sie erinnern?
pay-later-ask-then = Bis dahin schreibt Ihnen { $merchant } dazu nicht mehr. Die Fälligkeit ändert sich dadurch nicht.
pay-later-done-headline = Wir erinnern Sie am { $date }
pay-later-done-then = Bis dahin schreibt Ihnen { $merchant } dazu nicht mehr. Bezahlen können Sie trotzdem jederzeit.
pay-later-refused-headline = Öfter können wir nicht warten
pay-later-refused-then = Wenn Sie mehr Zeit brauchen, sprechen Sie bitte mit { $merchant }.
pay-expired-then-new-link = Wenn Sie noch bezahlen möchten, schicken wir Ihnen einen neuen Link: an die Adresse, die { $merchant } von Ihnen hat.
pay-new-link = Neuen Link schicken
pay-new-link-headline = Ein neuer Link ist unterwegs
pay-new-link-then-sms = Er kommt gleich als SMS an die Nummer { $to }.
pay-new-link-then-email = Er kommt gleich als E-Mail an { $to }.
pay-new-link-refused-headline = Einen neuen Link bekommen Sie von { $merchant }
pay-new-link-refused-then = Bitte melden Sie sich dort. Es wurde kein Geld abgebucht.

## Sign up for messages

pay-join-headline = Nachrichten von { $merchant }
pay-join-lead = Sie bekommen Zahlungsanfragen und Zahlungsbestätigungen direkt aufs Telefon oder per E-Mail. Das ist freiwillig und jederzeit zu Ende, wenn Sie es möchten.
pay-join-name = Name
pay-join-phone = Mobilnummer
pay-join-email = E-Mail-Adresse
pay-join-by-sms = Wenn Sie eine Mobilnummer angeben
pay-join-by-email = Wenn Sie eine E-Mail-Adresse angeben
pay-join-agree = Ich stimme dem für die angegebenen Adressen zu.
pay-join-do = Anmelden
pay-join-error-nowhere = Bitte geben Sie eine Mobilnummer, eine E-Mail-Adresse oder beides an.
pay-join-error-phone = Bitte schreiben Sie die Nummer wie 0151 12345678 oder +49 151 12345678.
pay-join-error-full = Heute nehmen wir keine weiteren Anmeldungen per SMS an. Bitte lassen Sie die Nummer weg und geben Sie eine E-Mail-Adresse an, oder versuchen Sie es morgen.
pay-join-error-email = Bitte schreiben Sie die Adresse wie name@example.org.
pay-join-error-name = Bitte schreiben Sie das in eine Zeile ohne Sonderzeichen.
pay-join-error-agree = Bitte kreuzen Sie das an, wenn Sie zustimmen.
pay-join-error-changed = Der Text hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal.
pay-join-asked-headline = Bitte bestätigen Sie noch
pay-join-asked-then = { $merchant } schickt Ihnen jetzt eine Nachricht. Erst wenn Sie sie bestätigen, sind Sie angemeldet: So trägt niemand eine fremde Nummer ein.
pay-join-asked-stopped = Es kommt nichts an? Wer Nachrichten früher mit STOP beendet hat, schickt zuerst START an dieselbe Nummer.
pay-join-confirm-headline-sms = SMS von { $merchant }?
pay-join-confirm-headline-email = E-Mails von { $merchant }?
pay-join-confirm-do = Ja, ich stimme zu
pay-join-done-headline-sms = Sie sind angemeldet
pay-join-done-headline-email = Sie sind angemeldet
pay-join-done-then-sms = { $merchant } schreibt Ihnen zu Zahlungen per SMS. Mit der Antwort STOP endet das jederzeit.
pay-join-done-then-email = { $merchant } schreibt Ihnen zu Zahlungen per E-Mail. Über den Link am Ende jeder E-Mail endet das jederzeit.
pay-join-too-late-headline = Dieser Link gilt nicht mehr
pay-join-too-late-then = Er war sieben Tage gültig. Melden Sie sich einfach noch einmal an, dann bekommen Sie einen neuen.
