# Teksty strony płatności. Krótko, konkretnie, uprzejmie; formy bez płci; bez wykrzykników. Czytający musi wiedzieć, czy pobrano pieniądze.
# Nazw firm nie odmieniamy: stoją w mianowniku, po dwukropku, albo po „dla" i „od".

## The frame

pay-preview-title = Prośba o zapłatę
pay-preview-text = Po otwarciu linku widać szczegóły.
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
pay-reference = Numer
pay-purpose = Tytułem
pay-issued-to = Wystawiono dla
pay-payee = Odbiorca
pay-due = Termin płatności
pay-payable-until = Można zapłacić do
pay-total = Kwota łącznie
pay-already-paid = Już zapłacono
pay-still-due = Pozostało do zapłaty
pay-paid-on = Zapłacono
pay-paid-with = Metoda płatności
pay-amount = Kwota
pay-recorded-by-hand = Wpis: { $merchant }

## Open

pay-request = Prośba o zapłatę
pay-open-title = { $amount } dla { $merchant }
pay-due-on = Termin: { $date }
pay-due-today = Termin płatności mija dziś
pay-due-tomorrow = Termin płatności mija jutro
pay-was-due-on = Termin minął { $date }
pay-countdown = Można zapłacić jeszcze przez { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
}, do { $until }
pay-countdown-today = Można zapłacić już tylko dziś
pay-countdown-today-until = Można zapłacić już tylko dziś do { $clock }
pay-countdown-tomorrow = Można zapłacić tylko do jutra
pay-countdown-tomorrow-until = Można zapłacić tylko do jutra do { $clock }
pay-part-paid = Zapłacono już { $paid } z { $total }.
pay-last-ended = Ostatnia próba została przerwana. Nie pobrano żadnych pieniędzy.
pay-changed = Od otwarcia tej strony dane się zmieniły. Prosimy przeczytać je jeszcze raz.
pay-not-offered = Ta metoda płatności nie jest tu dostępna. Nie pobrano żadnych pieniędzy. Prosimy wybrać jeszcze raz.
pay-method = Metoda płatności
pay-button = Zapłać { $amount }
pay-taken-by = Płatność obsługuje { $provider }.
pay-on-phone = Dalej na telefonie
pay-on-phone-how = Tę stronę można otworzyć aparatem telefonu.
pay-qr-name = Kod QR z adresem tej strony

## Declined

pay-declined-headline = Płatność się nie udała
pay-declined-money = Nie pobrano żadnych pieniędzy.
pay-declined-money-this-time = Przy tej próbie nie pobrano żadnych pieniędzy.
pay-declined-declined = Bank odmówił i nie podał nam powodu. Można spróbować jeszcze raz albo wybrać inną metodę płatności.
pay-declined-insufficient_funds = Na koncie lub karcie zabrakło środków na tę kwotę.
pay-declined-authentication_failed = Potwierdzenie w banku nie zostało dokończone.
pay-declined-debit_failed = Bank nie zrealizował polecenia zapłaty.
pay-declined-provider_refused = { $provider }: płatność nie mogła zostać przyjęta. To nie Państwa wina.
pay-declined-other = { $provider }: nie podano powodu. Można spróbować jeszcze raz albo wybrać inną metodę płatności.
pay-button-again = Spróbuj ponownie: { $amount }

## Nobody takes payments

pay-unpayable-headline = Płatność online jest teraz niemożliwa
pay-unpayable-then = To nie Państwa wina. O sposób zapłaty można zapytać: { $merchant }. Można też otworzyć link później.

## Waiting

pay-preparing-headline = Płatność jest przygotowywana
pay-preparing-money = W tej próbie nie pobrano jeszcze żadnych pieniędzy.
pay-preparing-then = { $provider } potrzebuje więcej czasu niż zwykle. Prosimy przejść dalej za kilka sekund.
pay-preparing-button = Przejdź do { $provider }
pay-checking-headline = Sprawdzamy ostatnią płatność
pay-checking-money = Nie wiadomo jeszcze, czy pieniądze zostały pobrane.
pay-checking-then = Pytamy o to operatora ({ $provider }). Do tego czasu prosimy nie płacić drugi raz.
pay-processing-headline = Płatność jest w drodze
pay-processing-money = Zlecono { $amount }, ale pieniądze jeszcze nie dotarły.
pay-processing-then = Zależnie od banku trwa to kilka dni. Nic więcej nie trzeba robić.
pay-clarifying-headline = Płatność jest wyjaśniana
pay-clarifying-money = { $amount } wpłynęło, gdy ten link był już zamknięty.
pay-clarifying-then = { $merchant } zdecyduje, czy kwota zostanie zaliczona, czy zwrócona. Nic więcej nie trzeba robić.
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
pay-expired-then = O nowy link można poprosić: { $merchant }.
pay-cancelled-headline = Ta prośba o zapłatę została wycofana
pay-cancelled-then = { $merchant }: anulowano { $date }. Tym linkiem nie można już nic zapłacić.
pay-money-none = Nie pobrano żadnych pieniędzy.
pay-money-none-known = Nie wiemy o żadnej płatności.
pay-money-undecided = Nie wiadomo jeszcze, czy przy ostatniej próbie pobrano pieniądze.
pay-undecided-then = Pytamy o to operatora ({ $provider }). Do tego czasu prosimy nie płacić w inny sposób.
pay-money-part = Zapłacono { $paid } z { $total }; pozostałych { $due } nie można już zapłacić tym linkiem.
pay-write = Napisz: { $merchant }
pay-call = Zadzwoń: { $merchant }
pay-write-subject = Nowy link do płatności
pay-write-subject-reference = Nowy link do płatności: { $reference }

## What happened to money besides

pay-late-accepted = Płatność wpłynęła, gdy ten link był już zamknięty, i została przyjęta.
pay-late-unsettled = { $amount } wpłynęło, gdy ten link był już zamknięty. { $merchant } wyjaśni to z Państwem.
pay-surplus-asked = Wpłynęło o { $amount } za dużo. { $merchant } zdecyduje, co dalej.
pay-surplus-kept = Wpłynęło o { $amount } za dużo. W tej sprawie prosimy o kontakt: { $merchant }.
pay-refund-late-underway = { $amount } wpłynęło, gdy ten link był już zamknięty. Zwracamy tę kwotę; zanim będzie na koncie, może minąć kilka dni.
pay-refund-late-done = { $amount } wpłynęło, gdy ten link był już zamknięty. Kwotę zwrócono { $date }.
pay-refund-surplus-underway = Wpłynęło o { $amount } za dużo. Zwracamy tę kwotę; zanim będzie na koncie, może minąć kilka dni.
pay-refund-surplus-done = Wpłynęło o { $amount } za dużo. Kwotę zwrócono { $date }.
pay-refund-underway = { $merchant } zwraca { $amount }. Zanim pieniądze będą na koncie, może minąć kilka dni.
pay-refund-done = { $merchant }: zwrócono { $amount } { $date }.
pay-refund-failed = Zwrot { $amount } jeszcze się nie udał. { $merchant } się tym zajmuje.
pay-dispute-open = W banku trwa reklamacja dotycząca { $amount }.
pay-dispute-lost = Po reklamacji bank cofnął { $amount }.

## Not found, problems

pay-not-found-headline = Taki link nie istnieje
pay-not-found-money = Otwarcie tej strony nie pobiera żadnych pieniędzy.
pay-not-found-then = Może brakuje znaku albo link już nie działa. Prosimy otworzyć go jeszcze raz z wiadomości lub faktury albo zapytać tam, skąd pochodzi.
pay-problem-rate-limited-headline = Zbyt wiele prób w krótkim czasie
pay-problem-rate-limited-then = Prosimy odczekać minutę i otworzyć link jeszcze raz.
pay-problem-unavailable-headline = Ta strona jest teraz niedostępna
pay-problem-unavailable-then = Prosimy spróbować ponownie za kilka minut.
pay-problem-refused-headline = Nie mogliśmy tego przyjąć
pay-problem-refused-then = Prosimy otworzyć link jeszcze raz i zapłacić stamtąd.
pay-problem-money = Nie pobrano przy tym żadnych pieniędzy.
pay-problem-back = Do strony płatności

## Messages ended

pay-opt-out-ask-headline-sms = Bez dalszych SMS-ów?
pay-opt-out-ask-headline-email = Bez dalszych e-maili?
pay-opt-out-ask-then = { $merchant } nie będzie już pisać tą drogą o płatnościach. To, co jest do zapłaty, pozostaje do zapłaty.
pay-opt-out-done-headline-sms = SMS-ów już nie będzie
pay-opt-out-done-headline-email = E-maili już nie będzie
pay-opt-out-done-then = { $merchant } nie będzie już pisać tą drogą o płatnościach. Link nadal działa.
pay-opt-out-nowhere-headline = Nie ma tu z czego rezygnować
pay-opt-out-nowhere-then = { $merchant } nie wysyła wiadomości o tej płatności.
pay-opt-out-button-sms = Bez dalszych SMS-ów
pay-opt-out-button-email = Bez dalszych e-maili

## Reminded later, a new link

pay-later = Przypomnij później
pay-later-ask-headline = Kiedy przypomnieć?
pay-later-ask-then = Do tego czasu { $merchant } nie będzie o tym pisać. Termin płatności się nie zmienia.
pay-later-done-headline = Przypomnimy: { $date }
pay-later-done-then = Do tego czasu { $merchant } nie będzie o tym pisać. Zapłacić można w każdej chwili.
pay-later-refused-headline = Dłużej nie możemy czekać
pay-later-refused-then = Jeśli potrzeba więcej czasu, prosimy o kontakt: { $merchant }.
pay-expired-then-new-link = Możemy wysłać nowy link na adres lub numer, który zna { $merchant }.
pay-new-link = Wyślij nowy link
pay-new-link-headline = Nowy link jest w drodze
pay-new-link-then-sms = Za chwilę przyjdzie SMS-em na numer { $to }.
pay-new-link-then-email = Za chwilę przyjdzie e-mailem na { $to }.
pay-new-link-refused-headline = Nowy link wyśle { $merchant }
pay-new-link-refused-then = Prosimy o kontakt. Nie pobrano żadnych pieniędzy.

## Sign up for messages

pay-join-headline = Wiadomości od { $merchant }
pay-join-lead = Prośby o zapłatę i potwierdzenia płatności prosto na telefon albo e-mailem. To dobrowolne i można to w każdej chwili zakończyć.
pay-join-name = Imię i nazwisko
pay-join-phone = Numer telefonu komórkowego
pay-join-email = Adres e-mail
pay-join-by-sms = Po podaniu numeru telefonu
pay-join-by-email = Po podaniu adresu e-mail
pay-join-agree = Wyrażam na to zgodę dla podanych danych.
pay-join-do = Zapisz się
pay-join-error-nowhere = Prosimy podać numer telefonu, adres e-mail albo jedno i drugie.
pay-join-error-phone = Prosimy wpisać numer z kierunkowym kraju, na przykład +48 512 345 678.
pay-join-error-full = Na dziś nie przyjmujemy więcej zapisów przez SMS. Proszę pominąć numer i podać adres e-mail albo spróbować jutro.
pay-join-error-email = Prosimy wpisać adres w postaci nazwa@example.org.
pay-join-error-name = Prosimy wpisać to w jednym wierszu, bez znaków specjalnych.
pay-join-error-agree = Prosimy zaznaczyć to pole, aby wyrazić zgodę.
pay-join-error-changed = Tekst się w międzyczasie zmienił. Prosimy przeczytać go jeszcze raz.
pay-join-asked-headline = Jeszcze jeden krok
pay-join-asked-then = { $merchant } wysyła teraz wiadomość. Zapis jest ważny dopiero po jej potwierdzeniu: dzięki temu nikt nie wpisze cudzego numeru.
pay-join-asked-stopped = Nic nie przychodzi? Kto wcześniej zakończył wiadomości słowem STOP, wysyła najpierw START na ten sam numer.
pay-join-confirm-headline-sms = SMS-y od { $merchant }?
pay-join-confirm-headline-email = E-maile od { $merchant }?
pay-join-confirm-do = Tak, wyrażam zgodę
pay-join-done-headline-sms = Zapis potwierdzony
pay-join-done-headline-email = Zapis potwierdzony
pay-join-done-then-sms = { $merchant } pisze SMS-em o płatnościach. Odpowiedź STOP kończy to w każdej chwili.
pay-join-done-then-email = { $merchant } pisze e-mailem o płatnościach. Link na końcu każdego e-maila kończy to w każdej chwili.
pay-join-too-late-headline = Ten link już nie działa
pay-join-too-late-then = Był ważny siedem dni. Wystarczy zapisać się jeszcze raz, a przyjdzie nowy.
