# Texts of the payment page. Short, concrete, kind; "Sie"; no exclamation marks. Whoever reads it must know whether money moved.

## The frame

pay-preview-title = Zahlungsanfrage
pay-preview-text = Öffnen Sie den Link, um die Einzelheiten zu sehen.
pay-test-mode = Testmodus: Es fließt kein Geld
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
pay-purpose = Verwendungszweck
pay-issued-to = Ausgestellt für
pay-payee = Zahlungsempfänger
pay-due = Fällig am
pay-payable-until = Link gültig bis
pay-total = Gesamtbetrag
pay-already-paid = Schon bezahlt
pay-still-due = Noch offen
pay-paid-on = Bezahlt am
pay-paid-with = Bezahlt mit
pay-amount = Betrag
pay-recorded-by-hand = Von { $merchant } eingetragen

## Open

pay-request = Zahlungsanfrage
pay-open-title = { $amount } an { $merchant }
pay-due-on = Fällig am { $date }
pay-due-today = Heute fällig
pay-due-tomorrow = Morgen fällig
pay-was-due-on = War am { $date } fällig
pay-countdown = Noch { $days } Tage zahlbar, bis { $until }
pay-countdown-today = Nur noch heute zahlbar
pay-countdown-today-until = Nur noch heute bis { $clock } Uhr zahlbar
pay-countdown-tomorrow = Nur noch bis morgen zahlbar
pay-countdown-tomorrow-until = Nur noch bis morgen, { $clock } Uhr, zahlbar
pay-part-paid = Schon bezahlt: { $paid } von { $total }.
pay-left = Sie haben nicht bezahlt. Es wurde kein Geld abgebucht.
pay-left-again = Sie haben diesmal nicht bezahlt. Bei diesem Versuch wurde kein Geld abgebucht.
pay-last-ended = Der letzte Versuch wurde abgebrochen. Dabei wurde kein Geld abgebucht.
pay-changed = Die Angaben haben sich geändert, seit Sie diese Seite geöffnet haben. Bitte lesen Sie sie noch einmal.
pay-not-offered = Diese Zahlungsart gibt es hier nicht. Dabei wurde kein Geld abgebucht. Bitte wählen Sie eine andere.
pay-method = Zahlungsart
pay-button = { $amount } bezahlen
pay-method-by = über { $provider }
pay-method-more = Weitere Zahlungsarten
pay-taken-by-each = Die Zahlung nimmt entgegen, wer bei der Zahlungsart steht.
pay-taken-by = Die Zahlung nimmt { $provider } entgegen.
pay-on-phone = Auf dem Handy weiter
pay-on-phone-how = Scannen Sie den QR-Code mit der Kamera Ihres Handys.
pay-qr-name = QR-Code mit der Adresse dieser Seite

## Declined

pay-declined-headline = Die Zahlung hat nicht geklappt
pay-declined-money = Es wurde kein Geld abgebucht.
pay-declined-money-this-time = Bei diesem Versuch wurde kein Geld abgebucht.
pay-declined-declined = Die Bank hat die Zahlung abgelehnt und uns keinen Grund genannt. Versuchen Sie es noch einmal oder mit einer anderen Zahlungsart.
pay-declined-insufficient_funds = Das Guthaben oder das Kartenlimit reichte für diesen Betrag nicht aus.
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
pay-preparing-money = Bei diesem Versuch wurde noch kein Geld abgebucht.
pay-preparing-then = { $provider } braucht gerade länger als sonst. Gehen Sie in einigen Sekunden weiter.
pay-preparing-button = Weiter zu { $provider }
pay-checking-headline = Ihre letzte Zahlung wird geprüft
pay-checking-money = Ob Geld abgebucht wurde, steht noch nicht fest.
pay-checking-then = Wir fragen gerade bei { $provider } nach. Bitte bezahlen Sie nicht noch einmal, bis das geklärt ist.
pay-processing-headline = Ihre Zahlung ist unterwegs
pay-processing-money = Die Zahlung von { $amount } ist angewiesen, aber noch nicht eingegangen.
pay-processing-then = Je nach Bank dauert das einige Tage. Sie müssen nichts weiter tun.
pay-clarifying-headline = Ihre Zahlung wird geklärt
pay-clarifying-money = Eine Zahlung von { $amount } ging ein, als dieser Link nicht mehr gültig war.
pay-clarifying-then = { $merchant } entscheidet, ob der Betrag angenommen oder Ihnen erstattet wird. Sie müssen nichts weiter tun.
pay-foreign-asked = Eine Zahlung von { $amount } ging in einer anderen Währung ein, als verlangt war. { $merchant } entscheidet, was damit geschieht.
pay-foreign-kept = Eine Zahlung von { $amount } ging in einer anderen Währung ein, als verlangt war. Bitte wenden Sie sich dazu an { $merchant }.
pay-foreign-then = Bitte bezahlen Sie nicht noch einmal, bis das geklärt ist. Bei Fragen hilft Ihnen { $merchant }.
pay-refreshes = Diese Seite hält sich selbst auf dem neuesten Stand.
pay-look-again = Jetzt nachsehen

## Paid

pay-paid-headline = { $amount } bezahlt
pay-paid-thanks = Danke. { $merchant } weiß schon Bescheid, Sie müssen nichts weiter tun.
pay-refunding-headline = Erstattung unterwegs: { $amount }
pay-refunded-headline = { $amount } erstattet
pay-refunded-then = Sie hatten { $amount } bezahlt. Sie müssen nichts weiter tun.
pay-go-back = Zurück zu { $merchant }

## Expired, cancelled

pay-expired-headline = Dieser Link ist am { $date } abgelaufen
pay-expired-then = Wenn Sie noch bezahlen möchten, bitten Sie { $merchant } um einen neuen Link.
pay-cancelled-headline = Diese Zahlungs{"\u00AD"}anfrage wurde storniert
pay-cancelled-then = { $merchant } hat sie am { $date } storniert. Über diesen Link kann nicht mehr bezahlt werden.
pay-money-none = Es wurde kein Geld abgebucht.
pay-money-none-known = Uns ist keine Zahlung bekannt.
pay-money-undecided = Ob bei Ihrem letzten Versuch Geld abgebucht wurde, steht noch nicht fest.
pay-undecided-then = Wir fragen gerade bei { $provider } nach. Bitte bezahlen Sie auch auf anderem Weg nicht, bis das geklärt ist.
pay-money-part = Schon bezahlt: { $paid } von { $total }. Der Rest ({ $due }) ist über diesen Link nicht mehr zahlbar.
pay-write = E-Mail an { $merchant }
pay-call = { $merchant } anrufen
pay-write-subject = Neuer Zahlungslink
pay-write-subject-reference = Neuer Zahlungslink zu { $reference }

## What happened to money besides

pay-receipt-refunded = Erstattet am { $date }
pay-receipt-refunding = Erstattung unterwegs
pay-late-accepted = Die Zahlung ging ein, als dieser Link nicht mehr gültig war, und wurde angenommen.
pay-late-unsettled = Eine Zahlung von { $amount } ging ein, als dieser Link nicht mehr gültig war. { $merchant } klärt das mit Ihnen.
pay-surplus-asked = Zu viel bezahlt: { $amount }. { $merchant } entscheidet, was damit geschieht.
pay-surplus-kept = Zu viel bezahlt: { $amount }. Bitte wenden Sie sich dazu an { $merchant }.
pay-refund-late-underway = Eine Zahlung von { $amount } ging ein, als dieser Link nicht mehr gültig war. Sie wird Ihnen erstattet; bis das Geld auf dem Konto ist, können einige Tage vergehen.
pay-refund-late-done = Eine Zahlung von { $amount } ging ein, als dieser Link nicht mehr gültig war. Sie wurde am { $date } erstattet.
pay-refund-surplus-underway = Zu viel bezahlt: { $amount }. Der Betrag wird Ihnen erstattet; bis er auf dem Konto ist, können einige Tage vergehen.
pay-refund-surplus-done = Zu viel bezahlt: { $amount }. Der Betrag wurde am { $date } erstattet.
pay-refund-underway = { $merchant } erstattet Ihnen { $amount }. Bis das Geld auf dem Konto ist, können einige Tage vergehen.
pay-refund-done = { $merchant } hat Ihnen { $amount } am { $date } erstattet.
pay-refund-failed = Die Erstattung von { $amount } hat noch nicht geklappt. { $merchant } kümmert sich darum.
pay-dispute-open = Bei Ihrer Bank läuft eine Reklamation über { $amount }.
pay-dispute-lost = Ihre Bank hat { $amount } nach einer Reklamation zurückgebucht.

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
pay-problem-money = Dabei wurde kein Geld abgebucht.
pay-problem-back = Zur Zahlungsseite

## What the payer has said before

pay-told-later = Wir erinnern Sie am { $date }.
pay-told-change = Anderen Tag wählen
pay-told-no-sms = Sie haben SMS von { $merchant } abbestellt.
pay-told-no-email = Sie haben E-Mails von { $merchant } abbestellt.

## Messages ended

pay-opt-out-ask-headline-sms = Keine SMS mehr?
pay-opt-out-ask-headline-email = Keine E-Mails mehr?
pay-opt-out-ask-then = { $merchant } schreibt Ihnen dann auf diesem Weg nicht mehr zu Zahlungen. An dem, was noch zu zahlen ist, ändert das nichts.
pay-opt-out-done-headline-sms = Sie bekommen keine SMS mehr
pay-opt-out-done-headline-email = Sie bekommen keine E-Mails mehr
pay-opt-out-done-then = { $merchant } schreibt Ihnen auf diesem Weg nicht mehr zu Zahlungen. An dem, was noch zu zahlen ist, ändert das nichts.
pay-opt-out-nowhere-headline = Hier gibt es nichts abzubestellen
pay-opt-out-nowhere-then = Zu dieser Zahlung sendet { $merchant } keine Nachrichten.
pay-opt-out-button-sms = Keine SMS mehr
pay-opt-out-button-email = Keine E-Mails mehr

## Reminded later, a new link

pay-later = Später erinnern
pay-later-ask-headline = Wann sollen wir Sie erinnern?
pay-later-ask-then = Bis dahin erinnert { $merchant } Sie nicht daran. Die Fälligkeit ändert sich dadurch nicht.
pay-later-done-headline = Wir erinnern Sie am { $date }
pay-later-done-then = Bis dahin erinnert { $merchant } Sie nicht daran. Bezahlen können Sie auch vorher.
pay-later-refused-headline = Die Erinnerung lässt sich nicht weiter verschieben
pay-later-refused-then = Wenn Sie mehr Zeit brauchen, sprechen Sie bitte mit { $merchant }.
pay-expired-then-new-link = Wenn Sie noch bezahlen möchten, senden wir Ihnen einen neuen Link: an die Nummer oder E-Mail-Adresse, die { $merchant } von Ihnen hat.
pay-new-link = Neuen Link anfordern
pay-new-link-headline = Ein neuer Link ist unterwegs
pay-new-link-then-sms = Er kommt gleich als SMS an die Nummer { $to }.
pay-new-link-then-email = Er kommt gleich als E-Mail an { $to }.
pay-new-link-refused-headline = Einen neuen Link bekommen Sie von { $merchant }
pay-new-link-refused-then = Bitte melden Sie sich dort. Es wurde kein Geld abgebucht.

## Sign up for messages

pay-join-headline = Nachrichten von { $merchant }
pay-join-lead = Sie bekommen Zahlungsanfragen, Erinnerungen und Zahlungsbestätigungen direkt aufs Handy oder per E-Mail. Das ist freiwillig; Sie können es jederzeit beenden.
pay-join-name = Name
pay-join-phone = Mobilnummer
pay-join-email = E-Mail-Adresse
pay-join-by-sms = Wenn Sie eine Mobilnummer angeben
pay-join-by-email = Wenn Sie eine E-Mail-Adresse angeben
pay-join-agree = Ich stimme dem für die angegebene Nummer und E-Mail-Adresse zu.
pay-join-do = Nachrichten erhalten
pay-join-error-nowhere = Bitte geben Sie eine Mobilnummer, eine E-Mail-Adresse oder beides an.
pay-join-error-phone = Bitte schreiben Sie die Nummer wie 0151 12345678 oder +49 151 12345678.
pay-join-error-full = Heute nehmen wir keine weiteren Anmeldungen per SMS an. Bitte lassen Sie die Nummer weg und geben Sie eine E-Mail-Adresse an, oder versuchen Sie es morgen.
pay-join-error-email = Bitte schreiben Sie die Adresse wie name@example.org.
pay-join-error-name = Bitte schreiben Sie das in eine Zeile ohne Sonderzeichen.
pay-join-error-agree = Bitte kreuzen Sie das an, wenn Sie zustimmen.
pay-join-error-changed = Der Text hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal.
pay-join-asked-headline = Bitte bestätigen Sie noch
pay-join-asked-then = { $merchant } sendet Ihnen jetzt eine Nachricht. Erst wenn Sie sie bestätigen, sind Sie angemeldet: So trägt niemand eine fremde Nummer ein.
pay-join-asked-stopped = Es kommt nichts an? Wenn Sie Nachrichten früher mit STOP abbestellt haben, senden Sie bitte zuerst START an dieselbe Nummer.
pay-join-confirm-headline-sms = SMS von { $merchant }?
pay-join-confirm-headline-email = E-Mails von { $merchant }?
pay-join-confirm-do = Ja, ich stimme zu
pay-join-done-headline-sms = Sie sind angemeldet
pay-join-done-headline-email = Sie sind angemeldet
pay-join-done-then-sms = { $merchant } schreibt Ihnen zu Zahlungen per SMS. Mit der Antwort STOP können Sie das jederzeit beenden.
pay-join-done-then-email = { $merchant } schreibt Ihnen zu Zahlungen per E-Mail. Über den Link am Ende jeder E-Mail können Sie das jederzeit beenden.
pay-join-too-late-headline = Dieser Link gilt nicht mehr
pay-join-too-late-then = Er war sieben Tage gültig. Melden Sie sich einfach noch einmal an, dann bekommen Sie einen neuen.
