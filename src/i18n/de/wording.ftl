# Vorlagen und Versandwege.

dash-channel-sms = SMS
dash-channel-email = E-Mail

dash-notice-template-saved = Gespeichert. Ab jetzt lauten neue Nachrichten so.
dash-notice-template-restored = Es gilt wieder die mitgelieferte Vorlage.

dash-template-lead = So lauten Ihre Nachrichten. Was Sie nicht ändern, gilt, wie es mitgeliefert ist.
dash-template-languages = Sprache der Zahler
dash-template-channels = Weg der Nachricht
dash-template-own = Eigene
dash-template-built-in = Mitgeliefert
dash-template-when-request = Geht mit der Zahlungsanfrage hinaus.
dash-template-when-reminder-1 = Freundlich, einige Tage vor der Fälligkeit.
dash-template-when-reminder-2 = Etwas deutlicher, kurz vor der Fälligkeit.
dash-template-when-reminder-3 = Bestimmt, wenn nichts gekommen ist.
dash-template-when-due-today = Am Tag der Fälligkeit.
dash-template-when-last-notice = Bevor der Link abläuft.
dash-template-when-paid = Dank und Beleg, sobald das Geld da ist.
dash-template-when-refunded = Wenn Geld zurückgeht.
dash-template-when-expired = Wenn der Link abgelaufen ist.
dash-template-when-new-link = Ein neuer Link statt eines alten.
dash-template-when-opt-out-confirmed = Die eine Antwort auf STOP.
dash-template-when-help = Die Antwort auf HILFE.

dash-template-subject = Betreff
dash-template-text = Text
dash-template-from = Von
dash-template-save = Speichern
dash-template-preview = Vorschau
dash-template-shown = So sieht es der Zahler
dash-template-read-only = Vorlagen ändern können Inhaber und Verwalter.
dash-template-saved = Geändert: { $when }
dash-template-restore = Mitgelieferte wiederherstellen
dash-template-restore-text = Neue Nachrichten lauten dann wieder, wie es mitgeliefert ist. Ihre Fassung bleibt verwahrt, wird aber nicht mehr benutzt.
dash-template-restore-do = Wiederherstellen
dash-template-overtaken = Inzwischen hat jemand anderes diese Vorlage gespeichert. Ihr Text steht noch hier. Wenn Sie jetzt speichern, ersetzt er den anderen.
dash-template-elsewhere = In einem anderen Tab wurde der Betrieb oder zwischen Test und Live gewechselt. Es wurde nichts gespeichert. Prüfen Sie, ob der Text hierher gehört, und speichern Sie dann noch einmal.
dash-template-about-newest = Mit den Angaben Ihrer neuesten Zahlungsanfrage
dash-template-about-sample = Mit den Angaben eines Beispiels
dash-template-nothing = Hier erscheint die Nachricht, sobald der Text stimmt.
dash-template-unfit = Bei Ihrer neuesten Zahlungsanfrage ist „{ $what }“ nicht bekannt; hier steht ein Beispiel. In solchen Fällen geht die mitgelieferte Vorlage hinaus.
dash-template-meter = Länge der SMS
dash-template-segments =
    { $count ->
        [one] 1 SMS
       *[other] { $count } SMS
    }
dash-template-count =
    { $left ->
        [one] { $sms }, noch 1 Zeichen frei
       *[other] { $sms }, noch { $left } Zeichen frei
    }
dash-template-dearer = Teurer durch { $characters }: mit diesem Zeichen { $count } SMS, ohne { $without }.
dash-template-dear = { $characters } passt nicht in das SMS-Alphabet: so sind es nur 70 Zeichen je SMS statt 160.
dash-template-double = { $characters } zählt doppelt.
dash-template-placeholders = Platzhalter
dash-template-if = Nur wenn es etwas gibt:
dash-template-fit = Wird gekürzt oder weggelassen, damit die SMS nicht teurer wird:
dash-template-default = Ersatz, wenn eine Notiz fehlt:
dash-template-line = Zeile { $line }:
dash-template-meant = Gemeint ist vielleicht: { $meant }
dash-template-fault-empty = Bitte schreiben Sie einen Text.
dash-template-fault-too-long = Das ist zu lang. Bitte kürzen Sie es.
dash-template-fault-syntax = Diese Stelle lässt sich nicht lesen. Sehen Sie nach, ob alle Klammern geschlossen sind.
dash-template-fault-not-offered = Das können Vorlagen nicht: sie setzen ein und wählen aus, mehr nicht.
dash-template-fault-unknown-variable = Diesen Platzhalter gibt es hier nicht.
dash-template-fault-unknown-filter = Diesen Zusatz nach dem senkrechten Strich gibt es nicht.
dash-template-fault-unknown-test = Diese Bedingung gibt es nicht.
dash-template-fault-card-number = Das sieht nach einer Kartennummer aus. Kartennummern dürfen nie in einer Nachricht stehen.
dash-template-fault-no-link = Wer zahlen soll, braucht den Link. Setzen Sie ihn außerhalb von Bedingungen ein.
dash-template-fault-missing = Das ist nicht immer bekannt. Geben Sie einen Ersatz an oder stellen Sie es in eine Bedingung.
dash-template-fault-failed = Diese Stelle lässt sich nicht ausfüllen.

dash-placeholder-payer-name = Name des Zahlers
dash-placeholder-payer-first-name = Vorname des Zahlers
dash-placeholder-merchant-name = Ihr Betrieb
dash-placeholder-amount = Verlangter Betrag
dash-placeholder-amount-due = Noch offener Betrag
dash-placeholder-amount-paid = Bezahlter Betrag
dash-placeholder-amount-refunded = Erstatteter Betrag
dash-placeholder-currency = Währung
dash-placeholder-reference = Referenz
dash-placeholder-description = Zweck
dash-placeholder-due-date = Fällig am
dash-placeholder-expires-at = Letzter Tag zum Bezahlen
dash-placeholder-link = Link zum Bezahlen
dash-placeholder-days-left = Tage, bis der Link abläuft
dash-placeholder-days-overdue = Tage seit der Fälligkeit
dash-placeholder-support-phone = Ihre Telefonnummer
dash-placeholder-support-email = Ihre E-Mail-Adresse
dash-placeholder-can-reply = Ob man auf die Nachricht antworten kann
dash-placeholder-opt-out-link = Link zum Abbestellen
dash-placeholder-metadata = Ihre Notiz „{ $name }“
