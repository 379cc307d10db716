# Texts of the dashboard.

## Time

dash-today = heute
dash-yesterday = gestern
dash-tomorrow = morgen
dash-day = { $day }.{ $month }
dash-month-short = { $month ->
    [1] 01.
    [2] 02.
    [3] 03.
    [4] 04.
    [5] 05.
    [6] 06.
    [7] 07.
    [8] 08.
    [9] 09.
    [10] 10.
    [11] 11.
   *[other] 12.
}
dash-day-today = Heute, { $date }
dash-day-yesterday = Gestern, { $date }
dash-zone = Zeiten in { $zone }
dash-month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[other] Dezember
}

## Frame

dash-skip = Zum Inhalt
dash-nav = Bereiche
dash-nav-requests = Zahlungs{"\u00AD"}anfragen
dash-nav-new = Zahlungsanfrage erstellen
dash-nav-new-short = Erstellen
dash-nav-inbox = Posteingang
dash-nav-contacts = Kontakte
dash-nav-messages = Nachrichten
dash-messages-messages = Verlauf
dash-messages-templates = Vorlagen
dash-messages-plans = Erinnerungen
dash-messages-senders = Versandwege
dash-nav-sessions = Angemeldete Geräte
dash-language = Sprache
dash-merchants = Zu einem anderen Unternehmen wechseln
dash-mode = Modus
dash-mode-test = Test
dash-mode-live = Live
dash-mode-strip = Testmodus: Es fließt kein Geld
dash-logout = Abmelden
dash-optional = optional

dash-notice-message-on-its-way = Die Nachricht ist auf dem Weg. Unten steht, was daraus wird.
dash-notice-message-withdrawn = Die Nachricht wird nicht gesendet.
dash-notice-nothing-to-send = Dazu gibt es gerade nichts zu senden.
dash-created = Die Zahlungsanfrage ist erstellt.
dash-created-sending = Sie wird jetzt { $ways } gesendet. Unter „Nachrichten“ steht, was daraus wird.
dash-created-sent = Sie ist { $ways } gesendet.
dash-created-stays = { $way }: { $why }
dash-created-nothing = Gesendet ist noch nichts: Geben Sie den Link weiter, oder senden Sie ihn von hier.
dash-created-planned = Geplant: { $list }.
dash-created-more = { $count ->
    [one] Danach folgt noch eine Nachricht.
   *[other] Danach folgen noch { $count } Nachrichten.
}
dash-planned-one = { $what } am { $when } { $way }
dash-by-sms = per SMS
dash-by-email = per E-Mail
dash-by-both = per SMS und per E-Mail
dash-notice-cannot-opted-out = Nicht gesendet: Der Zahler hat Nachrichten auf diesem Kanal abbestellt.
dash-notice-cannot-bad-address = Nicht gesendet: Eine frühere Nachricht an diese Adresse kam zurück.
dash-notice-cannot-no-ground = Nicht gesendet: Es gibt keine Einwilligung.
dash-notice-cannot-no-address = Nicht gesendet: Nummer oder Adresse fehlt.
dash-notice-created = Die Zahlungsanfrage ist erstellt.
dash-notice-cancelled = Die Zahlungsanfrage ist storniert. Über ihren Link kann nicht mehr bezahlt werden.
dash-notice-refund-created = Die Erstattung ist auf dem Weg zum Zahlungsanbieter.
dash-notice-decision-accepted = Sie behalten das Geld.
dash-notice-decision-refunded = Das Geld wird erstattet.
dash-notice-session-revoked = Das Gerät ist abgemeldet.
dash-notice-password-changed = Ihr Passwort ist geändert. Alle anderen Geräte sind abgemeldet.
dash-notice-not-cancellable = Das ließ sich nicht stornieren: Inzwischen ist Geld gekommen oder unterwegs.
dash-notice-already-decided = Darüber ist schon entschieden.
dash-notice-not-allowed = Das dürfen Sie mit Ihrer Rolle nicht.

## Log-in

dash-login-title = Anmelden
dash-login-email = E-Mail-Adresse
dash-login-password = Passwort
dash-login-do = Anmelden
dash-login-again = Noch einmal versuchen
dash-login-wrong = E-Mail-Adresse oder Passwort stimmt nicht.
dash-login-too-many = Zu viele Versuche. Bitte warten Sie { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
}.
dash-busy = Gerade ist zu viel auf einmal zu tun. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
dash-login-ended = Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich neu an.
dash-login-logged-out = Sie sind abgemeldet.

## List

dash-list-title = Zahlungsanfragen
dash-tabs = Status
dash-tab-all = Alle
dash-tab-open = Offen
dash-tab-overdue = Überfällig
dash-tab-processing = In Bearbeitung
dash-tab-paid = Bezahlt
dash-tab-expired = Abgelaufen
dash-tab-cancelled = Storniert
dash-sum-received = Eingegangen im { $month }
dash-sum-open = Offen
dash-sum-overdue = Überfällig
dash-sum-all = Zahlungsanfragen
dash-sum-paid = davon { $shown } bezahlt
dash-sum-requests = { $count ->
    [one] { $shown } Zahlungsanfrage
   *[other] { $shown } Zahlungsanfragen
}
dash-search = Suchen
dash-search-example = Verwendungszweck, Name, Referenz, Betrag, Telefon
dash-search-do = Suchen
dash-search-clear = Zurücksetzen
dash-column-created = Erstellt
dash-column-payer = Zahler
dash-column-purpose = Verwendungszweck
dash-column-status = Status
dash-column-amount = Betrag
dash-no-payer = Ohne Namen
dash-no-purpose = Ohne Verwendungszweck
dash-amount-refunded = { $amount } erstattet
dash-amount-part = { $amount } bezahlt
dash-pager = Seiten
dash-pager-newer = Neuere
dash-pager-older = Ältere
dash-empty-title = Noch keine Zahlungsanfrage
dash-empty-text = Betrag eintragen, Link senden, zusehen, wie das Geld kommt. Das dauert keine halbe Minute.
dash-empty-do = Erste Zahlungsanfrage erstellen
dash-nothing-title = Nichts gefunden zu „{ $q }“
dash-nothing-text = Gesucht wird in Verwendungszweck, Referenz, Name, E-Mail-Adresse, Telefonnummer und Betrag.
dash-nothing-do = Alle Zahlungsanfragen zeigen
dash-tab-empty-title = Hier ist gerade nichts
dash-tab-empty-text = Keine Zahlungsanfrage hat diesen Status.

dash-status-overdue = Überfällig
dash-reason-on = { $when }
dash-reason-late-decide = zu spät bezahlt: bitte entscheiden
dash-reason-surplus-decide = zu viel bezahlt: bitte entscheiden
dash-reason-disputed = Zahlung wird reklamiert
dash-reason-refunded = vollständig erstattet
dash-reason-part-refunded = teilweise erstattet
dash-reason-paid-late = nach Ablauf, { $when }
dash-reason-pending = Zahlung unterwegs ({ $method })
dash-reason-clarifying = wird geklärt
dash-reason-overdue = seit { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
}
dash-reason-countdown = { $days ->
    [0] nur noch heute zahlbar
    [one] bis morgen zahlbar
   *[other] noch { $days } Tage zahlbar
}
dash-reason-opened = geöffnet { $when }
dash-reason-unopened = noch nicht geöffnet
dash-reason-paying = ist auf der Bezahlseite
dash-reason-left = abgebrochen { $when }
dash-reason-began = begann { $when } zu bezahlen
dash-reason-checked = wird beim Zahlungsanbieter geprüft
dash-reason-failed = letzter Versuch abgelehnt

dash-method-any = Online-Zahlung
dash-method-card = Karte
dash-method-ideal = iDEAL
dash-method-bancontact = Bancontact
dash-method-sepa_debit = SEPA-Lastschrift
dash-method-paypal = PayPal
dash-method-transfer = Überweisung
dash-method-twint = TWINT
dash-method-eps = eps
dash-method-blik = BLIK
dash-method-p24 = Przelewy24
dash-method-klarna = Klarna
dash-method-other = Andere Zahlungsart

## New request

dash-new-title = Zahlungsanfrage erstellen
dash-new-what = Wofür
dash-new-payer = Wer bezahlt
dash-new-from-contacts = Aus den Kontakten wählen
dash-new-more = Weitere Angaben
dash-new-do = Zahlungsanfrage erstellen
dash-new-after = Nur der Betrag ist nötig. Danach können Sie den Link gleich senden.
dash-faults = Bitte sehen Sie sich das noch einmal an
dash-field-amount = Betrag
dash-field-currency = Währung
dash-field-description = Verwendungszweck
dash-field-reference = Referenz
dash-field-payer-name = Name
dash-field-payer-email = E-Mail-Adresse
dash-field-payer-phone = Mobilnummer
dash-field-payer-language = Sprache der Zahlungsseite
dash-field-due-date = Fällig am
dash-field-expires-on = Link gültig bis
dash-field-external-id = Eigene Nummer
dash-field-countdown-days = Countdown in den letzten Tagen
dash-field-return-urls-paid = Nach der Zahlung weiter zu
dash-field-return-urls-unpaid = Ohne Zahlung weiter zu
dash-example-amount = 0,00
dash-example-description = Rohrreparatur am 15. Dezember
dash-example-reference = Rechnungsnummer
dash-example-phone = +49 151 12345678
dash-example-email = name@example.org
dash-hint-expires = Danach ist der Link nicht mehr gültig. Ohne Angabe 90 Tage.
dash-hint-countdown = So viele Tage vor dem Ende zeigt die Seite, wie viel Zeit bleibt.
dash-hint-external = Ihre eigene Nummer, zum Beispiel aus der Warenwirtschaft.
dash-language-auto = Automatisch
dash-due-quick = Fällig in
dash-due-days = in { $days } Tagen

dash-error-required = Bitte füllen Sie das aus.
dash-error-too-long = Das ist zu lang. Bitte kürzen Sie es.
dash-error-card-number = Das sieht nach einer Kartennummer aus. Kartennummern dürfen hier nie stehen.
dash-error-amount-required = Bitte geben Sie einen Betrag ein.
dash-error-amount = Bitte schreiben Sie den Betrag wie { $example }.
dash-error-amount-range = Der Betrag muss größer als null sein und höchstens zehn Stellen vor dem Komma haben.
dash-error-amount-currency = Der Betrag nennt eine andere Währung. Gewählt ist { $currency }.
dash-sure = Ja, das ist so gemeint
dash-error-currency = Bitte wählen Sie eine Währung.
dash-error-email = Bitte schreiben Sie die Adresse wie name@example.org.
dash-error-phone = Bitte schreiben Sie die Nummer mit Vorwahl, wie 0151 12345678 oder +49 151 12345678.
dash-error-phone-short = Die Nummer ist zu kurz: Es fehlen Ziffern.
dash-error-phone-long = Die Nummer ist zu lang: So viele Ziffern hat dort keine.
dash-error-phone-country = Kein Land hat diese Vorwahl. Schreiben Sie die Nummer wie +49 151 12345678.
dash-error-phone-zero = Lassen Sie die Null hinter der Landesvorwahl weg: Aus dem Ausland wird sie nicht gewählt.
dash-error-phone-unclear = Die Nummer lässt sich auf zwei Arten lesen. Schreiben Sie sie mit Plus und Landesvorwahl, wie +49 151 12345678.
dash-error-date = Bitte wählen Sie einen Tag.
dash-error-past = Dieser Tag ist schon vorbei.
dash-error-old = Der Tag darf höchstens fünf Jahre zurückliegen.
dash-error-before-due = Der Link muss bis zum Ende des Fälligkeitstages gültig sein. Bitte wählen Sie diesen Tag oder einen späteren.
dash-error-far = Höchstens fünf Jahre im Voraus.
dash-error-taken = Das gibt es schon bei einer anderen Zahlungsanfrage.
dash-error-days = Bitte geben Sie ganze Tage an.
dash-error-url = Bitte schreiben Sie eine Adresse, die mit https:// beginnt.
dash-error-line = Bitte schreiben Sie das in eine Zeile ohne Sonderzeichen.
dash-error-refund-much = Das ist mehr, als noch erstattet werden kann.
dash-error-refund-nothing = Von dieser Zahlung ist schon alles erstattet.
dash-error-refund-by-hand = Dieses Geld kam nicht über einen Zahlungsanbieter. Bitte überweisen Sie es selbst zurück.
dash-error-refund-early = Dieses Geld ist noch nicht da.
dash-error-scope = In einem anderen Tab wurde das Unternehmen oder der Modus (Test, Live) gewechselt. Bitte prüfen Sie, ob die Zahlungsanfrage hierher gehört, und senden Sie sie dann noch einmal ab.
dash-error-reminders-nowhere = Erinnerungen brauchen ein Ziel: Bitte geben Sie eine Mobilnummer oder E-Mail-Adresse an.
dash-error-sms-nowhere = Bitte geben Sie die Nummer an, an die die SMS gehen soll.
dash-error-mail-nowhere = Bitte geben Sie die Adresse an, an die die E-Mail gehen soll.
dash-error-sms-opted-out = Diese Person hat SMS abbestellt. Bitte nehmen Sie das Häkchen bei „per SMS“ heraus.
dash-error-mail-opted-out = Diese Person hat E-Mails abbestellt. Bitte nehmen Sie das Häkchen bei „per E-Mail“ heraus.

## Detail

dash-open-as-payer = Als Zahler öffnen
dash-due-on = Fällig am { $when }
dash-next-open = Link gültig bis { $when }.
dash-next-processing = Das Geld ist unterwegs. Bis es da ist, kann nicht noch einmal bezahlt werden.
dash-next-clarifying = Geld kam zu spät. Entscheiden Sie, ob Sie es annehmen.
dash-next-paid = Bezahlt am { $when }.
dash-next-expired = Abgelaufen am { $when }. Über den Link kann nicht mehr bezahlt werden.
dash-next-cancelled = Storniert am { $when }. Über den Link kann nicht mehr bezahlt werden.
dash-unpayable-test = Über den Link kann gerade nicht online bezahlt werden: Im Testmodus ist kein Zahlungsanbieter eingeschaltet. Wer ihn öffnet, erfährt das und wird an Sie verwiesen.
dash-unpayable-live = Über den Link kann gerade nicht online bezahlt werden: Im Livemodus ist kein Zahlungsanbieter eingeschaltet. Wer ihn öffnet, erfährt das und wird an Sie verwiesen.
dash-progress = { $paid } von { $asked } bezahlt, { $due } offen
dash-sums-refunded = Erstattet
dash-sums-disputed = Reklamiert
dash-cancel = Stornieren
dash-cancel-text = Über den Link kann danach nicht mehr bezahlt werden. Das lässt sich nicht rückgängig machen.
dash-cancel-do = Zahlungsanfrage stornieren
dash-cancel-paid = Was bezahlt ist, lässt sich nicht stornieren. Sie können das Geld erstatten.
dash-cancel-processing = Solange Geld unterwegs ist oder geklärt wird, lässt sich nichts stornieren.

dash-share-title = Link
dash-share-send = Selbst weitergeben
dash-share-link = Zahlungslink
dash-copy = Kopieren
dash-copied = Kopiert
dash-share-own = Mit Ihrem eigenen Telefon oder Programm. Davon weiß paylink nichts: Es zählt nicht mit, und Abbestellungen prüft niemand.
dash-share-opted-out-sms = Der Zahler möchte keine SMS.
dash-share-opted-out-email = Der Zahler möchte keine E-Mails.
dash-share-sms = SMS-App öffnen
dash-share-whatsapp = WhatsApp öffnen
dash-share-text = Fertiger Text
dash-share-copy = Text kopieren
dash-share-mail = E-Mail schreiben
dash-share-other = Teilen
dash-share-qr = Zum Scannen mit dem Telefon
dash-share-processing = Der Link zeigt, dass die Zahlung unterwegs ist.
dash-share-paid = Der Link zeigt jetzt den Beleg.
dash-share-expired = Der Link zeigt, dass die Zeit abgelaufen ist.
dash-share-cancelled = Der Link zeigt, dass nichts mehr zu bezahlen ist.

dash-payer-title = Wer bezahlt
dash-payer-name = Name
dash-payer-phone = Telefon
dash-payer-email = E-Mail
dash-payer-address = Anschrift
dash-payer-language = Sprache
dash-terms-title = Angaben
dash-terms-reference = Referenz
dash-terms-due = Fällig am
dash-terms-expires = Link gültig bis
dash-terms-countdown = Countdown
dash-terms-countdown-days = { $days ->
    [one] am letzten Tag
   *[other] in den letzten { $days } Tagen
}
dash-terms-external = Eigene Nummer
dash-terms-return-paid = Nach der Zahlung
dash-terms-return-unpaid = Ohne Zahlung
dash-terms-created = Erstellt
dash-terms-replaces = Ersetzt
dash-terms-id = ID

dash-payments-title = Zahlungen
dash-payment-starting = wird vorbereitet
dash-payment-open = auf der Bezahlseite
dash-payment-closing = wird geprüft
dash-payment-pending = unterwegs
dash-payment-succeeded = eingegangen
dash-payment-failed = abgelehnt
dash-payment-cancelled = abgebrochen
dash-payment-abandoned = ohne Antwort
dash-payment-late = nach Ablauf
dash-payment-fee = Gebühr
dash-payment-net = Netto
dash-payment-allocated = Zählt für die Zahlungsanfrage
dash-payment-provider = Zahlungsanbieter
dash-payment-reference = ID beim Anbieter
dash-payment-surplus = { $amount } sind mehr, als angefragt war.
dash-failure-declined = Die Bank hat abgelehnt.
dash-failure-insufficient-funds = Guthaben oder Kartenlimit reichte nicht aus.
dash-failure-authentication-failed = Die Freigabe durch den Zahler hat nicht geklappt.
dash-failure-debit-failed = Die Lastschrift kam zurück.
dash-failure-provider-refused = Der Zahlungsanbieter hat die Zahlung nicht angenommen.
dash-failure-other = Die Zahlung hat nicht geklappt.
dash-failure-no-money = Es ist kein Geld eingegangen.
dash-decide-late = { $amount } kamen, nachdem die Zahlungsanfrage abgelaufen oder storniert war. Was soll damit geschehen?
dash-decide-late-accept = Annehmen, Zahlungsanfrage ist bezahlt
dash-decide-surplus = { $amount } sind mehr, als angefragt war. Was soll damit geschehen?
dash-decide-surplus-accept = Behalten
dash-decide-refund = { $amount } erstatten
dash-dispute-open = { $amount } wurden bei der Bank des Zahlers reklamiert. Antworten Sie beim Zahlungsanbieter.
dash-dispute-won = { $amount } wurden reklamiert. Sie behalten das Geld.
dash-dispute-lost = { $amount } wurden reklamiert und sind an den Zahler zurückgegangen.

dash-refund = Erstatten
dash-refund-amount = Betrag
dash-refund-hint = Höchstens { $amount }. Das Geld geht dorthin zurück, woher es kam.
dash-refund-do = Diesen Betrag erstatten
dash-refund-created = wird gesendet
dash-refund-pending = beim Zahlungsanbieter
dash-refund-succeeded = erstattet
dash-refund-failed = nicht erstattet
dash-refund-reason-late = weil zu spät bezahlt
dash-refund-reason-surplus = weil zu viel bezahlt
dash-refund-reason-provider = beim Zahlungsanbieter veranlasst

dash-timeline-title = Verlauf
dash-event-payment-request-created = Erstellt
dash-event-payment-request-updated = Geändert
dash-event-payment-request-opened = Link von einer Person geöffnet
dash-event-payment-request-expired = Abgelaufen
dash-event-payment-request-cancelled = Storniert
dash-event-payment-request-processing = In Bearbeitung
dash-event-payment-request-paid = Vollständig bezahlt
dash-event-payment-request-part-paid = Teilweise bezahlt
dash-event-payment-request-reopened = Wieder offen
dash-event-payment-started = Zur Bezahlseite weitergeleitet
dash-event-payment-pending = Zahlung ist unterwegs
dash-event-payment-succeeded = Zahlung eingegangen
dash-event-payment-failed = Zahlung abgelehnt
dash-event-payment-abandoned = Vom Zahlungsanbieter kam keine Antwort mehr
dash-event-payment-late = Zahlung kam nach Ablauf
dash-event-payment-surplus = Mehr bezahlt als angefragt
dash-event-refund-created = Erstattung veranlasst
dash-event-refund-succeeded = Erstattet
dash-event-refund-failed = Erstattung fehlgeschlagen
dash-event-dispute-opened = Zahlung reklamiert
dash-event-dispute-closed = Reklamation entschieden
dash-event-message-scheduled = Nachricht geplant
dash-event-message-sent = Nachricht gesendet
dash-event-message-delivered = Nachricht zugestellt
dash-event-message-failed = Nachricht nicht zugestellt
dash-event-message-bounced = E-Mail kam zurück
dash-event-message-skipped = Nachricht nicht gesendet
dash-event-message-replied = Der Zahler hat geantwortet
dash-event-consent-given = Einwilligung erteilt
dash-event-consent-withdrawn = Nachrichten abbestellt
dash-event-money = { $amount } · { $account }
dash-event-over = { $amount } zu viel

## Sessions

dash-sessions-title = Angemeldete Geräte
dash-sessions-text = Auf diesen Geräten ist Ihr Konto angemeldet. Melden Sie ab, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.
dash-session-unknown = Unbekanntes Gerät
dash-session-current = Dieses Gerät
dash-session-seen = Zuletzt { $when }
dash-session-since = Angemeldet { $when }
dash-session-revoke = Abmelden

## Password

dash-password-title = Passwort ändern
dash-password-text = Danach gilt nur noch das neue. Alle anderen Geräte werden abgemeldet, dieses bleibt angemeldet.
dash-password-old = Bisheriges Passwort
dash-password-new = Neues Passwort
dash-password-again = Neues Passwort noch einmal
dash-password-hint = Mindestens { $length } Zeichen. Einige Wörter hintereinander merken sich leicht.
dash-password-do = Passwort ändern
dash-password-wrong = Das ist nicht Ihr bisheriges Passwort.
dash-password-differs = Das ist nicht dasselbe wie darüber.
dash-password-short = Das ist zu kurz. Bitte nehmen Sie mindestens { $length } Zeichen.
dash-password-long = Das ist zu lang. Bitte nehmen Sie höchstens { $length } Zeichen.
dash-password-common = Das würde jemand als Erstes versuchen: ein häufiges Passwort, etwas Wiederholtes oder eine Reihe von Tasten oder Ziffern. Bitte nehmen Sie vier Wörter, die nichts miteinander zu tun haben.
dash-password-personal = Darin stehen Namen oder Adressen, die zu Ihnen gehören. Das würde jemand als Erstes versuchen. Bitte nehmen Sie vier Wörter, die nichts mit Ihnen zu tun haben.
dash-password-too-many = Zu viele Versuche. Bitte warten Sie eine Minute.

## Errors

dash-error-page-not-found-title = Diese Seite gibt es nicht
dash-error-page-not-found-text = Vielleicht ist die Adresse unvollständig, oder was dahinter lag, gehört zu einem anderen Unternehmen.
dash-error-page-forbidden-title = Das ist nicht erlaubt
dash-error-page-forbidden-text = Ihre Rolle lässt das nicht zu, oder das Formular kam nicht von dieser Seite. Es wurde nichts geändert.
dash-error-page-too-many-title = Zu viele Anfragen
dash-error-page-too-many-text = Bitte warten Sie einen Augenblick und versuchen Sie es dann noch einmal.
dash-error-page-problem-title = Das hat gerade nicht geklappt
dash-error-page-problem-text = Der Fehler liegt bei uns und ist vermerkt. Sehen Sie nach, ob Ihre letzte Änderung angekommen ist, bevor Sie sie wiederholen.
dash-error-page-home = Zu den Zahlungsanfragen
dash-error-page-login = Zur Anmeldung
dash-error-page-id = Fehlernummer:

# Messages
dash-message-by-sms = { $what } per SMS
dash-message-by-email = { $what } per E-Mail
dash-message-for = für { $when }
dash-purpose-request = Zahlungsanfrage
dash-purpose-reminder-1 = Erinnerung
dash-purpose-reminder-2 = Weitere Erinnerung
dash-purpose-reminder-3 = Dringende Erinnerung
dash-purpose-due-today = Hinweis am Fälligkeitstag
dash-purpose-last-notice = Letzte Erinnerung
dash-purpose-paid = Zahlungsbestätigung
dash-purpose-refunded = Hinweis auf Erstattung
dash-purpose-expired = Hinweis auf Ablauf
dash-purpose-new-link = Neuer Link
dash-purpose-opt-out-confirmed = Bestätigung der Abbestellung
dash-purpose-help = Hilfe
dash-why-paid = Schon bezahlt.
dash-why-processing = Eine Zahlung ist unterwegs.
dash-why-cancelled = Die Zahlungsanfrage ist storniert.
dash-why-expired = Der Link ist abgelaufen.
dash-why-opted-out = Der Zahler möchte keine Nachrichten auf diesem Kanal.
dash-why-no-ground = Es gibt keine Einwilligung.
dash-why-no-address = Nummer oder Adresse fehlt.
dash-why-bad-address = Eine frühere Nachricht an diese Adresse kam zurück.
dash-why-cap = Diese Person hat in sieben Tagen schon genug Nachrichten bekommen.
dash-why-overtaken = Eine spätere Nachricht war auch schon fällig.
dash-why-withdrawn = Zurückgezogen.
dash-why-quiet-hours = Nachts wird nicht geschrieben.
dash-why-test-mode = Testmodus: Die Nachricht liegt im Postausgang, niemand hat sie bekommen.
dash-why-no-carrier = Es ist kein Versandweg eingerichtet. Die Nachricht liegt im Postausgang.
dash-messages = Nachrichten
dash-message-read = Lesen, wie sie ankommt
dash-message-withdraw = Nicht senden
dash-send-how = Dem Zahler senden
dash-send-sms = per SMS
dash-send-email = per E-Mail
dash-send-remind = vor der Fälligkeit erinnern
dash-send-hint = Ohne Häkchen wird nichts gesendet: Sie bekommen dann den Link zum Weitergeben. Erinnert wird nur, wenn Sie einen Fälligkeitstag angeben.
dash-send-by-us = paylink sendet
dash-send-by-us-text = paylink beachtet Abbestellungen, zählt mit und zeigt, ob es ankommt.
dash-send-going = Wird gerade gesendet.
dash-send-nowhere-sms = Keine Mobilnummer bekannt.
dash-send-nowhere-email = Keine E-Mail-Adresse bekannt.
dash-send-cap = Diese Person hat in sieben Tagen schon genug Nachrichten bekommen.
dash-send-test-mode = Testmodus: Die Nachricht bleibt im Postausgang.
dash-send-no-carrier = Es ist kein Versandweg eingerichtet: Die Nachricht bleibt im Postausgang.
dash-send-now-sms = Per SMS senden
dash-send-now-email = Per E-Mail senden
dash-send-again-sms = Per SMS erinnern
dash-send-again-email = Per E-Mail erinnern
dash-message-scheduled = geplant
dash-message-sending = wird gesendet
dash-message-unconfirmed = ungewiss
dash-message-held = im Postausgang
dash-message-sent = gesendet
dash-message-delivered = zugestellt
dash-message-failed = nicht zugestellt
dash-message-bounced = zurückgekommen
dash-message-skipped = nicht gesendet

# Files of a request.
dash-files = Anhänge
dash-files-add = Anhängen
dash-files-choose = PDF auswählen
dash-files-remove = Entfernen
dash-files-remove-one = { $name } entfernen
dash-field-attachments = Anhänge
dash-hint-attachments = Nur PDF, höchstens 5 Dateien mit je 5 MB, zusammen 7 MB. Der Zahler findet sie auf der Seite und in den E-Mails.
dash-hint-attachments-again = Dateien behält der Browser nicht. Bitte wählen Sie noch einmal aus: { $names }
dash-error-file-no-pdf = Datei { $number } ist kein PDF. Angehängt werden nur PDF.
dash-error-file-large = Datei { $number } ist zu groß. Eine Datei darf höchstens 5 MB haben.
dash-error-file-name = Der Name von Datei { $number } geht so nicht. Nehmen Sie einen kurzen ohne Kartennummer.
dash-error-files-large = Die Dateien sind zusammen zu groß. Mehr als 7 MB nehmen Mailserver oft nicht an.
dash-error-files-many = Das sind zu viele Dateien. Fünf dürfen es sein.
dash-event-file-added = Anhang hinzugefügt
dash-event-file-removed = Anhang entfernt
dash-notice-attachment-added = Die Datei ist angehängt. Der Zahler findet sie auf der Seite und in E-Mails, die ab jetzt gesendet werden.
dash-notice-attachment-removed = Die Datei ist entfernt. Was schon per E-Mail gesendet wurde, bleibt beim Zahler.
dash-notice-attachment-missing = Wählen Sie zuerst eine Datei aus.
dash-notice-attachment-no-pdf = Das ist kein PDF. Angehängt werden nur PDF.
dash-notice-attachment-too-large = Das ist zu groß: eine Datei höchstens 5 MB, alle zusammen höchstens 7 MB.
dash-notice-attachment-too-many = Mehr als fünf Dateien gehen nicht. Entfernen Sie zuerst eine.
dash-notice-attachment-too-late = Diese Zahlungsanfrage ist beendet. An sie lässt sich nichts mehr anhängen.
dash-notice-attachment-bad-name = Der Name der Datei geht so nicht. Nehmen Sie einen kurzen ohne Kartennummer.

## Other currencies, disputes, no database

dash-decide-foreign = { $amount } kamen in einer anderen Währung als angefragt und können deshalb nicht zählen. Was soll damit geschehen?
dash-decide-foreign-accept = Behalten, die Zahlungsanfrage bleibt offen
dash-payment-foreign = { $amount } kamen in einer anderen Währung als angefragt und zählen deshalb nicht.
dash-next-foreign = Geld kam in einer anderen Währung. Entscheiden Sie, was damit geschieht; bis dahin kann nicht noch einmal bezahlt werden.
dash-reason-foreign-decide = andere Währung: bitte entscheiden
dash-refund-reason-foreign = weil in anderer Währung
dash-error-refund-disputed = Die Bank des Zahlers hat über diese Zahlung noch nicht entschieden. Solange lässt sich nichts erstatten; antworten Sie beim Anbieter auf die Anfechtung.
dash-error-refund-lost = Dieses Geld hat die Bank des Zahlers nach einer Anfechtung schon zurückgeholt. Es ist nichts mehr zu erstatten.
dash-error-page-away-title = Die Datenbank antwortet gerade nicht
dash-error-page-away-text = Das geht meist in wenigen Sekunden vorbei. Sehen Sie dann nach, ob Ihre letzte Änderung angekommen ist, bevor Sie sie wiederholen.

## What providers can carry

dash-hindered-currency = { $provider } nimmt { $bound } nicht an.
dash-hindered-small = { $provider } nimmt mindestens { $bound } an.
dash-hindered-large = { $provider } nimmt höchstens { $bound } an.
dash-hindered-fine = { $provider } nimmt nur Beträge in Schritten von { $bound } an.
dash-not-carried-amount = Bitte fragen Sie einen anderen Betrag an, oder schalten Sie einen Anbieter ein, der ihn annimmt.
dash-not-carried-currency = Bitte wählen Sie eine andere Währung, oder schalten Sie einen Anbieter ein, der sie annimmt.
dash-unpayable-amount = Der Link kann so nicht online bezahlt werden: { $why } Wer ihn öffnet, erfährt das und wird an Sie verwiesen.
dash-warning-fixed-line = Diese Nummer ist ein Festnetzanschluss: SMS kommen dort nicht an. Geben Sie eine Mobilnummer an, oder schreiben Sie eine E-Mail.
dash-warning-hindered = { $why } Was { $provider } anbietet, steht deshalb nicht zur Auswahl.
dash-error-no-money = In dieser Einheit kann niemand bezahlen. Bitte wählen Sie eine Währung.
