//! The words of signing up. `{merchant}` and `{link}` are filled in. An SMS stays in the alphabet of GSM and in one part.

use crate::domain::language::Language;

/// What is read and sent when somebody signs up.
pub struct Words {
    /// What people agree to by SMS where the merchant wrote nothing.
    pub wording_sms: &'static str,
    /// The same by e-mail.
    pub wording_email: &'static str,
    /// Of every mail.
    pub subject: &'static str,
    /// Asks for a yes by answer or link.
    pub confirm_by_answer: &'static str,
    /// Asks for a yes by link, where nobody receives answers.
    pub confirm_by_link: &'static str,
    /// The mail that asks for a yes.
    pub confirm_by_email: &'static str,
    /// Once it was said by SMS.
    pub welcome_by_sms: &'static str,
    /// The same where nobody receives answers.
    pub welcome_by_sms_one_way: &'static str,
    /// Once it was said by e-mail.
    pub welcome_by_email: &'static str,
}

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::De => &GERMAN,
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
        Language::Nl => &DUTCH,
        Language::It => &ITALIAN,
        Language::Es => &SPANISH,
        Language::Pl => &POLISH,
    }
}

static GERMAN: Words = Words {
    wording_sms: "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen und Nachrichten dazu (Erinnerungen, \
        neue Links, Hinweise auf den Ablauf eines Links, Zahlungs- und Erstattungsbestätigungen) per SMS an meine \
        Mobilnummer sendet. Die Einwilligung ist freiwillig. Ich kann sie jederzeit mit Wirkung für die Zukunft \
        widerrufen, zum Beispiel mit der Antwort STOP; was bis dahin gesendet wurde, bleibt davon unberührt.",
    wording_email: "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen und Nachrichten dazu \
        (Erinnerungen, neue Links, Hinweise auf den Ablauf eines Links, Zahlungs- und Erstattungsbestätigungen) per \
        E-Mail sendet. Die Einwilligung ist freiwillig. Ich kann sie jederzeit mit Wirkung für die Zukunft widerrufen, \
        zum Beispiel über den Link am Ende jeder E-Mail; was bis dahin gesendet wurde, bleibt davon unberührt.",
    subject: "{merchant}: Nachrichten zu Zahlungen",
    confirm_by_answer: "{merchant}: SMS zu Zahlungen erhalten? Antworten Sie mit JA oder bestätigen Sie hier: {link}",
    confirm_by_link: "{merchant}: SMS zu Zahlungen erhalten? Bestätigen Sie hier: {link}",
    confirm_by_email: "Guten Tag,\n\njemand hat diese Adresse auf einer Seite von {merchant} eingetragen, um Nachrichten \
        zu Zahlungen zu erhalten. Waren Sie das? Dann bestätigen Sie es hier:\n\n{link}\n\nWaren Sie es nicht, müssen \
        Sie nichts tun: Dann wird nichts gesendet, und nach sieben Tagen ist der Link ungültig.\n\nFreundliche \
        Grüße\n{merchant}\n",
    welcome_by_sms: "{merchant}: Sie erhalten ab jetzt Nachrichten zu Ihren Zahlungen. Abmelden jederzeit: STOP.",
    welcome_by_sms_one_way: "{merchant}: Sie erhalten ab jetzt Nachrichten zu Ihren Zahlungen.",
    welcome_by_email: "Guten Tag,\n\nSie erhalten ab jetzt E-Mails von {merchant} zu Ihren Zahlungen. Über den Link am \
        Ende jeder E-Mail können Sie sie abbestellen.\n\nFreundliche Grüße\n{merchant}\n",
};

static ENGLISH: Words = Words {
    wording_sms: "I agree to receive payment requests and messages about them (reminders, new links, notices that a link \
        has expired, payment and refund confirmations) from {merchant} by text message to my mobile number. My consent \
        is voluntary. I can withdraw it at any time, for example by replying STOP. Withdrawal takes effect from then on \
        and does not affect messages already sent.",
    wording_email: "I agree to receive payment requests and messages about them (reminders, new links, notices that a \
        link has expired, payment and refund confirmations) from {merchant} by e-mail. My consent is voluntary. I can \
        withdraw it at any time, for example by the link at the end of every e-mail. Withdrawal takes effect from then \
        on and does not affect messages already sent.",
    subject: "{merchant}: messages about payments",
    confirm_by_answer: "{merchant}: Would you like texts about payments? Reply YES or confirm here: {link}",
    confirm_by_link: "{merchant}: Would you like texts about payments? Confirm here: {link}",
    confirm_by_email: "Hello,\n\nSomeone entered this address on a page of {merchant} to receive messages about \
        payments. Was it you? Then please confirm it here:\n\n{link}\n\nIf it was not you, there is nothing to do: \
        nothing will be sent, and the link expires after seven days.\n\nKind regards,\n{merchant}\n",
    welcome_by_sms: "{merchant}: From now on you will receive messages about your payments. Reply STOP at any time to \
        opt out.",
    welcome_by_sms_one_way: "{merchant}: From now on you will receive messages about your payments.",
    welcome_by_email: "Hello,\n\nFrom now on you will receive e-mails from {merchant} about your payments. Use the link \
        at the end of any e-mail to opt out.\n\nKind regards,\n{merchant}\n",
};

static FRENCH: Words = Words {
    wording_sms: "J’accepte que {merchant} m’envoie par SMS, à mon numéro de mobile, des demandes de paiement et des \
        messages s’y rapportant (rappels, nouveaux liens, expiration d’un lien, confirmations de paiement et de \
        remboursement). Mon consentement est libre. Je peux le retirer à tout moment, par exemple en répondant STOP ; le \
        retrait ne vaut que pour l’avenir et ne concerne pas les messages déjà envoyés.",
    wording_email: "J’accepte que {merchant} m’envoie par e-mail des demandes de paiement et des messages s’y rapportant \
        (rappels, nouveaux liens, expiration d’un lien, confirmations de paiement et de remboursement). Mon consentement \
        est libre. Je peux le retirer à tout moment, par exemple par le lien à la fin de chaque e-mail ; le retrait ne \
        vaut que pour l’avenir et ne concerne pas les messages déjà envoyés.",
    subject: "{merchant} : messages concernant vos paiements",
    confirm_by_answer: "{merchant} : recevoir des SMS concernant vos paiements ? Répondez OUI ou confirmez ici : {link}",
    confirm_by_link: "{merchant} : recevoir des SMS concernant vos paiements ? Confirmez ici : {link}",
    confirm_by_email: "Bonjour,\n\nCette adresse a été saisie sur une page de {merchant} pour recevoir des messages \
        concernant des paiements. Si c’est bien vous, confirmez ici :\n\n{link}\n\nSinon, ignorez ce message : rien ne \
        sera envoyé, et le lien expire dans sept jours.\n\nCordialement,\n{merchant}\n",
    welcome_by_sms: "{merchant} : vous recevrez désormais des messages concernant vos paiements. Pour cesser : STOP.",
    welcome_by_sms_one_way: "{merchant} : vous recevrez désormais des messages concernant vos paiements.",
    welcome_by_email: "Bonjour,\n\nVous recevrez désormais des e-mails de {merchant} concernant vos paiements. Un lien à \
        la fin de chaque e-mail permet de ne plus les recevoir.\n\nCordialement,\n{merchant}\n",
};

static DUTCH: Words = Words {
    wording_sms: "Ik ga ermee akkoord dat {merchant} mij betaalverzoeken en berichten daarover (herinneringen, nieuwe \
        links, meldingen dat een link is verlopen, bevestigingen van betaling en terugbetaling) per sms naar mijn \
        mobiele nummer stuurt. Mijn toestemming is vrijwillig. Ik kan deze toestemming altijd intrekken, bijvoorbeeld \
        door STOP te antwoorden; dat geldt vanaf dat moment en niet voor berichten die al verstuurd zijn.",
    wording_email: "Ik ga ermee akkoord dat {merchant} mij betaalverzoeken en berichten daarover (herinneringen, nieuwe \
        links, meldingen dat een link is verlopen, bevestigingen van betaling en terugbetaling) per e-mail stuurt. Mijn \
        toestemming is vrijwillig. Ik kan deze toestemming altijd intrekken, bijvoorbeeld met de link onderaan elke \
        e-mail; dat geldt vanaf dat moment en niet voor berichten die al verstuurd zijn.",
    subject: "{merchant}: berichten over betalingen",
    confirm_by_answer: "{merchant}: sms'jes over betalingen ontvangen? Antwoord JA of bevestig hier: {link}",
    confirm_by_link: "{merchant}: sms'jes over betalingen ontvangen? Bevestig hier: {link}",
    confirm_by_email: "Goedendag,\n\nIemand heeft dit adres ingevuld op een pagina van {merchant} om berichten over \
        betalingen te ontvangen. Was u dat? Bevestig het dan hier:\n\n{link}\n\nWas u het niet, dan hoeft u niets te \
        doen: er wordt niets verstuurd, en na zeven dagen is de link ongeldig.\n\nMet vriendelijke groet,\n{merchant}\n",
    welcome_by_sms: "{merchant}: u ontvangt vanaf nu berichten over uw betalingen. Afmelden kan altijd met STOP.",
    welcome_by_sms_one_way: "{merchant}: u ontvangt vanaf nu berichten over uw betalingen.",
    welcome_by_email: "Goedendag,\n\nU ontvangt vanaf nu e-mails van {merchant} over uw betalingen. Via de link onderaan \
        elke e-mail kunt u zich afmelden.\n\nMet vriendelijke groet,\n{merchant}\n",
};

static ITALIAN: Words = Words {
    wording_sms: "Acconsento a ricevere da {merchant} via SMS, al mio numero di cellulare, richieste di pagamento e i \
        relativi messaggi (promemoria, nuovi link, avvisi di scadenza del link, conferme di pagamento e di rimborso). Il \
        consenso è libero e facoltativo. Posso revocarlo in qualsiasi momento, per esempio rispondendo STOP; la revoca \
        ha effetto per il futuro e non riguarda i messaggi già inviati.",
    wording_email: "Acconsento a ricevere da {merchant} via e-mail richieste di pagamento e i relativi messaggi \
        (promemoria, nuovi link, avvisi di scadenza del link, conferme di pagamento e di rimborso). Il consenso è libero \
        e facoltativo. Posso revocarlo in qualsiasi momento, per esempio con il link in fondo a ogni e-mail; la revoca \
        ha effetto per il futuro e non riguarda i messaggi già inviati.",
    subject: "{merchant}: messaggi sui pagamenti",
    confirm_by_answer: "{merchant}: vuole ricevere SMS sui pagamenti? Risponda SI o confermi qui: {link}",
    confirm_by_link: "{merchant}: vuole ricevere SMS sui pagamenti? Confermi qui: {link}",
    confirm_by_email: "Buongiorno,\n\nqualcuno ha inserito questo indirizzo in una pagina di {merchant} per ricevere \
        messaggi sui pagamenti. Se la richiesta è Sua, confermi qui:\n\n{link}\n\nIn caso contrario ignori questo \
        messaggio: non Le invieremo nulla, e dopo sette giorni il link non sarà più valido.\n\nCordiali \
        saluti\n{merchant}\n",
    welcome_by_sms: "{merchant}: d'ora in poi riceverà messaggi sui Suoi pagamenti. Per smettere in qualsiasi momento: \
        STOP.",
    welcome_by_sms_one_way: "{merchant}: d'ora in poi riceverà messaggi sui Suoi pagamenti.",
    welcome_by_email: "Buongiorno,\n\nd’ora in poi riceverà da {merchant} e-mail sui Suoi pagamenti. Un link in fondo a \
        ogni e-mail permette di smettere.\n\nCordiali saluti\n{merchant}\n",
};

static SPANISH: Words = Words {
    wording_sms: "Acepto que {merchant} me envíe por SMS, a mi número de móvil, solicitudes de pago y mensajes \
        relacionados con esas solicitudes (recordatorios, enlaces nuevos, avisos de enlace caducado, confirmaciones de \
        pago y de devolución). Mi consentimiento es voluntario. Puedo retirarlo en cualquier momento, por ejemplo \
        respondiendo STOP; la retirada tendrá efecto desde ese momento y no afectará a lo ya enviado.",
    wording_email: "Acepto que {merchant} me envíe por correo electrónico solicitudes de pago y mensajes relacionados \
        con esas solicitudes (recordatorios, enlaces nuevos, avisos de enlace caducado, confirmaciones de pago y de \
        devolución). Mi consentimiento es voluntario. Puedo retirarlo en cualquier momento, por ejemplo con el enlace al \
        final de cada correo; la retirada tendrá efecto desde ese momento y no afectará a lo ya enviado.",
    subject: "{merchant}: mensajes sobre pagos",
    confirm_by_answer: "{merchant}: ¿desea recibir SMS sobre pagos? Responda SI o confirme con este enlace: {link}",
    confirm_by_link: "{merchant}: ¿desea recibir SMS sobre pagos? Confirme con este enlace: {link}",
    confirm_by_email: "Hola:\n\nAlguien ha escrito esta dirección en una página de {merchant} para recibir mensajes \
        sobre pagos. ¿Ha sido usted? Entonces confírmelo aquí:\n\n{link}\n\nSi no ha sido usted, no haga nada: no se \
        enviará nada, y a los siete días el enlace caducará.\n\nUn cordial saludo,\n{merchant}\n",
    welcome_by_sms: "{merchant}: desde ahora le enviaremos mensajes sobre sus pagos. Baja cuando quiera con STOP.",
    welcome_by_sms_one_way: "{merchant}: desde ahora le enviaremos mensajes sobre sus pagos.",
    welcome_by_email: "Hola:\n\nDesde ahora recibirá correos de {merchant} sobre sus pagos. Un enlace al final de cada \
        correo permite darse de baja.\n\nUn cordial saludo,\n{merchant}\n",
};

static POLISH: Words = Words {
    wording_sms: "Wyrażam zgodę na otrzymywanie w SMS-ach, na mój numer telefonu, próśb o zapłatę i związanych z nimi \
        wiadomości (przypomnień, nowych linków, informacji o wygaśnięciu linku, potwierdzeń płatności i zwrotów). \
        Nadawca: {merchant}. Zgoda jest dobrowolna. Mogę ją wycofać w każdej chwili, na przykład odpowiadając STOP. \
        Wycofanie zgody nie wpływa na wiadomości wysłane wcześniej.",
    wording_email: "Wyrażam zgodę na otrzymywanie w e-mailach próśb o zapłatę i związanych z nimi wiadomości \
        (przypomnień, nowych linków, informacji o wygaśnięciu linku, potwierdzeń płatności i zwrotów). Nadawca: \
        {merchant}. Zgoda jest dobrowolna. Mogę ją wycofać w każdej chwili, na przykład linkiem na końcu każdego \
        e-maila. Wycofanie zgody nie wpływa na wiadomości wysłane wcześniej.",
    subject: "{merchant}: wiadomości o płatnościach",
    confirm_by_answer: "{merchant}: SMS-y o platnosciach? Prosimy odpowiedziec TAK albo potwierdzic tutaj: {link}",
    confirm_by_link: "{merchant}: SMS-y o platnosciach? Prosimy potwierdzic tutaj: {link}",
    confirm_by_email: "Dzień dobry,\n\nktoś wpisał ten adres na stronie, którą prowadzi {merchant}, aby otrzymywać \
        wiadomości o płatnościach. Jeśli zrobili to Państwo, prosimy potwierdzić tutaj:\n\n{link}\n\nJeśli nie, nie \
        trzeba nic robić: nic nie zostanie wysłane, a po siedmiu dniach link straci ważność.\n\nZ \
        poważaniem\n{merchant}\n",
    welcome_by_sms: "{merchant}: od teraz beda przychodzic wiadomosci o platnosciach. Rezygnacja w kazdej chwili: STOP.",
    welcome_by_sms_one_way: "{merchant}: od teraz beda przychodzic wiadomosci o platnosciach.",
    welcome_by_email: "Dzień dobry,\n\nod teraz {merchant} będzie wysyłać e-maile o płatnościach. Link na końcu każdego \
        e-maila pozwala zrezygnować.\n\nZ poważaniem\n{merchant}\n",
};
