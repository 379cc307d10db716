# The page of the built-in provider for test mode.

sandbox-title = Sandbox payment
sandbox-no-money = Test mode: no money moves
sandbox-succeed = Payment succeeds
sandbox-other = Or simulate another outcome
sandbox-decline = Bank declines
sandbox-fail-authentication = Authentication fails
sandbox-pending-then-succeed = Bank debit, succeeds later
sandbox-pending-then-fail = Bank debit, returned later
sandbox-cancel = Back without paying
sandbox-over = This payment page is closed.
sandbox-over-paid = This payment is complete.
sandbox-back = Back to the payment request
