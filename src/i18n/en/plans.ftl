# Plans and reminders.
dash-why-condition = What the plan asks for was not so.
dash-why-not-true = What it says is not true any more.
dash-why-snoozed = The payer asked to be reminded later.
