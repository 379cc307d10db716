# Templates and senders.
