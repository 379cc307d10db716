# Pläne und Erinnerungen.
