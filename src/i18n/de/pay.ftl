# Texts of the payment page.
