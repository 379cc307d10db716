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
    wording_sms: "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen, Erinnerungen daran und \
        Zahlungsbestätigungen per SMS an meine Mobilnummer schickt. Die Einwilligung ist freiwillig. Ich kann sie \
        jederzeit widerrufen, zum Beispiel mit der Antwort STOP; der Widerruf gilt ab dann.",
    wording_email: "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen, Erinnerungen daran und \
        Zahlungsbestätigungen per E-Mail schickt. Die Einwilligung ist freiwillig. Ich kann sie jederzeit widerrufen, \
        zum Beispiel über den Link am Ende jeder E-Mail; der Widerruf gilt ab dann.",
    subject: "{merchant}: Nachrichten zu Zahlungen",
    confirm_by_answer: "{merchant}: SMS zu Zahlungen erhalten? Antworten Sie mit JA oder bestätigen Sie hier: {link}",
    confirm_by_link: "{merchant}: SMS zu Zahlungen erhalten? Bestätigen Sie hier: {link}",
    confirm_by_email: "Guten Tag,\n\njemand hat diese Adresse auf einer Seite von {merchant} eingetragen, um Nachrichten zu \
        Zahlungen zu erhalten. Waren Sie das? Dann bestätigen Sie es hier:\n\n{link}\n\nWaren Sie es nicht, tun Sie \
        nichts: Dann wird nichts geschickt, und nach sieben Tagen ist der Link ungültig.\n\nFreundliche Grüße\n{merchant}\n",
    welcome_by_sms: "{merchant}: Sie erhalten ab jetzt Nachrichten zu Ihren Zahlungen. Ende jederzeit mit STOP.",
    welcome_by_email: "Guten Tag,\n\nSie erhalten ab jetzt E-Mails von {merchant} zu Ihren Zahlungen. Am Ende jeder \
        E-Mail steht ein Link, der das beendet.\n\nFreundliche Grüße\n{merchant}\n",
};

static ENGLISH: Words = Words {
    wording_sms: "I agree that {merchant} sends me payment requests, reminders of them and payment confirmations by text \
        message to my mobile number. My consent is voluntary. I can withdraw it at any time, for example by replying \
        STOP; the withdrawal holds from then on.",
    wording_email: "I agree that {merchant} sends me payment requests, reminders of them and payment confirmations by e-mail. \
        My consent is voluntary. I can withdraw it at any time, for example by the link at the end of every e-mail; the \
        withdrawal holds from then on.",
    subject: "{merchant}: messages about payments",
    confirm_by_answer: "{merchant}: Do you want texts about payments? Reply YES or confirm here: {link}",
    confirm_by_link: "{merchant}: Do you want texts about payments? Confirm here: {link}",
    confirm_by_email: "Hello,\n\nsomebody entered this address on a page of {merchant}, to receive messages about payments. \
        Was it you? Then confirm it here:\n\n{link}\n\nIf it was not you, do nothing: nothing will be sent, and the link \
        ends after seven days.\n\nKind regards\n{merchant}\n",
    welcome_by_sms: "{merchant}: From now on you receive messages about your payments. End them any time with STOP.",
    welcome_by_email: "Hello,\n\nfrom now on you receive e-mails from {merchant} about your payments. A link at the end \
        of every e-mail ends them.\n\nKind regards\n{merchant}\n",
};

static FRENCH: Words = Words {
    wording_sms: "J’accepte que {merchant} m’envoie par SMS, à mon numéro de mobile, des demandes de paiement, des rappels à \
        leur sujet et des confirmations de paiement. Mon consentement est volontaire. Je peux le retirer à tout moment, \
        par exemple en répondant STOP ; le retrait vaut à partir de ce moment.",
    wording_email: "J’accepte que {merchant} m’envoie par e-mail des demandes de paiement, des rappels à leur sujet et des \
        confirmations de paiement. Mon consentement est volontaire. Je peux le retirer à tout moment, par exemple par le \
        lien à la fin de chaque e-mail ; le retrait vaut à partir de ce moment.",
    subject: "{merchant} : messages au sujet de paiements",
    confirm_by_answer: "{merchant} : recevoir des SMS au sujet de paiements ? Répondez OUI ou confirmez ici : {link}",
    confirm_by_link: "{merchant} : recevoir des SMS au sujet de paiements ? Confirmez ici : {link}",
    confirm_by_email: "Bonjour,\n\nquelqu’un a saisi cette adresse sur une page de {merchant}, pour recevoir des messages au \
        sujet de paiements. Était-ce vous ? Alors confirmez-le ici :\n\n{link}\n\nSi ce n’était pas vous, ne faites \
        rien : rien ne sera envoyé, et le lien expire dans sept jours.\n\nCordialement\n{merchant}\n",
    welcome_by_sms: "{merchant} : vous recevrez désormais des messages au sujet de vos paiements. Fin à tout moment : STOP.",
    welcome_by_email: "Bonjour,\n\nvous recevrez désormais des e-mails de {merchant} au sujet de vos paiements. Un lien à \
        la fin de chaque e-mail permet d’arrêter.\n\nCordialement\n{merchant}\n",
};

static DUTCH: Words = Words {
    wording_sms: "Ik ga ermee akkoord dat {merchant} mij betaalverzoeken, herinneringen daaraan en betalingsbevestigingen per \
        sms naar mijn mobiele nummer stuurt. Mijn toestemming is vrijwillig. Ik kan haar altijd intrekken, bijvoorbeeld \
        met het antwoord STOP; de intrekking geldt vanaf dat moment.",
    wording_email: "Ik ga ermee akkoord dat {merchant} mij betaalverzoeken, herinneringen daaraan en betalingsbevestigingen \
        per e-mail stuurt. Mijn toestemming is vrijwillig. Ik kan haar altijd intrekken, bijvoorbeeld met de link onderaan \
        elke e-mail; de intrekking geldt vanaf dat moment.",
    subject: "{merchant}: berichten over betalingen",
    confirm_by_answer: "{merchant}: sms'jes over betalingen ontvangen? Antwoord JA of bevestig hier: {link}",
    confirm_by_link: "{merchant}: sms'jes over betalingen ontvangen? Bevestig hier: {link}",
    confirm_by_email: "Goedendag,\n\niemand heeft dit adres ingevuld op een pagina van {merchant}, om berichten over \
        betalingen te ontvangen. Was u dat? Bevestig het dan hier:\n\n{link}\n\nWas u het niet, dan hoeft u niets te doen: \
        er wordt niets gestuurd, en na zeven dagen is de link ongeldig.\n\nMet vriendelijke groet\n{merchant}\n",
    welcome_by_sms: "{merchant}: u ontvangt vanaf nu berichten over uw betalingen. Stoppen kan altijd met STOP.",
    welcome_by_email: "Goedendag,\n\nu ontvangt vanaf nu e-mails van {merchant} over uw betalingen. Met de link onderaan \
        elke e-mail stopt u dat.\n\nMet vriendelijke groet\n{merchant}\n",
};

static ITALIAN: Words = Words {
    wording_sms: "Acconsento che {merchant} mi invii via SMS, al mio numero di cellulare, richieste di pagamento, promemoria \
        delle stesse e conferme di pagamento. Il consenso è facoltativo. Posso revocarlo in qualsiasi momento, per esempio \
        rispondendo STOP; la revoca vale da quel momento.",
    wording_email: "Acconsento che {merchant} mi invii via e-mail richieste di pagamento, promemoria delle stesse e conferme di \
        pagamento. Il consenso è facoltativo. Posso revocarlo in qualsiasi momento, per esempio con il link in fondo a \
        ogni e-mail; la revoca vale da quel momento.",
    subject: "{merchant}: messaggi sui pagamenti",
    confirm_by_answer: "{merchant}: vuole ricevere SMS sui pagamenti? Risponda SI o confermi qui: {link}",
    confirm_by_link: "{merchant}: vuole ricevere SMS sui pagamenti? Confermi qui: {link}",
    confirm_by_email: "Buongiorno,\n\nqualcuno ha inserito questo indirizzo in una pagina di {merchant}, per ricevere messaggi \
        sui pagamenti. Era Lei? Allora lo confermi qui:\n\n{link}\n\nSe non era Lei, non faccia nulla: non verrà inviato \
        nulla, e dopo sette giorni il link non sarà più valido.\n\nCordiali saluti\n{merchant}\n",
    welcome_by_sms: "{merchant}: d'ora in poi riceverà messaggi sui Suoi pagamenti. Per smettere in qualsiasi momento: STOP.",
    welcome_by_email: "Buongiorno,\n\nd’ora in poi riceverà da {merchant} e-mail sui Suoi pagamenti. Un link in fondo a \
        ogni e-mail permette di smettere.\n\nCordiali saluti\n{merchant}\n",
};

static SPANISH: Words = Words {
    wording_sms: "Acepto que {merchant} me envíe por SMS, a mi número de móvil, solicitudes de pago, recordatorios de ellas y \
        confirmaciones de pago. Mi consentimiento es voluntario. Puedo retirarlo en cualquier momento, por ejemplo \
        respondiendo STOP; la retirada vale desde ese momento.",
    wording_email: "Acepto que {merchant} me envíe por correo electrónico solicitudes de pago, recordatorios de ellas y \
        confirmaciones de pago. Mi consentimiento es voluntario. Puedo retirarlo en cualquier momento, por ejemplo con el \
        enlace al final de cada correo; la retirada vale desde ese momento.",
    subject: "{merchant}: mensajes sobre pagos",
    confirm_by_answer: "{merchant}: ¿recibir SMS sobre pagos? Responda SI o confirme con este enlace: {link}",
    confirm_by_link: "{merchant}: ¿recibir SMS sobre pagos? Confirme con este enlace: {link}",
    confirm_by_email: "Buenos días:\n\nAlguien ha escrito esta dirección en una página de {merchant}, para recibir mensajes \
        sobre pagos. ¿Ha sido usted? Entonces confírmelo aquí:\n\n{link}\n\nSi no ha sido usted, no haga nada: no se \
        enviará nada, y a los siete días el enlace dejará de valer.\n\nUn cordial saludo\n{merchant}\n",
    welcome_by_sms: "{merchant}: desde ahora le enviaremos mensajes sobre sus pagos. Termina cuando quiera con STOP.",
    welcome_by_email: "Buenos días:\n\nDesde ahora recibirá correos de {merchant} sobre sus pagos. Un enlace al final de \
        cada correo permite ponerles fin.\n\nUn cordial saludo\n{merchant}\n",
};

static POLISH: Words = Words {
    wording_sms: "Zgadzam się na otrzymywanie od {merchant} SMS-em, na mój numer telefonu, próśb o zapłatę, przypomnień o \
        nich i potwierdzeń płatności. Zgoda jest dobrowolna. Mogę ją wycofać w każdej chwili, na przykład odpowiadając STOP; \
        wycofanie działa od tego momentu.",
    wording_email: "Zgadzam się na otrzymywanie od {merchant} e-mailem próśb o zapłatę, przypomnień o nich i potwierdzeń \
        płatności. Zgoda jest dobrowolna. Mogę ją wycofać w każdej chwili, na przykład linkiem na końcu każdego e-maila; \
        wycofanie działa od tego momentu.",
    subject: "{merchant}: wiadomości o płatnościach",
    confirm_by_answer: "{merchant}: SMS-y o platnosciach? Prosimy odpowiedziec TAK albo potwierdzic tutaj: {link}",
    confirm_by_link: "{merchant}: SMS-y o platnosciach? Prosimy potwierdzic tutaj: {link}",
    confirm_by_email: "Dzień dobry,\n\nktoś wpisał ten adres na stronie {merchant}, aby otrzymywać wiadomości o płatnościach. \
        Jeśli zrobili to Państwo, prosimy potwierdzić tutaj:\n\n{link}\n\nJeśli nie, nie trzeba nic robić: nic nie zostanie \
        wysłane, a po siedmiu dniach link straci ważność.\n\nZ poważaniem\n{merchant}\n",
    welcome_by_sms: "{merchant}: od teraz beda przychodzic wiadomosci o platnosciach. Koniec w kazdej chwili: STOP.",
    welcome_by_email: "Dzień dobry,\n\nod teraz będą przychodzić e-maile od {merchant} o płatnościach. Link na końcu \
        każdego e-maila pozwala to zakończyć.\n\nZ poważaniem\n{merchant}\n",
};
