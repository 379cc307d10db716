# Posteingang: Antworten, Rückläufer, Gesendetes, Zustellquote.
