# Contacts and consents.
