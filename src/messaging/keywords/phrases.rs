//! Sentences that sound like a withdrawal. How they are written is told at `says`; the words are folded.

/// One list a language.
pub(super) const WITHDRAWALS: [&[&str]; 7] = [GERMAN, ENGLISH, FRENCH, DUTCH, ITALIAN, SPANISH, POLISH];

const GERMAN: &[&str] = &[
    "kein|keine|keinerlei .. sms|nachricht*|mitteilung*|meldung*|erinnerung*|mail|mails|emails|werbung .. mehr",
    "bitte kein|keine .. sms|nachricht*|mitteilung*|erinnerung*|mail|mails|emails|werbung",
    "mochte|mochten|will|wollen|wunsche|brauche .. kein|keine .. sms|nachricht*|mitteilung*|erinnerung*|mail|mails|werbung",
    "nicht|nichts|nie|niemals mehr|wieder .. *schreib*|*schick*|*send*|kontaktier*|simsen|texten|belastig*|anruf*",
    "*schreib*|schick*|send*|kontaktier*|simst|textet .. nicht|nichts|nie|niemals mehr|wieder",
    "nicht mehr .. per sms|mail",
    "nummer|handynummer|daten|kontaktdaten .. loschen|loeschen|entfernen|streichen|rausnehmen|austragen|sperren",
    "losch*|loesch*|entfern*|streich* .. nummer|handynummer|daten|kontaktdaten|verteiler",
    "aus ihrem|dem|eurem|deinem verteiler",
    "lass* .. mich .. ruhe",
    "hor|hore|hort|horen|hoer|hoeren .. auf .. mit|zu|damit",
    "mich|sms|nachrichten .. abmelden|abbestellen|austragen",
    "widerruf* .. einwilligung|zustimmung|erlaubnis|einverstandnis",
    "widersprech* .. *nutzung|*verarbeitung|*verwendung|werbung|sms|nachricht*|kontakt*",
    "sms|nachrichten|werbung .. unerwunscht|unerwuenscht",
];

const ENGLISH: &[&str] = &[
    "dont|not|never .. text|contact|message|sms|email|mail|write|spam|bother .. me|us|again|anymore",
    "dont|not|never send .. me|us|any|text|texts|messages|sms|more",
    "stop|quit|cease .. texting|sending|messaging|contacting|writing|bothering|spamming|emailing|texts|messages|sms",
    "stop this|it|now|please|immediately",
    "please stop",
    "no more .. text|texts|message|messages|sms|emails|reminders|mails",
    "no texts|sms|messages|emails|reminders please",
    "unsubscribe",
    "opt|opting|opted .. out",
    "remove|delete|erase .. number|list|database|records|details",
    "take me|us|my off",
    "take .. number .. off",
    "leave me|us alone",
    "lose my|this number",
    "revoke|revoking|withdraw|withdrawing .. consent|permission",
    "dont|not|longer .. want|wish|like .. texts|messages|sms|emails|reminders|contacted|texted",
];

const FRENCH: &[&str] = &[
    "*envoyez|*envoyer|*envoie|*ecrivez|*ecrire|*ecris|*contactez|*contacter|*contacte|derangez|deranger .. plus|jamais",
    "ne plus .. *envoyer|*ecrire|*contacter|deranger|recevoir|etre",
    "veux|veut|voulons|souhaite|souhaitons|desire .. plus|pas .. recevoir|sms|message*|texto*|mail*|relance*|rappel*",
    "plus de|aucun|daucun sms|message*|texto*|mail*|courriel*|relance*|rappel*",
    "pas de sms|messages|textos|relances .. svp|plait|merci",
    "arretez|arrete|arreter|cessez|cesser|stop .. *envoyer|*ecrire|*contacter|sms|message*|texto*|relance*|harcel*|deranger",
    "arretez|arrete|cessez .. ca|cela|maintenant|immediatement",
    "desabonn*",
    "desinscri*",
    "retirez|retirer|supprimez|supprimer|enlevez|enlever|effacez|effacer .. numero|liste|coordonnees|donnees",
    "laissez|laisse|foutez .. tranquille|paix",
    "retire|revoque|retirer|revoquer .. consentement|accord|autorisation",
    "moppose|oppose .. sms|message*|demarchage|traitement|utilisation",
];

const DUTCH: &[&str] = &[
    "geen .. sms|smsjes|berichten|bericht|berichtjes|mails|mail|herinneringen|appjes .. meer",
    "geen sms|smsjes|berichten|mails|herinneringen .. alstublieft|alsjeblieft|aub|ajb|svp|graag",
    "wil|willen|wens .. geen .. sms|smsjes|berichten|berichtjes|mails|herinneringen",
    "niet|niets|nooit meer .. *sturen|stuur*|sms*|*schrijven|mailen|contact*|appen|benaderen|bellen|lastig",
    "stuur|stuurt|schrijf|sms|app|mail|contacteer|benader .. niet|niets|nooit|geen .. meer",
    "stop|stopt|hou|houd|houdt .. met|mee .. *sturen|berichten|sms*|mailen|appen|op",
    "verwijder|haal|wis|schrap .. nummer|lijst|gegevens|bestand",
    "nummer|gegevens .. verwijderen|wissen|schrappen",
    "me|mij .. uitschrijven|afmelden",
    "schrijf me|mij .. uit",
    "laat me|mij|ons .. rust",
    "trek .. toestemming",
    "toestemming .. intrekken|in",
];

const ITALIAN: &[&str] = &[
    "non .. mandat*|mandar*|mandi*|inviat*|inviar*|invii*|scriv*|contatt*|disturb*|chiamat* .. piu",
    "non .. piu .. mandat*|mandar*|inviat*|inviar*|scriv*|contatt*|disturb*|ricever*|essere",
    "non voglio|vogliamo|desidero|desideriamo .. sms|messaggi|ricever*|contatt*|mail|solleciti",
    "niente|nessun|basta|stop|mai .. piu|con|altri|altro .. sms|messaggi|messaggio|mail|solleciti",
    "basta|niente sms|messaggi|mail|solleciti",
    "smett*",
    "cancell*|rimuov*|toglie*|togli|eliminat* .. numero|lista|elenco|dati",
    "disiscri*",
    "lasciatemi|lasciami|lasciateci .. pace|stare",
    "revoco|ritiro|revocare .. consenso|autorizzazione",
];

const SPANISH: &[&str] = &[
    "no .. envi*|mand*|escrib*|contact*|molest*|llam* .. mas|nunca",
    "no .. vuelva*|vuelvan .. envi*|mand*|escrib*|contact*|molest*|llam*",
    "no quiero|queremos|deseo|deseamos .. recibir|sms|mensajes|mas|correos|contacten",
    "no|ni|nunca mas|otro sms|mensajes|mensaje|correos|recordatorios",
    "deje|dejen|dejad|deja|pare|paren|parad|basta .. de .. envi*|mand*|escrib*|molest*|mensajes|sms|contact*|llam*",
    "de baja",
    "borre*|borra|borrar|elimin*|quite*|quita .. numero|telefono|datos|lista",
    "retiro|revoco|revocar|retirar .. consentimiento|permiso|autorizacion",
    "dejenme|dejame|dejadme|dejeme .. paz|tranquilo|tranquila",
];

const POLISH: &[&str] = &[
    "nie .. pisz*|pisac|wysyl*|przysyl*|przesyl*|kontakt*|smsuj*|dzwon*|nekaj* .. wiecej|juz|mnie|mi|nam|sms*|wiadomosci",
    "wiecej|juz .. nie .. pisz*|pisac|wysyl*|przysyl*|przesyl*|kontakt*|dzwon*",
    "nie chce|chcemy|zycze|zyczymy .. sms*|wiadomosci|otrzymywac|dostawac|przypomnien|kontakt*",
    "zadnych|bez .. sms*|wiadomosci|maili|przypomnien",
    "przestan*|przestac|skoncz* .. pisac|wysylac|przysylac|nekac|dzwonic",
    "usun*|skasuj*|wykresl* .. numer|dane|danych|listy|mnie",
    "wypisz*|wypisac .. mnie|sie|listy",
    "cofam|wycofuje|odwoluje|cofnac .. zgod*",
    "rezygnuje z .. sms*|wiadomosci|powiadomien|przypomnien",
    "daj|dajcie .. spokoj",
];
