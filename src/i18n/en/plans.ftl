# Plans and reminders.
