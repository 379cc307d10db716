# Teksten van de betaalpagina. Kort, concreet, vriendelijk; "u"; geen uitroeptekens. Wie ze leest, moet weten of er geld is afgeschreven.

## The frame

pay-preview-title = Betaalverzoek
pay-preview-text = Open de link om de details te zien.
pay-test-mode = Testmodus: er wordt geen geld afgeschreven
pay-languages = Taal
pay-imprint = Juridische informatie
pay-privacy = Privacy
pay-support = Vragen? { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Details
pay-receipt = Betaalbewijs
pay-attachments = Bijlagen
pay-attachment-kind = PDF, { $size }
pay-reference = Referentie
pay-purpose = Omschrijving
pay-issued-to = Op naam van
pay-payee = Ontvanger
pay-due = Uiterste betaaldatum
pay-payable-until = Link geldig t/m
pay-total = Totaalbedrag
pay-already-paid = Al betaald
pay-still-due = Nog te betalen
pay-paid-on = Betaald op
pay-paid-with = Betaald met
pay-amount = Bedrag
pay-recorded-by-hand = Geregistreerd door { $merchant }

## Open

pay-request = Betaalverzoek
pay-open-title = { $amount } aan { $merchant }
pay-due-on = Uiterlijk te betalen op { $date }
pay-due-today = Vandaag te betalen
pay-due-tomorrow = Uiterlijk morgen te betalen
pay-was-due-on = De uiterste betaaldatum was { $date }
pay-countdown = U kunt nog { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
} betalen (laatste dag: { $until })
pay-countdown-today = Alleen vandaag nog te betalen
pay-countdown-today-until = Alleen vandaag nog te betalen, tot { $clock } uur
pay-countdown-tomorrow = Alleen nog tot en met morgen te betalen
pay-countdown-tomorrow-until = Alleen nog tot morgen { $clock } uur te betalen
pay-part-paid = { $paid } van { $total } is al betaald.
pay-left = U hebt niet betaald. Er is geen geld afgeschreven.
pay-left-again = U hebt deze keer niet betaald. Bij deze poging is geen geld afgeschreven.
pay-last-ended = De laatste poging is afgebroken. Er is geen geld afgeschreven.
pay-changed = De gegevens zijn gewijzigd sinds u deze pagina opende. Lees ze alstublieft nog een keer.
pay-not-offered = Deze betaalmethode is hier niet beschikbaar. Er is geen geld afgeschreven. Kies alstublieft een andere.
pay-method = Betaalmethode
pay-button = { $amount } betalen
pay-method-by = via { $provider }
pay-method-more = Andere betaalmethoden
pay-taken-by-each = De betaling wordt verwerkt door de aanbieder die bij de betaalmethode staat.
pay-taken-by = De betaling loopt via { $provider }.
pay-on-phone = Verder op uw telefoon
pay-on-phone-how = Scan de QR-code met de camera van uw telefoon.
pay-qr-name = QR-code met het adres van deze pagina

## Declined

pay-declined-headline = De betaling is niet gelukt
pay-declined-money = Er is geen geld afgeschreven.
pay-declined-money-this-time = Bij deze poging is geen geld afgeschreven.
pay-declined-declined = De bank heeft de betaling geweigerd en noemt de reden niet. Probeer het nog een keer, of kies een andere betaalmethode.
pay-declined-insufficient_funds = Het saldo van de rekening of kaart was niet toereikend voor dit bedrag.
pay-declined-authentication_failed = De bevestiging bij uw bank is niet afgerond.
pay-declined-debit_failed = Uw bank heeft de incasso niet uitgevoerd.
pay-declined-provider_refused = { $provider } kon de betaling niet accepteren. Het ligt niet aan u.
pay-declined-other = { $provider } heeft de reden niet genoemd. Probeer het nog een keer, of kies een andere betaalmethode.
pay-button-again = Opnieuw proberen: { $amount }

## Nobody takes payments

pay-unpayable-headline = Online betalen kan op dit moment niet
pay-unpayable-then = Het ligt niet aan u. Vraag { $merchant } hoe u kunt betalen, of open de link later nog een keer.

## Waiting

pay-preparing-headline = Uw betaling wordt voorbereid
pay-preparing-money = Bij deze poging is nog geen geld afgeschreven.
pay-preparing-then = Bij { $provider } duurt het langer dan anders. Ga over enkele seconden verder.
pay-preparing-button = Verder naar { $provider }
pay-checking-headline = Uw laatste betaling wordt gecontroleerd
pay-checking-money = Het staat nog niet vast of er geld is afgeschreven.
pay-checking-then = We vragen het na bij { $provider }. Betaal intussen niet nog een keer.
pay-processing-headline = Uw betaling is onderweg
pay-processing-money = De opdracht voor { $amount } is gegeven, maar het geld is nog niet aangekomen.
pay-processing-then = Afhankelijk van de bank duurt dat enkele dagen. U hoeft niets meer te doen.
pay-clarifying-headline = Uw betaling wordt uitgezocht
pay-clarifying-money = Er kwam een betaling van { $amount } binnen toen deze link niet meer geldig was.
pay-clarifying-then = { $merchant } beslist of het bedrag wordt geaccepteerd of aan u wordt terugbetaald. U hoeft niets meer te doen.
pay-foreign-asked = { $amount } is ontvangen in een andere valuta dan gevraagd. { $merchant } beslist wat daarmee gebeurt.
pay-foreign-kept = { $amount } is ontvangen in een andere valuta dan gevraagd. Neem hierover contact op met { $merchant }.
pay-foreign-then = Betaal tot die tijd niet nog een keer. Bij vragen helpt { $merchant } u verder.
pay-refreshes = Deze pagina werkt zichzelf bij.
pay-look-again = Nu controleren

## Paid

pay-paid-headline = { $amount } is betaald
pay-paid-thanks = Bedankt. { $merchant } is al op de hoogte; u hoeft niets meer te doen.
pay-refunding-headline = U krijgt { $amount } terug
pay-refunded-headline = { $amount } is terugbetaald
pay-refunded-then = U had { $amount } betaald. U hoeft niets meer te doen.
pay-go-back = Terug naar { $merchant }

## Expired, cancelled

pay-expired-headline = Deze link is verlopen op { $date }
pay-expired-then = Wilt u nog betalen? Vraag { $merchant } dan om een nieuwe link.
pay-cancelled-headline = Dit betaalverzoek is geannuleerd
pay-cancelled-then = { $merchant } heeft het op { $date } geannuleerd. Via deze link kunt u niet meer betalen.
pay-money-none = Er is geen geld afgeschreven.
pay-money-none-known = Er is ons geen betaling bekend.
pay-money-undecided = Het staat nog niet vast of bij uw laatste poging geld is afgeschreven.
pay-undecided-then = We vragen het na bij { $provider }. Betaal intussen niet op een andere manier.
pay-money-part = { $paid } van { $total } is betaald; { $due } kan niet meer via deze link worden betaald.
pay-write = { $merchant } mailen
pay-call = { $merchant } bellen
pay-write-subject = Nieuwe betaallink
pay-write-subject-reference = Nieuwe betaallink voor { $reference }

## What happened to money besides

pay-receipt-refunded = Terugbetaald op { $date }
pay-receipt-refunding = Terugbetaling onderweg
pay-late-accepted = De betaling kwam binnen toen deze link niet meer geldig was, en is geaccepteerd.
pay-late-unsettled = Er kwam een betaling van { $amount } binnen toen deze link niet meer geldig was. { $merchant } regelt dit met u.
pay-surplus-asked = Er is { $amount } te veel betaald. { $merchant } beslist wat ermee gebeurt.
pay-surplus-kept = Er is { $amount } te veel betaald. Neem hierover contact op met { $merchant }.
pay-refund-late-underway = Er kwam een betaling van { $amount } binnen toen deze link niet meer geldig was. U krijgt het geld terug; het kan enkele dagen duren voordat het op uw rekening staat.
pay-refund-late-done = Er kwam een betaling van { $amount } binnen toen deze link niet meer geldig was. Het geld is op { $date } terugbetaald.
pay-refund-surplus-underway = Er is { $amount } te veel betaald. U krijgt het terug; het kan enkele dagen duren voordat het op uw rekening staat.
pay-refund-surplus-done = Er is { $amount } te veel betaald. Het is op { $date } terugbetaald.
pay-refund-underway = { $merchant } betaalt u { $amount } terug. Het kan enkele dagen duren voordat het geld op uw rekening staat.
pay-refund-done = { $merchant } heeft u { $amount } terugbetaald op { $date }.
pay-refund-failed = De terugbetaling van { $amount } is nog niet gelukt. { $merchant } werkt eraan.
pay-dispute-open = Bij uw bank loopt een betwisting over { $amount }.
pay-dispute-lost = Uw bank heeft { $amount } na een betwisting teruggeboekt.

## Not found, problems

pay-not-found-headline = Deze link bestaat niet
pay-not-found-money = Door deze pagina te openen wordt geen geld afgeschreven.
pay-not-found-then = Misschien ontbreekt er een teken, of is de link niet meer geldig. Open hem opnieuw vanuit het bericht of de factuur, of vraag het na bij wie u hem heeft gegeven.
pay-problem-rate-limited-headline = Te vaak geopend in korte tijd
pay-problem-rate-limited-then = Wacht een minuut en open de link dan opnieuw.
pay-problem-unavailable-headline = Deze pagina is op dit moment niet bereikbaar
pay-problem-unavailable-then = Probeer het over enkele minuten nog een keer.
pay-problem-refused-headline = Dat konden we niet verwerken
pay-problem-refused-then = Open de link opnieuw en betaal op die pagina.
pay-problem-money = Hierbij is geen geld afgeschreven.
pay-problem-back = Terug naar de betaalpagina

## What the payer has said before

pay-told-later = We herinneren u op { $date }.
pay-told-change = Andere dag kiezen
pay-told-no-sms = U ontvangt geen sms’jes meer van { $merchant }.
pay-told-no-email = U ontvangt geen e-mails meer van { $merchant }.

## Messages ended

pay-opt-out-ask-headline-sms = Geen sms’jes meer?
pay-opt-out-ask-headline-email = Geen e-mails meer?
pay-opt-out-ask-then = { $merchant } schrijft u dan op deze manier niet meer over betalingen. Aan wat u nog moet betalen, verandert dat niets.
pay-opt-out-done-headline-sms = U krijgt geen sms’jes meer
pay-opt-out-done-headline-email = U krijgt geen e-mails meer
pay-opt-out-done-then = { $merchant } schrijft u op deze manier niet meer over betalingen. Aan wat u nog moet betalen, verandert dat niets.
pay-opt-out-nowhere-headline = U hoeft zich hier niet af te melden
pay-opt-out-nowhere-then = { $merchant } verstuurt geen berichten over deze betaling.
pay-opt-out-button-sms = Geen sms’jes meer
pay-opt-out-button-email = Geen e-mails meer

## Reminded later, a new link

pay-later = Herinner mij later
pay-later-ask-headline = Wanneer zullen we u herinneren?
pay-later-ask-then = Tot die dag herinnert { $merchant } u hier niet aan. De uiterste betaaldatum verandert niet.
pay-later-done-headline = We herinneren u op { $date }
pay-later-done-then = Tot die dag herinnert { $merchant } u hier niet aan. Eerder betalen kan altijd.
pay-later-refused-headline = De herinnering kan niet verder worden uitgesteld
pay-later-refused-then = Hebt u meer tijd nodig? Neem dan contact op met { $merchant }.
pay-expired-then-new-link = Wilt u nog betalen? Dan sturen we u een nieuwe link: naar het nummer of e-mailadres dat { $merchant } van u heeft.
pay-new-link = Nieuwe link aanvragen
pay-new-link-headline = Er is een nieuwe link onderweg
pay-new-link-then-sms = U ontvangt hem zo per sms op het nummer { $to }.
pay-new-link-then-email = U ontvangt hem zo per e-mail op { $to }.
pay-new-link-refused-headline = Een nieuwe link krijgt u van { $merchant }
pay-new-link-refused-then = Neem contact met hen op. Er is geen geld afgeschreven.

## Sign up for messages

pay-join-headline = Berichten van { $merchant }
pay-join-lead = U krijgt betaalverzoeken, herinneringen en betalingsbevestigingen direct op uw telefoon of per e-mail. Het is vrijwillig en u kunt er altijd mee stoppen.
pay-join-name = Naam
pay-join-phone = Mobiel nummer
pay-join-email = E-mailadres
pay-join-by-sms = Als u een mobiel nummer invult
pay-join-by-email = Als u een e-mailadres invult
pay-join-agree = Ik ga hiermee akkoord voor het ingevulde nummer en e-mailadres.
pay-join-do = Aanmelden
pay-join-error-nowhere = Vul een mobiel nummer, een e-mailadres of allebei in.
pay-join-error-phone = Schrijf het nummer met de landcode, zoals +31 6 12345678.
pay-join-error-full = Vandaag zijn geen nieuwe aanmeldingen per sms meer mogelijk. Laat het nummer leeg en vul een e-mailadres in, of probeer het morgen opnieuw.
pay-join-error-email = Schrijf het adres zoals naam@example.org.
pay-join-error-name = Schrijf dit op één regel, zonder speciale tekens.
pay-join-error-agree = Vink dit aan als u akkoord gaat.
pay-join-error-changed = De tekst is intussen gewijzigd. Lees hem alstublieft nog een keer.
pay-join-asked-headline = Nog één stap
pay-join-asked-then = { $merchant } stuurt u nu een bericht. Pas als u dat bevestigt, bent u aangemeld: zo kan niemand het nummer van een ander aanmelden.
pay-join-asked-stopped = Komt er niets aan? Als u berichten eerder met STOP hebt beëindigd, stuur dan eerst START naar hetzelfde nummer.
pay-join-confirm-headline-sms = Sms’jes van { $merchant }?
pay-join-confirm-headline-email = E-mails van { $merchant }?
pay-join-confirm-do = Ja, ik ga akkoord
pay-join-done-headline-sms = U bent aangemeld
pay-join-done-headline-email = U bent aangemeld
pay-join-done-then-sms = { $merchant } stuurt u sms’jes over betalingen. U kunt altijd stoppen door STOP te antwoorden.
pay-join-done-then-email = { $merchant } stuurt u e-mails over betalingen. U kunt altijd stoppen via de link onderaan elke e-mail.
pay-join-too-late-headline = Deze link is niet meer geldig
pay-join-too-late-then = Hij was zeven dagen geldig. Meld u gewoon opnieuw aan, dan krijgt u een nieuwe.
