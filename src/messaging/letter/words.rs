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

static GERMAN: Words = Words {
    pay: "{amount} bezahlen",
    pay_open: "Jetzt bezahlen",
    receipt: "Beleg ansehen",
    details: "Einzelheiten ansehen",
    new_link: "Um einen neuen Link bitten",
    copy: "Öffnet sich nichts? Dann geben Sie diese Adresse in Ihren Browser ein:",
    reason: "Sie erhalten diese E-Mail, weil {merchant} Ihnen eine Zahlungsaufforderung geschickt hat.",
    opt_out: "Keine E-Mails mehr von {merchant}",
    imprint: "Impressum",
    privacy: "Datenschutz",
    test_mode: "Testbetrieb: es fließt kein Geld",
};

static ENGLISH: Words = Words {
    pay: "Pay {amount}",
    pay_open: "Pay now",
    receipt: "See the receipt",
    details: "See the details",
    new_link: "Ask for a new link",
    copy: "Nothing opens? Then enter this address in your browser:",
    reason: "You get this e-mail because {merchant} sent you a payment request.",
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
    new_link: "Demander un nouveau lien",
    copy: "Rien ne s’ouvre ? Saisissez alors cette adresse dans votre navigateur :",
    reason: "Vous recevez cet e-mail parce que {merchant} vous a envoyé une demande de paiement.",
    opt_out: "Ne plus recevoir d’e-mails de {merchant}",
    imprint: "Mentions légales",
    privacy: "Protection des données",
    test_mode: "Mode test : aucun argent ne circule",
};

static DUTCH: Words = Words {
    pay: "{amount} betalen",
    pay_open: "Nu betalen",
    receipt: "Betalingsbewijs bekijken",
    details: "Details bekijken",
    new_link: "Om een nieuwe link vragen",
    copy: "Opent er niets? Voer dan dit adres in uw browser in:",
    reason: "U ontvangt deze e-mail omdat {merchant} u een betaalverzoek heeft gestuurd.",
    opt_out: "Geen e-mails meer van {merchant}",
    imprint: "Juridische informatie",
    privacy: "Privacy",
    test_mode: "Testmodus: er wordt geen geld overgemaakt",
};

static ITALIAN: Words = Words {
    pay: "Paga {amount}",
    pay_open: "Paga ora",
    receipt: "Vedi la ricevuta",
    details: "Vedi i dettagli",
    new_link: "Chiedi un nuovo link",
    copy: "Non si apre nulla? Inserisca questo indirizzo nel browser:",
    reason: "Riceve questa e-mail perché {merchant} Le ha inviato una richiesta di pagamento.",
    opt_out: "Niente più e-mail da {merchant}",
    imprint: "Note legali",
    privacy: "Privacy",
    test_mode: "Modalità di prova: non si muove denaro",
};

static SPANISH: Words = Words {
    pay: "Pagar {amount}",
    pay_open: "Pagar ahora",
    receipt: "Ver el recibo",
    details: "Ver los detalles",
    new_link: "Pedir un nuevo enlace",
    copy: "¿No se abre nada? Introduzca esta dirección en su navegador:",
    reason: "Recibe este correo porque {merchant} le ha enviado una solicitud de pago.",
    opt_out: "No recibir más correos de {merchant}",
    imprint: "Aviso legal",
    privacy: "Privacidad",
    test_mode: "Modo de prueba: no se mueve dinero",
};

static POLISH: Words = Words {
    pay: "Zapłać {amount}",
    pay_open: "Zapłać teraz",
    receipt: "Zobacz potwierdzenie",
    details: "Zobacz szczegóły",
    new_link: "Poproś o nowy link",
    copy: "Nic się nie otwiera? Ten adres można wpisać w przeglądarce:",
    reason: "Powodem tej wiadomości jest prośba o zapłatę, którą wysyła {merchant}.",
    opt_out: "Bez dalszych e-maili od {merchant}",
    imprint: "Nota prawna",
    privacy: "Prywatność",
    test_mode: "Tryb testowy: pieniądze nie są przesyłane",
};
