# Die Seite des eingebauten Anbieters für den Testmodus.

sandbox-title = Sandbox-Zahlung
sandbox-no-money = Testmodus: Es fließt kein Geld
sandbox-succeed = Zahlung gelingt
sandbox-other = Oder ein anderes Ergebnis simulieren
sandbox-decline = Bank lehnt ab
sandbox-fail-authentication = Bestätigung misslingt
sandbox-pending-then-succeed = Lastschrift, gelingt später
sandbox-pending-then-fail = Lastschrift, kommt zurück
sandbox-cancel = Zurück ohne zu zahlen
sandbox-over = Diese Zahlungsseite ist nicht mehr gültig.
sandbox-over-paid = Diese Zahlung ist abgeschlossen.
sandbox-back = Zurück zur Zahlungsanfrage
