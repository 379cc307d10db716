# Inbox: replies, failures, what was sent, delivery rate.
