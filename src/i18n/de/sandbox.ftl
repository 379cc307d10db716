# Die Seite des eingebauten Anbieters für den Testbetrieb.

sandbox-title = Sandbox-Zahlung
sandbox-no-money = Testbetrieb: es fließt kein Geld
sandbox-succeed = Zahlung gelingt
sandbox-other = Oder etwas anderes geschehen lassen
sandbox-decline = Bank lehnt ab
sandbox-fail-authentication = Bestätigung misslingt
sandbox-pending-then-succeed = Lastschrift, gelingt später
sandbox-pending-then-fail = Lastschrift, kommt zurück
sandbox-cancel = Zurück ohne zu zahlen
sandbox-over = Diese Zahlungsseite ist beendet.
sandbox-over-paid = Diese Zahlung ist abgeschlossen.
sandbox-back = Zurück zur Zahlungsaufforderung
