# Kontakte und Einwilligungen.
