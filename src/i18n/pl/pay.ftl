# Teksty strony płatności. Krótko, konkretnie, uprzejmie; formy bez płci; bez wykrzykników. Czytający musi wiedzieć, czy pobrano pieniądze.
# Nazw firm i osób nie odmieniamy: stoją w mianowniku, jako podmiot, po dwukropku albo w nawiasie; „od” i „dla” żądają dopełniacza.
# Prośby: „Prosimy” i bezokolicznik; możliwości: „można”; „Państwo” tylko tam, gdzie trzeba właściciela; przyciski w trybie rozkazującym.

## The frame

pay-preview-title = Prośba o zapłatę
pay-preview-text = Szczegóły są widoczne po otwarciu linku.
pay-test-mode = Tryb testowy: pieniądze nie są pobierane
pay-languages = Język
pay-imprint = Nota prawna
pay-privacy = Prywatność
pay-support = Pytania? { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Szczegóły
pay-receipt = Potwierdzenie
pay-attachments = Załączniki
pay-attachment-kind = PDF, { $size }
pay-reference = Numer referencyjny
pay-purpose = Tytułem
pay-issued-to = Wystawiono dla
pay-payee = Odbiorca
pay-due = Termin płatności
pay-payable-until = Link ważny do
pay-total = Kwota łącznie
pay-already-paid = Już zapłacono
pay-still-due = Pozostało do zapłaty
pay-paid-on = Data zapłaty
pay-paid-with = Metoda płatności
pay-amount = Kwota
pay-recorded-by-hand = Zapisano ręcznie: { $merchant }

## Open

pay-request = Prośba o zapłatę
pay-open-title = { $amount }, odbiorca: { $merchant }
pay-due-on = Termin płatności: { $date }
pay-due-today = Termin płatności mija dziś
pay-due-tomorrow = Termin płatności mija jutro
pay-was-due-on = Termin płatności minął { $date }
pay-countdown = Można zapłacić jeszcze przez { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
}, do { $until }
pay-countdown-today = Można zapłacić już tylko dziś
pay-countdown-today-until = Można zapłacić już tylko dziś do godz. { $clock }
pay-countdown-tomorrow = Można zapłacić już tylko do jutra
pay-countdown-tomorrow-until = Można zapłacić już tylko do jutra, do godz. { $clock }
pay-part-paid = Już zapłacono: { $paid } z { $total }.
pay-left = Płatność nie została dokonana. Nie pobrano pieniędzy.
pay-left-again = Tym razem płatność nie została dokonana. Przy tej próbie nie pobrano pieniędzy.
pay-last-ended = Ostatnia próba została przerwana. Nie pobrano żadnych pieniędzy.
pay-changed = Od otwarcia tej strony dane się zmieniły. Prosimy przeczytać je jeszcze raz.
pay-not-offered = Ta metoda płatności nie jest tu dostępna. Nie pobrano żadnych pieniędzy. Prosimy wybrać inną.
pay-method = Metoda płatności
pay-button = Zapłać { $amount }
pay-method-by = przez { $provider }
pay-method-more = Inne metody płatności
pay-taken-by-each = Płatność przyjmuje dostawca podany obok metody płatności.
pay-taken-by = Płatność obsługuje { $provider }.
pay-on-phone = Dalej na telefonie
pay-on-phone-how = Aby otworzyć tę stronę na telefonie, wystarczy zeskanować kod aparatem.
pay-qr-name = Kod QR z adresem tej strony

## Declined

pay-declined-headline = Płatność się nie powiodła
pay-declined-money = Nie pobrano żadnych pieniędzy.
pay-declined-money-this-time = Przy tej próbie nie pobrano żadnych pieniędzy.
pay-declined-declined = Bank odrzucił płatność i nie podał nam powodu. Można spróbować jeszcze raz albo wybrać inną metodę płatności.
pay-declined-insufficient_funds = Na koncie lub karcie zabrakło środków na tę kwotę.
pay-declined-authentication_failed = Potwierdzenie w banku nie zostało dokończone.
pay-declined-debit_failed = Bank nie zrealizował polecenia zapłaty.
pay-declined-provider_refused = Operator ({ $provider }) nie mógł przyjąć płatności. To nie Państwa wina.
pay-declined-other = Operator ({ $provider }) nie podał powodu. Można spróbować jeszcze raz albo wybrać inną metodę płatności.
pay-button-again = Spróbuj ponownie: { $amount }

## Nobody takes payments

pay-unpayable-headline = Płatność online jest teraz niemożliwa
pay-unpayable-then = To nie Państwa wina. Inny sposób zapłaty wskaże { $merchant }. Można też otworzyć link później.

## Waiting

pay-preparing-headline = Płatność jest przygotowywana
pay-preparing-money = Przy tej próbie nie pobrano jeszcze żadnych pieniędzy.
pay-preparing-then = Operator ({ $provider }) potrzebuje więcej czasu niż zwykle. Prosimy przejść dalej za kilka sekund.
pay-preparing-button = Przejdź do { $provider }
pay-checking-headline = Sprawdzamy ostatnią płatność
pay-checking-money = Nie wiadomo jeszcze, czy pieniądze zostały pobrane.
pay-checking-then = Pytamy o to operatora ({ $provider }). Do czasu wyjaśnienia prosimy nie płacić drugi raz.
pay-processing-headline = Płatność jest w drodze
pay-processing-money = Płatność { $amount } została zlecona, ale pieniądze jeszcze nie dotarły.
pay-processing-then = Zależnie od banku może to potrwać kilka dni. Nic więcej nie trzeba robić.
pay-clarifying-headline = Płatność wymaga wyjaśnienia
pay-clarifying-money = Płatność { $amount } wpłynęła, gdy ten link był już nieaktywny.
pay-clarifying-then = { $merchant } zdecyduje, czy kwota zostanie przyjęta, czy zwrócona. Nic więcej nie trzeba robić.
pay-foreign-asked = Wpłynęło { $amount } w innej walucie niż żądana. { $merchant } zdecyduje, co się z tym stanie.
pay-foreign-kept = Wpłynęło { $amount } w innej walucie niż żądana. W tej sprawie prosimy o kontakt z { $merchant }.
pay-foreign-then = Do tego czasu prosimy nie płacić ponownie. W razie pytań pomoże { $merchant }.
pay-refreshes = Ta strona odświeża się sama.
pay-look-again = Sprawdź teraz

## Paid

pay-paid-headline = Zapłacono { $amount }
pay-paid-thanks = Dziękujemy. { $merchant } już o tym wie, nic więcej nie trzeba robić.
pay-refunding-headline = Zwracamy { $amount }
pay-refunded-headline = Zwrócono { $amount }
pay-refunded-then = Wcześniej zapłacono { $amount }. Nic więcej nie trzeba robić.
pay-go-back = Wróć: { $merchant }

## Expired, cancelled

pay-expired-headline = Ten link wygasł { $date }
pay-expired-then = Jeśli chcą Państwo jeszcze zapłacić, nowy link wyśle { $merchant }. Prosimy o kontakt.
pay-cancelled-headline = Ta prośba o zapłatę została anulowana
pay-cancelled-then = Nadawca ({ $merchant }) anulował ją { $date }. Przez ten link nie można już zapłacić.
pay-money-none = Nie pobrano żadnych pieniędzy.
pay-money-none-known = Nie wiemy o żadnej płatności.
pay-money-undecided = Nie wiadomo jeszcze, czy przy ostatniej próbie pobrano pieniądze.
pay-undecided-then = Pytamy o to operatora ({ $provider }). Do czasu wyjaśnienia prosimy nie płacić w inny sposób.
pay-money-part = Już zapłacono: { $paid } z { $total }. Reszty ({ $due }) nie można już zapłacić przez ten link.
pay-write = Napisz: { $merchant }
pay-call = Zadzwoń: { $merchant }
pay-write-subject = Nowy link do płatności
pay-write-subject-reference = Nowy link do płatności: { $reference }

## What happened to money besides

pay-receipt-refunded = Zwrócono { $date }
pay-receipt-refunding = Zwrot w drodze
pay-late-accepted = Płatność wpłynęła, gdy ten link był już nieaktywny, i została przyjęta.
pay-late-unsettled = Płatność { $amount } wpłynęła, gdy ten link był już nieaktywny. { $merchant } wyjaśni to z Państwem.
pay-surplus-asked = Zapłacono o { $amount } za dużo. { $merchant } zdecyduje, co dalej.
pay-surplus-kept = Zapłacono o { $amount } za dużo. W tej sprawie prosimy o kontakt: { $merchant }.
pay-refund-late-underway = Płatność { $amount } wpłynęła, gdy ten link był już nieaktywny. Zwracamy tę kwotę; zanim będzie na koncie, może minąć kilka dni.
pay-refund-late-done = Płatność { $amount } wpłynęła, gdy ten link był już nieaktywny. Kwotę zwrócono dnia { $date }.
pay-refund-surplus-underway = Zapłacono o { $amount } za dużo. Zwracamy tę kwotę; zanim będzie na koncie, może minąć kilka dni.
pay-refund-surplus-done = Zapłacono o { $amount } za dużo. Kwotę zwrócono dnia { $date }.
pay-refund-underway = { $merchant } zwraca { $amount }. Zanim pieniądze będą na koncie, może minąć kilka dni.
pay-refund-done = Odbiorca ({ $merchant }) zwrócił { $amount } dnia { $date }.
pay-refund-failed = Zwrot { $amount } jeszcze się nie powiódł. { $merchant } się tym zajmuje.
pay-dispute-open = Bank rozpatruje reklamację na kwotę { $amount }.
pay-dispute-lost = Po reklamacji bank wycofał płatność na kwotę { $amount }.

## Not found, problems

pay-not-found-headline = Taki link nie istnieje
pay-not-found-money = Przy otwieraniu tej strony nie są pobierane żadne pieniądze.
pay-not-found-then = Może brakuje znaku albo link już nie działa. Prosimy otworzyć go jeszcze raz z wiadomości lub faktury albo zapytać nadawcę.
pay-problem-rate-limited-headline = Zbyt wiele prób w krótkim czasie
pay-problem-rate-limited-then = Prosimy odczekać minutę i otworzyć link jeszcze raz.
pay-problem-unavailable-headline = Ta strona jest teraz niedostępna
pay-problem-unavailable-then = Prosimy spróbować ponownie za kilka minut.
pay-problem-refused-headline = Nie mogliśmy przyjąć tej operacji
pay-problem-refused-then = Prosimy jeszcze raz otworzyć link i zapłacić na tej stronie.
pay-problem-money = Nie pobrano przy tym żadnych pieniędzy.
pay-problem-back = Wróć do strony płatności

## What the payer has said before

pay-told-later = Przypomnimy: { $date }.
pay-told-change = Wybierz inny dzień
pay-told-no-sms = SMS-y nie są już wysyłane (nadawca: { $merchant }).
pay-told-no-email = E-maile nie są już wysyłane (nadawca: { $merchant }).

## Messages ended

pay-opt-out-ask-headline-sms = Zrezygnować z SMS-ów?
pay-opt-out-ask-headline-email = Zrezygnować z e-maili?
pay-opt-out-ask-then = { $merchant } nie będzie już pisać tą drogą o płatnościach. Niezapłacone kwoty pozostają do zapłaty.
pay-opt-out-done-headline-sms = Rezygnacja z SMS-ów przyjęta
pay-opt-out-done-headline-email = Rezygnacja z e-maili przyjęta
pay-opt-out-done-then = { $merchant } nie będzie już pisać tą drogą o płatnościach. Niezapłacone kwoty pozostają do zapłaty.
pay-opt-out-nowhere-headline = Nie ma tu z czego rezygnować
pay-opt-out-nowhere-then = { $merchant } nie wysyła wiadomości o tej płatności.
pay-opt-out-button-sms = Rezygnuję z SMS-ów
pay-opt-out-button-email = Rezygnuję z e-maili

## Reminded later, a new link

pay-later = Przypomnij później
pay-later-ask-headline = Kiedy przypomnieć?
pay-later-ask-then = Do tego dnia { $merchant } nie będzie o tym przypominać. Termin płatności się nie zmienia.
pay-later-done-headline = Przypomnimy: { $date }
pay-later-done-then = Do tego dnia { $merchant } nie będzie o tym przypominać. Zapłacić można też wcześniej.
pay-later-refused-headline = Przypomnienia nie można już przełożyć
pay-later-refused-then = Jeśli potrzeba więcej czasu, prosimy o kontakt: { $merchant }.
pay-expired-then-new-link = Jeśli chcą Państwo jeszcze zapłacić, możemy wysłać nowy link na numer lub adres e-mail, który zna { $merchant }.
pay-new-link = Poproś o nowy link
pay-new-link-headline = Nowy link jest w drodze
pay-new-link-then-sms = Za chwilę przyjdzie SMS-em na numer { $to }.
pay-new-link-then-email = Za chwilę przyjdzie e-mailem na { $to }.
pay-new-link-refused-headline = Nowy link wyśle { $merchant }
pay-new-link-refused-then = Prosimy o kontakt. Nie pobrano żadnych pieniędzy.

## Sign up for messages

pay-join-headline = Wiadomości: { $merchant }
pay-join-lead = Prośby o zapłatę, przypomnienia i potwierdzenia płatności prosto na telefon albo e-mailem. Zapis jest dobrowolny i można z niego w każdej chwili zrezygnować.
pay-join-name = Imię i nazwisko
pay-join-phone = Numer telefonu komórkowego
pay-join-email = Adres e-mail
pay-join-by-sms = Po podaniu numeru telefonu
pay-join-by-email = Po podaniu adresu e-mail
pay-join-agree = Wyrażam na to zgodę w odniesieniu do podanego numeru i adresu.
pay-join-do = Zapisz mnie
pay-join-error-nowhere = Prosimy podać numer telefonu, adres e-mail albo jedno i drugie.
pay-join-error-phone = Prosimy wpisać numer z kierunkowym kraju, na przykład +48 512 345 678.
pay-join-error-full = Na dziś nie przyjmujemy więcej zapisów przez SMS. Prosimy pominąć numer i podać adres e-mail albo spróbować jutro.
pay-join-error-email = Prosimy wpisać adres w postaci nazwa@example.org.
pay-join-error-name = Prosimy wpisać to w jednym wierszu, bez znaków specjalnych.
pay-join-error-agree = Prosimy zaznaczyć to pole, aby wyrazić zgodę.
pay-join-error-changed = Tekst się w międzyczasie zmienił. Prosimy przeczytać go jeszcze raz.
pay-join-asked-headline = Jeszcze jeden krok
pay-join-asked-then = { $merchant } wysyła teraz wiadomość. Zapis będzie ważny dopiero po jej potwierdzeniu: dzięki temu nikt nie wpisze cudzego numeru.
pay-join-asked-stopped = Nic nie przychodzi? Po wcześniejszej rezygnacji słowem STOP trzeba najpierw wysłać START na ten sam numer.
pay-join-confirm-headline-sms = Zgoda na SMS-y? { $merchant }
pay-join-confirm-headline-email = Zgoda na e-maile? { $merchant }
pay-join-confirm-do = Tak, wyrażam zgodę
pay-join-done-headline-sms = Zapis potwierdzony
pay-join-done-headline-email = Zapis potwierdzony
pay-join-done-then-sms = { $merchant } będzie pisać o płatnościach SMS-em. Zrezygnować można w każdej chwili, odpowiadając STOP.
pay-join-done-then-email = { $merchant } będzie pisać o płatnościach e-mailem. Zrezygnować można w każdej chwili linkiem na końcu każdego e-maila.
pay-join-too-late-headline = Ten link już nie działa
pay-join-too-late-then = Był ważny siedem dni. Wystarczy zapisać się jeszcze raz, a przyjdzie nowy.
