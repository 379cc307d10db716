# Strona wbudowanego operatora dla trybu testowego.

sandbox-title = Płatność sandbox
sandbox-no-money = Tryb testowy: pieniądze nie są pobierane
sandbox-succeed = Płatność się udaje
sandbox-other = Albo niech stanie się coś innego
sandbox-decline = Bank odmawia
sandbox-fail-authentication = Potwierdzenie się nie udaje
sandbox-pending-then-succeed = Obciążenie, uda się później
sandbox-pending-then-fail = Obciążenie, zostanie cofnięte
sandbox-cancel = Wróć bez płacenia
sandbox-over = Ta strona płatności jest zamknięta.
sandbox-over-paid = Ta płatność jest zakończona.
sandbox-back = Wróć do prośby o zapłatę
