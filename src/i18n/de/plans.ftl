# Pläne und Erinnerungen.
dash-why-condition = Die Bedingung im Plan war nicht erfüllt.
dash-why-checkout = Eine Zahlung wurde begonnen. Erst wird beim Zahlungsanbieter nachgefragt.
dash-why-not-true = Was darin steht, stimmt nicht mehr.
dash-why-snoozed = Der Zahler möchte später erinnert werden.

dash-notice-plan-saved = Gespeichert. Der Plan gilt für neue Zahlungsanfragen; bestehende behalten ihren.
dash-notice-plan-removed = Der Plan ist archiviert. Bestehende Zahlungsanfragen behalten ihn.
dash-notice-rules-saved = Gespeichert.
dash-plans-lead = Was wann gesendet wird. Nach Zahlung, Stornierung oder Abbestellung endet alles von selbst; nachts kommt keine SMS.
dash-plan-new = Neuer Plan
dash-plan-edit = Plan ändern
dash-plan-remove = Archivieren
dash-plan-default = Standard
dash-plan-built-in = Mitgelieferter Plan
dash-plan-name = Name
dash-plan-make-default = Standard für neue Zahlungsanfragen
dash-plan-save = Plan speichern
dash-plan-hint = Eine Zeile ohne Nachricht entfällt. Nach dem Speichern stehen wieder zwei leere bereit.
dash-plan-row = Nachricht { $number }
dash-plan-row-new = Nachricht { $number } hinzufügen
dash-plan-what = Nachricht
dash-plan-none = Keine
dash-plan-how = Kanal
dash-plan-days = Tage
dash-plan-side = Vor oder nach
dash-plan-side-before = vor
dash-plan-side-after = nach
dash-plan-from = Gezählt ab
dash-plan-clock = Uhrzeit
dash-plan-if = Nur unter Bedingungen
dash-plan-before =
    { $days ->
        [one] 1 Tag vor { $anchor }
       *[other] { $days } Tage vor { $anchor }
    }
dash-plan-after =
    { $days ->
        [one] 1 Tag nach { $anchor }
       *[other] { $days } Tage nach { $anchor }
    }
dash-plan-at = { $day }, { $clock } Uhr
dash-plan-minutes =
    { $minutes ->
        [one] { $day }, 1 Minute später
       *[other] { $day }, { $minutes } Minuten später
    }
dash-plan-anchor-created = dem Erstellen
dash-plan-anchor-due-date = der Fälligkeit
dash-plan-anchor-expiry = dem letzten Tag
dash-plan-anchor-opened = dem Öffnen
dash-plan-anchor-part-paid = einer Teilzahlung
dash-plan-anchor-processing = dem Zahlungsauftrag
dash-plan-anchor-paid = der Zahlung
dash-plan-anchor-payment-failed = einer abgelehnten Zahlung
dash-plan-anchor-refunded = einer Erstattung
dash-plan-anchor-expired = dem Ablauf
dash-plan-anchor-cancelled = dem Stornieren
dash-plan-on-created = Sofort
dash-plan-on-due-date = Am Tag der Fälligkeit
dash-plan-on-expiry = Am letzten Tag
dash-plan-on-opened = Sobald der Link geöffnet wurde
dash-plan-on-part-paid = Nach einer Teilzahlung
dash-plan-on-processing = Sobald Geld unterwegs ist
dash-plan-on-paid = Sobald bezahlt ist
dash-plan-on-payment-failed = Nach einer abgelehnten Zahlung
dash-plan-on-refunded = Nach einer Erstattung
dash-plan-on-expired = Nach dem Ablauf
dash-plan-on-cancelled = Nach dem Stornieren
dash-plan-from-created = Erstellen
dash-plan-from-due-date = Fälligkeit
dash-plan-from-expiry = Letzter Tag
dash-plan-from-opened = Link geöffnet
dash-plan-from-part-paid = Teilzahlung
dash-plan-from-processing = Geld unterwegs
dash-plan-from-paid = Bezahlt
dash-plan-from-payment-failed = Zahlung abgelehnt
dash-plan-from-refunded = Erstattung
dash-plan-from-expired = Abgelaufen
dash-plan-from-cancelled = Storniert
dash-plan-channel-first = auf dem ersten Kanal
dash-plan-channel-each = auf jedem Kanal
dash-plan-channel-other = auf dem anderen Kanal
dash-plan-channel-sms = per SMS
dash-plan-channel-email = per E-Mail
dash-plan-if-open = noch offen
dash-plan-if-countdown = läuft bald ab
dash-plan-if-overdue = überfällig
dash-plan-if-part-paid = zum Teil bezahlt
dash-plan-if-processing = Geld unterwegs
dash-plan-if-paid = bezahlt
dash-plan-if-expired = abgelaufen
dash-plan-if-delivered = eine Nachricht kam an
dash-plan-if-undelivered = noch keine kam an
dash-plan-if-bounced = eine kam nicht an
dash-plan-if-opened = Link geöffnet
dash-plan-if-unopened = Link nicht geöffnet
dash-plan-if-snoozed = „Später erinnern“ gewählt
dash-plan-if-unsnoozed = „Später erinnern“ nicht gewählt
dash-plan-fault-name = Geben Sie dem Plan einen Namen.
dash-plan-fault-days = So viele Tage gehen hier nicht: „vor“ nur bei Fälligkeit und letztem Tag, höchstens 365.
dash-plan-fault-minutes = Minuten und Uhrzeit zugleich gehen nicht. Lassen Sie die Uhrzeit leer.
dash-plan-fault-late = Dann gibt es nichts mehr zu bezahlen. Wählen Sie eine andere Nachricht oder einen früheren Zeitpunkt.
dash-plan-fault-number = Schreiben Sie eine Zahl.
dash-plan-fault-clock = Schreiben Sie eine Uhrzeit wie 10:00.
dash-plan-fault-steps = Ein Plan braucht mindestens eine Nachricht und höchstens zwanzig.
dash-rules = Was noch gilt
dash-rules-snooze = Zahler dürfen sich später erinnern lassen
dash-rules-new-links = Wer einen abgelaufenen Link öffnet, darf sich einen neuen senden lassen, nur an die bekannte Adresse
dash-rules-minutes = Wartezeit auf die Zustellbestätigung einer SMS, danach E-Mail
dash-rules-minutes-unit = Minuten
dash-rules-minutes-hint = Leer lassen, wenn Ihr Versanddienst keine Zustellung meldet. Gilt, solange bei den Versandwegen der andere Kanal erlaubt ist.
dash-rules-minutes-wrong = Schreiben Sie eine Zahl von 1 bis 10080, oder nichts.
dash-rules-save = Speichern
dash-send-plan = Erinnerungsplan
dash-send-no-plan = Keine Erinnerungen
