# Vorlagen und Versandwege.
