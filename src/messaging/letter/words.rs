//! The fixed words of e-mails. `{amount}` and `{merchant}` are filled in.

use crate::domain::language::Language;

/// What stands around a merchant's text.
pub struct Words {
    /// On the button of who is asked for money.
    pub pay: &'static str,
    /// The same where the payer chooses the amount.
    pub pay_open: &'static str,
    /// On the button of who has paid.
    pub receipt: &'static str,
    /// On the button of who gets money back.
    pub details: &'static str,
    /// On the button of who comes too late.
    pub new_link: &'static str,
    /// Above the address of the button.
    pub copy: &'static str,
    /// Why one gets this e-mail.
    pub reason: &'static str,
    /// On the link that ends these e-mails.
    pub opt_out: &'static str,
    /// On the link to the legal notice.
    pub imprint: &'static str,
    /// On the link to the privacy notice.
    pub privacy: &'static str,
    /// Above everything where no money moves.
    pub test_mode: &'static str,
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

/// Between what a link says and its address.
pub fn colon(language: Language) -> &'static str {
    match language {
        Language::Fr => "\u{a0}: ",
        Language::De | Language::En | Language::Nl | Language::It | Language::Es | Language::Pl => ": ",
    }
}

static GERMAN: Words = Words {
    pay: "{amount} bezahlen",
    pay_open: "Jetzt bezahlen",
    receipt: "Beleg ansehen",
    details: "Einzelheiten ansehen",
    new_link: "Neuen Link anfordern",
    copy: "Der Button funktioniert nicht? Dann kopieren Sie diese Adresse in Ihren Browser:",
    reason: "Sie erhalten diese E-Mail, weil {merchant} Ihnen eine Zahlungsanfrage gesendet hat.",
    opt_out: "Keine E-Mails mehr von {merchant}",
    imprint: "Impressum",
    privacy: "Datenschutz",
    test_mode: "Testmodus: Es fließt kein Geld",
};

static ENGLISH: Words = Words {
    pay: "Pay {amount}",
    pay_open: "Pay now",
    receipt: "View the receipt",
    details: "View the details",
    new_link: "Ask for a new link",
    copy: "Button not working? Copy this address into your browser:",
    reason: "You are receiving this e-mail because {merchant} sent you a payment request.",
    opt_out: "No more e-mails from {merchant}",
    imprint: "Legal notice",
    privacy: "Privacy",
    test_mode: "Test mode: no money moves",
};

static FRENCH: Words = Words {
    pay: "Payer {amount}",
    pay_open: "Payer maintenant",
    receipt: "Voir le reçu",
    details: "Voir les détails",
    new_link: "Recevoir un nouveau lien",
    copy: "Le bouton ne fonctionne pas ? Copiez cette adresse dans votre navigateur :",
    reason: "Vous recevez cet e-mail parce que {merchant} vous a envoyé une demande de paiement.",
    opt_out: "Ne plus recevoir d’e-mails de {merchant}",
    imprint: "Mentions légales",
    privacy: "Confidentialité",
    test_mode: "Mode test : aucun argent ne circule",
};

static DUTCH: Words = Words {
    pay: "{amount} betalen",
    pay_open: "Nu betalen",
    receipt: "Betaalbewijs bekijken",
    details: "Details bekijken",
    new_link: "Nieuwe link aanvragen",
    copy: "Werkt de knop niet? Open dan dit adres in uw browser:",
    reason: "U ontvangt deze e-mail omdat {merchant} u een betaalverzoek heeft gestuurd.",
    opt_out: "Geen e-mails meer van {merchant}",
    imprint: "Juridische informatie",
    privacy: "Privacy",
    test_mode: "Testmodus: er wordt geen geld afgeschreven",
};

static ITALIAN: Words = Words {
    pay: "Paga {amount}",
    pay_open: "Paga ora",
    receipt: "Mostra la ricevuta",
    details: "Mostra i dettagli",
    new_link: "Invia un nuovo link",
    copy: "Il pulsante non funziona? Copi questo indirizzo nel browser:",
    reason: "Riceve questa e-mail perché {merchant} Le ha inviato una richiesta di pagamento.",
    opt_out: "Non ricevere più e-mail da {merchant}",
    imprint: "Note legali",
    privacy: "Privacy",
    test_mode: "Modalità di prova: nessun addebito",
};

static SPANISH: Words = Words {
    pay: "Pagar {amount}",
    pay_open: "Pagar ahora",
    receipt: "Ver el recibo",
    details: "Ver los detalles",
    new_link: "Pedir un enlace nuevo",
    copy: "¿No funciona el botón? Copie esta dirección en su navegador:",
    reason: "Recibe este correo porque {merchant} le ha enviado una solicitud de pago.",
    opt_out: "No recibir más correos de {merchant}",
    imprint: "Aviso legal",
    privacy: "Privacidad",
    test_mode: "Modo de prueba: no se cobra nada",
};

static POLISH: Words = Words {
    pay: "Zapłać {amount}",
    pay_open: "Zapłać teraz",
    receipt: "Zobacz potwierdzenie",
    details: "Zobacz szczegóły",
    new_link: "Poproś o nowy link",
    copy: "Przycisk nie działa? Prosimy skopiować ten adres do przeglądarki:",
    reason: "Otrzymują Państwo tę wiadomość, ponieważ {merchant} prosi o zapłatę.",
    opt_out: "Rezygnuję z e-maili ({merchant})",
    imprint: "Nota prawna",
    privacy: "Prywatność",
    test_mode: "Tryb testowy: pieniądze nie są pobierane",
};
