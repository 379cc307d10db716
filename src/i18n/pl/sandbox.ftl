# Strona wbudowanego operatora dla trybu testowego.

sandbox-title = Płatność sandbox
sandbox-no-money = Tryb testowy: pieniądze nie są pobierane
sandbox-succeed = Płatność się powiodła
sandbox-other = Albo zasymuluj inny wynik
sandbox-decline = Bank odrzuca płatność
sandbox-fail-authentication = Potwierdzenie się nie powiodło
sandbox-pending-then-succeed = Polecenie zapłaty, powiedzie się później
sandbox-pending-then-fail = Polecenie zapłaty, zostanie cofnięte
sandbox-cancel = Wróć bez płacenia
sandbox-over = Ta strona płatności jest już nieaktywna.
sandbox-over-paid = Ta płatność jest zakończona.
sandbox-back = Wróć do prośby o zapłatę
