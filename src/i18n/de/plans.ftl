# Pläne und Erinnerungen.
dash-why-condition = Was der Plan verlangt, war nicht so.
dash-why-not-true = Was darin steht, stimmt nicht mehr.
dash-why-snoozed = Der Zahler möchte später erinnert werden.
