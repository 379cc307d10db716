# Templates and senders.

dash-channel-sms = SMS
dash-channel-email = E-mail

dash-notice-template-saved = Saved. New messages say this from now on.
dash-notice-template-restored = The built-in template counts again.

dash-template-lead = This is what your messages say. What you do not change stays as it came.
dash-template-languages = Language of the payers
dash-template-channels = How it travels
dash-template-own = Your own
dash-template-built-in = Built in
dash-template-when-request = Goes out with the payment request.
dash-template-when-reminder-1 = Friendly, some days before it is due.
dash-template-when-reminder-2 = A little plainer, shortly before it is due.
dash-template-when-reminder-3 = Firm, when nothing has come.
dash-template-when-due-today = On the due date.
dash-template-when-last-notice = Before the link expires.
dash-template-when-paid = Thanks and receipt, once the money is there.
dash-template-when-refunded = When money goes back.
dash-template-when-expired = When the link has expired.
dash-template-when-new-link = A new link instead of an old one.
dash-template-when-opt-out-confirmed = The one answer to STOP.
dash-template-when-help = The answer to HELP.

dash-template-subject = Subject
dash-template-text = Text
dash-template-from = From
dash-template-save = Save
dash-template-preview = Preview
dash-template-shown = What the payer sees
dash-template-read-only = Owners and admins can change templates.
dash-template-saved = Changed: { $when }
dash-template-restore = Restore the built-in one
dash-template-restore-text = New messages then say again what is built in. Your version is kept, but not used any more.
dash-template-restore-do = Restore
dash-template-overtaken = Somebody else has saved this template meanwhile. Your text still stands here. If you save now, it replaces the other one.
dash-template-elsewhere = Merchant or mode were changed in another tab. Nothing was saved. See whether the text belongs here, then save again.
dash-template-about-newest = With the details of your newest payment request
dash-template-about-sample = With the details of an example
dash-template-nothing = The message appears here once the text is right.
dash-template-unfit = “{ $what }” is not known for your newest payment request; this is an example. In such cases the built-in template goes out.
dash-template-meter = Length of the SMS
dash-template-segments =
    { $count ->
        [one] 1 SMS
       *[other] { $count } SMS
    }
dash-template-count =
    { $left ->
        [one] { $sms }, 1 character left
       *[other] { $sms }, { $left } characters left
    }
dash-template-dearer = Dearer because of { $characters }: { $count } SMS with it, { $without } without.
dash-template-dear = { $characters } is not in the SMS alphabet: that leaves 70 characters per SMS instead of 160.
dash-template-double = { $characters } counts for two.
dash-template-placeholders = Placeholders
dash-template-if = Only if there is one:
dash-template-fit = Is shortened or left out so that the SMS does not cost more:
dash-template-default = Stands in for a note that is missing:
dash-template-line = Line { $line }:
dash-template-meant = Perhaps you mean: { $meant }
dash-template-fault-empty = Please write a text.
dash-template-fault-too-long = This is too long. Please shorten it.
dash-template-fault-syntax = This place cannot be read. See whether all brackets are closed.
dash-template-fault-not-offered = Templates cannot do that: they insert and choose, nothing else.
dash-template-fault-unknown-variable = There is no such placeholder here.
dash-template-fault-unknown-filter = There is no such addition behind the bar.
dash-template-fault-unknown-test = There is no such condition.
dash-template-fault-card-number = This looks like a card number. Card numbers must never stand in a message.
dash-template-fault-no-link = Who is asked to pay needs the link. Insert it outside of conditions.
dash-template-fault-missing = This is not always known. Give a stand-in, or put it into a condition.
dash-template-fault-failed = This place cannot be filled in.

dash-placeholder-payer-name = The payer's name
dash-placeholder-payer-first-name = The payer's first name
dash-placeholder-merchant-name = Your business
dash-placeholder-amount = Amount asked for
dash-placeholder-amount-due = Amount still due
dash-placeholder-amount-paid = Amount paid
dash-placeholder-amount-refunded = Amount refunded
dash-placeholder-currency = Currency
dash-placeholder-reference = Reference
dash-placeholder-description = What it is for
dash-placeholder-due-date = Due on
dash-placeholder-expires-at = Last day to pay
dash-placeholder-link = Link to pay
dash-placeholder-days-left = Days until the link expires
dash-placeholder-days-overdue = Days since it was due
dash-placeholder-support-phone = Your phone number
dash-placeholder-support-email = Your e-mail address
dash-placeholder-can-reply = Whether one can answer the message
dash-placeholder-opt-out-link = Link to stop messages
dash-placeholder-metadata = Your note “{ $name }”
