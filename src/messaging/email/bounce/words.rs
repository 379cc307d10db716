//! What mail servers and their like say, in the seven languages. Written as `keywords::fold` folds: small letters without accents,
//! without apostrophes. Parted by commas; each stands at the beginning of a word, and ends with `$` where the word has to end there.

/// There is nobody of that name, or not any more.
pub(super) const NOBODY_THERE: &str = "user unknown, unknown user, unknown recipient, recipient unknown, \
    unknown address, address unknown, unknown mailbox, mailbox unknown, unknown account, account unknown, \
    unknown local, unknown to, unknown virtual, unknown destination, no such user, no such recipient, \
    no such mailbox, no such address, no such account, no such person, no such local, no such virtual, \
    no such domain, no such host, no user, no mailbox, no account, not a valid user, not a valid mailbox, \
    not a valid recipient, not a valid address, not a valid account, not valid user, isnt a valid, \
    invalid recipient, invalid mailbox, invalid user, invalid address, invalid account, invalid email, \
    recipient invalid, address invalid, recipient is invalid, recipient address invalid, address is invalid, \
    bad address, bad recipient, bad destination, bad mailbox, does not exist, doesnt exist, do not exist, \
    dont exist, did not exist, not exist, no longer exist, no longer valid, no longer active, no longer in use, \
    no longer available, no longer accept, no longer receiv, not found by smtp address, recipient not found, \
    user not found, mailbox not found, address not found, account not found, host not found, domain not found, \
    domain name not found, was not found at, wasnt found at, couldnt be found, could not be found, cannot be found, \
    recipient was not found, address was not found, user was not found, not be located, doesnt have a, \
    does not have a, dont have a, do not have a, not our customer, not in directory, recipnotfound, \
    resolver adr recip, resolver adr exrecip, mailbox unavailable, recipient is unavailable, mailbox disabled, \
    account disabled, user disabled, disabled or discontinued, account that you tried to reach is inactive, \
    mailbox inactive, account inactive, user inactive, account is not active, mailbox is not active, account closed, \
    account is closed, address rejected, recipient rejected, user rejected, unrouteable address, unroutable address, \
    unroutable domain, unrouteable domain, host unknown, unknown host, unknown domain, domain unknown, \
    name or service not known, nxdomain, null mx, nullmx, does not accept mail, accepts no mail, doesnt accept mail, \
    not known here, not known at, isnt known, is not known, no one here by that name, nobody here by that name, \
    by that name, not a known user, addressee unknown, empfanger unbekannt, empfaenger unbekannt, \
    unbekannter empfanger, unbekannter empfaenger, empfangers unbekannt, benutzer unbekannt, unbekannter benutzer, \
    benutzername unbekannt, adresse unbekannt, unbekannte adresse, adresse ist unbekannt, empfanger ist unbekannt, \
    empfaenger ist unbekannt, benutzer ist unbekannt, nutzer unbekannt, konto unbekannt, postfach unbekannt, \
    unbekanntes postfach, existiert nicht, existieren nicht, gibt es nicht, nicht vorhanden, nicht bekannt, \
    nicht gefunden, nicht ermittelt werden, kein postfach, kein solche, keinen solchen, konto ist deaktiviert, \
    postfach ist deaktiviert, ist nicht mehr gultig, nicht mehr gueltig, ungultige empfanger, ungultiger empfanger, \
    ungueltiger empfaenger, ungultige adresse, ungueltige adresse, deaktiviert, adresse abgelehnt, \
    empfanger abgelehnt, domain unbekannt, unbekannte domain, utilisateur inconnu, destinataire inconnu, \
    adresse inconnue, ladresse inconnue, inconnu a cette adresse, est inconnu, boite inconnue, nexiste pas, \
    nexiste plus, inexistant, introuvable, na pas ete trouve, pas ete trouve, nest pas valide, \
    destinataire invalide, adresse invalide, est invalide, compte desactive, est desactive, domaine inconnu, \
    compte ferme, gebruiker onbekend, onbekende gebruiker, ontvanger onbekend, onbekende ontvanger, adres onbekend, \
    onbekend adres, postvak onbekend, bestaat niet, bestaan niet, niet gevonden, ongeldige ontvanger, \
    ongeldig adres, gedeactiveerd, uitgeschakeld, niet bekend, domein onbekend, opgeheven, utente sconosciuto, \
    destinatario sconosciuto, indirizzo sconosciuto, casella inesistente, inesistente, non esiste, non trovato, \
    non trovata, non e stato trovato, non e stata trovata, destinatario non valido, indirizzo non valido, \
    disattivat, disabilitat, usuario desconocido, destinatario desconocido, direccion desconocida, es desconocid, \
    cuenta desconocida, no existe, inexistente, no se encontro, no se ha encontrado, no encontrad, \
    no pudo encontrarse, no se pudo encontrar, destinatario no valido, direccion no valida, desactivad, \
    deshabilitad, dominio desconocido, nieznany uzytkownik, uzytkownik nieznany, nieznany odbiorca, \
    odbiorca nieznany, nieznany adres, adres nieznany, nie istnieje, nie istnieja, nie znaleziono, \
    nie zostal znaleziony, nie odnaleziono, nie ma takiego, brak takiego, brak uzytkownika, nieprawidlowy adres, \
    nieprawidlowy odbiorca, nieaktywn, dezaktywowan, wylaczon, account has been deleted, account has been removed, \
    account has been terminated, account has been closed, account has been disabled, account has been deactivated, \
    mailbox has been deleted, mailbox has been removed, mailbox has been terminated, mailbox has been closed, \
    mailbox has been disabled, mailbox has been deactivated, user has been deleted, user has been removed, \
    user has been terminated, user has been closed, user has been disabled, user has been deactivated, \
    address has been deleted, address has been removed, address has been terminated, address has been closed, \
    address has been disabled, address has been deactivated, recipient has been deleted, recipient has been removed, \
    recipient has been terminated, recipient has been closed, recipient has been disabled, \
    recipient has been deactivated, account is disabled, account is deactivated, account is inactive, \
    mailbox is disabled, mailbox is deactivated, mailbox is inactive, user is disabled, user is deactivated, \
    user is inactive, user is not active, address is disabled, address is deactivated, address is inactive, \
    address is not active, recipient is disabled, recipient is deactivated, recipient is inactive, \
    recipient is not active, account deleted, account deactivated, account not recognized, account has moved, \
    mailbox deleted, mailbox deactivated, mailbox not recognized, mailbox has moved, user deleted, user deactivated, \
    user not recognized, user has moved, address deleted, address deactivated, address not recognized, \
    address has moved, recipient deleted, recipient deactivated, recipient not recognized, recipient has moved, \
    reach is disabled, is not recognized, nonexistent, non existent, not listed in domino, not listed in public, \
    not listed in directory, not listed in the directory, not listed in address";

/// Something else stands in the way: of us, of the network, or of a mailbox that is there.
pub(super) const OBSTACLES: &str = "sender, mail from$, mailfrom, return path, envelope from, from address, \
    from domain, from header, originat, helo$, ehlo$, your domain, your address, your email address, your host, \
    your server, your ip, your mail server, your network, client host, ip address, spf, dkim, dmarc, authenticat, \
    unauthenticat, not authorized, unauthorized, not allowed, not permitted, permission, prohibited, restrict, \
    security, policy, policies, black list, blacklist, block, denylist, deny list, dnsbl, rbl, listed at, listed by, \
    listed on, reputation, spam, junk, unsolicited, bulk, virus, malware, infected, phish, content, attachment, \
    suspicio, relaying, relay access, relay denied, relay not, to relay, not relay, cannot relay, relay for, \
    open relay, relay prohibited, greylist, graylist, grey list, grey listed, gray list, too many, too much, \
    too large, too big, too long, too fast, rate$, rate limit, ratelimit, rates, throttl, exceed, limit, quota, \
    full$, overfull, storage, no space, insufficient, disk, size, overdrawn, over its, ptr$, reverse, rdns, \
    malformed, unexpected, name server fail, name server not, name server did, name server time, name server error, \
    name server loop, lookup fail, lookup error, servfail, timeout, timed out, time out, loop, hop count, \
    too many hops, temporar, tempfail, try again, try later, again later, later, deferred, delay, greeting, \
    connection, connect to, network, unreachable, internal error, local error, system error, server error, configur, \
    expired, expire, suspend, service unavailable, protocol, syntax error, tls, ssl, certificate, encrypt, \
    expanded from, generated from, may be, might be, may not, might not, could not be verified, unverified, voll$, \
    voller, ueberfullt, uberfullt, ueberfuellt, speicher, kontingent, zu gross, zu viele, zu viel, blockiert, \
    gesperrt, richtlinie, absender, spater, spaeter, vorubergehend, voruebergehend, zeituberschreitung, \
    zeitueberschreitung, grenze, uberschritten, ueberschritten, schleife, nicht erreichbar, nicht gestattet, \
    nicht erlaubt, unerwunscht, moglicherweise, weitergeleitet, pleine, plein$, satur, expediteur, bloque, \
    politique, trop$, temporaire, plus tard, indesirable, taille, boucle, delai, depass, espace, liste noire, \
    pas autorise, is vol$, postvak vol$, mailbox vol$, afzender, geblokkeerd, beleid, te groot, te veel, tijdelijk, \
    opslag, quotum, ongewenst, overschreden, mogelijk, zwarte lijst, piena, pieno, mittente, bloccat, politic, \
    troppo, troppi, troppe, temporane, spazio, dimension, riprova, superat, indesiderat, lista nera, llena, lleno, \
    remitente, bloquead, politica, demasiad, temporal, espacio, tamano, cuota, excedid, superad, no deseado, \
    mas tarde, pelna, pelny, przepelnion, nadawc, zablokowan, polityk, zbyt, tymczas, przekroczon, brak miejsca, \
    rozmiar, niechcian, pozniej, czarn, unable to verify, verify fail, callout, service not available, \
    currently not available, forwarded, forwarding, enough, return address, quarantin, recipient preferences, \
    not accepting, refusing, space$, spazio$, lexpediteur, not found in dns, dns returned, invalid response, \
    starttls, recipient rules, harvest, file does not, cannot open, server does not exist, record does not, records do not";

/// The same within the words for people, where servers also say what they always say.
pub(super) const OBSTACLES_FOR_PEOPLE: &str = "mail from$, sender rejected, sender address, sender verify, \
    sender denied, sender domain, senders domain, spf, dkim, dmarc, black list, blacklist, blocklist, block list, \
    blocked, dnsbl, rbl$, over quota, overquota, quota exceeded, exceeded, mailbox is full, mailbox full, \
    inbox is full, greylist, graylist, reverse dns, ptr record, malformed, timed out, expanded from, generated from, \
    forwarded, ist voll, absender, est pleine, expediteur, is vol$, afzender, e piena, mittente, esta lleno, \
    esta llena, remitente, jest pelna, nadawc, lexpediteur";

/// Lists of unwanted servers, as their names stand within addresses of pages and hosts.
pub(super) const LISTS: &str = "spamhaus, spamcop, sorbs, uceprotect, dnsbl, abuseat, barracudacentral, mailspike, \
    abusix, senderbase, senderscore, blacklist, blocklist, blackhole, denylist, surriel, njabl, spamrats, \
    backscatterer, manitu, nixspam, rfc-ignorant, truncate.gbudb, invaluement, .rbl., spfbl, openspf";

/// It did not arrive.
pub(super) const FAILED: &str = "undeliver, delivery fail, delivery status, delivery notification, delivery error, \
    delivery problem, delivery has failed, failed delivery, delivery to the following, delivery to these, \
    could not be delivered, couldnt be delivered, could not deliver, couldnt deliver, was not delivered, \
    wasnt delivered, not been delivered, not be delivered, wasnt able to deliver, not able to deliver, \
    unable to deliver, cannot be delivered, cannot deliver, cant be delivered, not deliverable, not delivered, \
    returned mail, returned to sender, returning message, returned to you, returning your, failure notice, \
    mail delivery, mail failure, message was rejected, been rejected, was rejected, message rejected, mail rejected, \
    non delivery, nondeliverable, non remis, permanent error, permanent failure, fatal error, transcript of session, \
    mail system error, bounce, did not reach, rejected your message, could not send, unzustellbar, nicht zustellbar, \
    nicht zugestellt, zustellung fehlgeschlagen, fehler bei der zustellung, zustellfehler, unzustellbarkeit, \
    zuruckgewiesen, zurueckgewiesen, abgewiesen, zuruckgeschickt, zurueckgeschickt, nicht ausgeliefert, \
    nicht geliefert, na pas pu etre, nont pas pu etre, na pu etre, echec de la remise, echec de remise, \
    echec de livraison, echec denvoi, impossible de remettre, non distribu, non delivre, na pas ete remis, \
    pas ete distribue, pas ete delivre, erreur de remise, niet bezorgd, niet afgeleverd, onbestelbaar, \
    niet worden bezorgd, niet worden afgeleverd, mislukt, kon niet worden, mancato recapito, mancata consegna, \
    non recapitat, impossibile recapitare, impossibile consegnare, non consegnat, non e stato possibile, \
    non e stato recapitato, errore di consegna, no se pudo entregar, no se ha podido, no entregad, \
    no se puede entregar, no pudo ser entregado, no ha podido ser entregado, devuelto, fallo en la entrega, \
    error en la entrega, no se ha entregado, imposible entregar, nie mozna dostarczyc, niedostarczon, \
    nie dostarczono, nie zostala dostarczona, nie zostal dostarczon, nie moze zostac, nie udalo sie, \
    nie mogla zostac, blad dostarczenia, zwrot wiadomosci, rejected, refused, not accepted, mailbox is full, \
    mailbox full, inbox is full, over quota, overquota, quota exceeded, exceeded, size limit, too large, \
    over its quota, ist voll, abgelehnt, nicht angenommen, nicht erreicht, est pleine, est plein, refuse$, is vol$, \
    geweigerd, e piena, piena, rifiutat, esta lleno, llena, rechazad, jest pelna, odrzucon, przepelnion, \
    problem delivering, delivery problems, had delivery, fehlgeschlagen, zustellungsstatus, zustellstatus, \
    quarantin, virus, infected, forbidden, banned, blocked, prohibited, spam, unsolicited, violat, greylist, \
    graylist, dnsbl, blacklist, blocklist, blockiert, gesperrt, geblockt, bloque, geblokkeerd, bloccat, bloquead, \
    zablokowan, quarantan, no valid recipient, not valid";

/// It has not arrived yet, and the server goes on.
pub(super) const GOES_ON: &str = "will keep trying, keep trying, will continue to try, will continue trying, \
    continue to attempt, continue to be attempted, will be continued, still trying, will retry, will be retried, \
    retried for, will try again, try to deliver again, further attempts will, not yet been delivered, \
    not yet delivered, has not yet been, do not need to resend, no need to resend, temporary problem delivering, \
    queued for, remain in the queue, noch nicht zugestellt, noch nicht ausgeliefert, weiterhin versucht, \
    weitere zustellversuche, weitere versuche, versuchen wir weiter, weiter versucht, erneut versucht, \
    pas encore ete, pas encore pu, continuera, nouvelle tentative, nouvelles tentatives, nog niet bezorgd, \
    nog niet afgeleverd, blijven proberen, blijft proberen, opnieuw geprobeerd, non e ancora, non ancora, \
    continuera a, ulteriori tentativi, nuovi tentativi, aun no se, todavia no se, aun no ha, todavia no ha, \
    seguira intentando, se seguira, seguiremos intentando, jeszcze nie zosta, nie zostala jeszcze, ponawia, \
    kolejne proby, bedzie ponawian, warning message only, nur eine warnung, nicht erneut senden, \
    nicht noch einmal senden, seulement un avertissement, pas necessaire de renvoyer, avertissement uniquement, \
    alleen een waarschuwing, niet opnieuw te verzenden, solo un avviso, non e necessario inviare di nuovo, \
    solo un mensaje de advertencia, no es necesario que vuelva, tylko ostrzezenie, gmail versucht, \
    pas besoin de renvoyer, davertissement uniquement, uniquement un message davertissement, gmail fera, \
    gmail riprovera, gmail volvera, gmail bedzie, gmail probeert, zustellung unvollstandig, remise incomplete, \
    distribution incomplete, consegna incompleta, recapito incompleto, entrega incompleta, bezorging onvolledig";

/// It is late, by a word that stands in reports of failures as well.
pub(super) const DELAYED: &str = "been delayed, is delayed, delivery delayed, delivery is delayed, delivery delay, \
    delivery incomplete, message delayed, mail delayed, delayed mail, delayed, no action is required, warning, \
    verzogert, verzoegert, verzogerung, verzoegerung, warnung, retardee, est retarde, retard de, en retard, \
    avertissement, vertraagd, vertraging, waarschuwing, ritardat, in ritardo, ritardo nella, avvertimento, retrasad, \
    retraso, demorad, demora, advertencia, opoznion, opoznienie, ostrzezenie, notification delay, zustellungsverzog, \
    zustellverzog, remise differee, consegna ritard, entrega retras, entrega demorad, davertissement, remise retard, \
    recapito ritardo, entrega retraso, bezorging vertraagd";

/// The server has given up, whatever else it says.
pub(super) const GIVEN_UP: &str = "given up, giving up, gave up, permanent error, permanent failure, \
    permanent fatal, will not retry, will not try, no further attempts, not be retried, retry timeout exceeded, \
    retry time not reached for any host after, aufgegeben, abandonne, opgegeven, abbandonat, abandonad, zrezygnowan, \
    trwaly";

/// A machine wants to know first who writes.
pub(super) const ASKED_WHO_WE_ARE: &str = "confirm your message, confirm that you, confirm you are, \
    confirm this message, confirm your email, confirmation of your message, verify your email to, prove you are, \
    prove that you are, challenge response, message is being held, held until, awaiting your confirmation, \
    requires confirmation, whitelist yourself, request to be added, approve your message, \
    bestatigen sie ihre nachricht, bestaetigen sie, confirmez votre message, bevestig uw bericht, \
    confermare il messaggio, confirme su mensaje, potwierdz swoja wiadomosc, waitlisted, guest list, add yourself, \
    moderator, awaiting approval, awaits approval";

/// With which the subject of an answer begins that nobody wrote.
pub(super) const ANSWERED_BY_ITSELF: &str = "automatic reply, automatic response, automated reply, \
    automated response, auto reply, autoreply, auto response, autoresponse, auto responder, autoresponder, \
    auto antwort, autoantwort, out of office, out of the office, ooo$, on vacation, vacation reply, \
    vacation message, vacation notice, i am on vacation, i am away, automatische antwort, automatische ruckmeldung, \
    automatische rueckmeldung, automatische eingangs, automatische nachricht, automatische email, \
    automatische e mail, abwesenheit, abwesend, nicht im buro, nicht im buero, nicht im haus, im urlaub, \
    urlaubsnotiz, bin im urlaub, reponse automatique, reponse auto, message automatique, message dabsence, \
    notification dabsence, absence du bureau, absent du bureau, automatisch antwoord, automatische beantwoording, \
    automatische reactie, automatisch bericht, afwezig, afwezigheid, niet aanwezig, op vakantie, buiten kantoor, \
    risposta automatica, messaggio automatico, fuori ufficio, fuori sede, assente, sono in ferie, in ferie, \
    respuesta automatica, respuesta automatizada, mensaje automatico, contestacion automatica, fuera de la oficina, \
    fuera de oficina, ausente, de vacaciones, automatyczna odpowiedz, odpowiedz automatyczna, autoodpowiedz, \
    odpowiedz z automatu, poza biurem, nieobecnosc, nieobecny, nieobecna, na urlopie, urlaub bis, urlaub vom, \
    urlaubsabwesenheit, avis dabsence, absence du, absence jusqu, absent jusqu, absente du, absente jusqu, \
    en conge jusqu, en conges, conges du, vakantie tot, assenza dall, assenza fino, messaggio di assenza, \
    avviso di assenza, ausencia de la oficina, ausencia hasta, mensaje de ausencia, vacaciones hasta, urlop do, \
    currently away, away from the office, away from my, resposta automatica, automatiskt svar, automatisk svar, \
    autosvar, automaattinen vastaus";

/// That nobody wrote it.
pub(super) const SAYS_A_MACHINE: &str = "this is an automatic, this is an automated, this is an auto, \
    this message was automatically, this email was automatically, automatically generated, automatic reply, \
    automated reply, automated response, autoresponder, dies ist eine automatisch, dies ist eine automatische, \
    diese nachricht wurde automatisch, diese email wurde automatisch, diese e mail wurde automatisch, \
    diese mail wurde automatisch, automatisch erstellt, automatisch generiert, automatisch erzeugt, \
    automatische antwort, automatische eingangsbestatigung, ceci est un message automatique, \
    ceci est une reponse automatique, reponse automatique, message automatique, envoye automatiquement, \
    genere automatiquement, dit is een automatisch, automatisch gegenereerd, automatisch verzonden, \
    automatisch antwoord, questo e un messaggio automatico, risposta automatica, messaggio automatico, \
    generato automaticamente, inviato automaticamente, este es un mensaje automatico, \
    esta es una respuesta automatica, respuesta automatica, mensaje automatico, generado automaticamente, \
    enviado automaticamente, to jest automatyczn, wiadomosc automatyczna, wiadomosc wygenerowana automatycznie, \
    wygenerowana automatycznie, automatyczna odpowiedz, wyslana automatycznie";

/// That somebody is not there.
pub(super) const IS_AWAY: &str = "out of office, out of the office, not in the office, away from the office, \
    away from my, on vacation, on holiday, on annual leave, on leave, on maternity, on parental, i am away, \
    currently away, currently unavailable, no longer with, no longer works, no longer work, left the company, \
    limited access to, nicht im buro, nicht im buero, nicht im haus, ausser haus, nicht erreichbar, \
    nicht am arbeitsplatz, im urlaub, abwesend, abwesenheit, in elternzeit, im mutterschutz, \
    nicht mehr im unternehmen, nicht mehr bei uns, nicht mehr fur, wieder im buro, wieder im buero, \
    wieder fur sie da, betriebsferien, betriebsurlaub, absent, absente, en conge, en vacances, hors du bureau, \
    pas au bureau, mon absence, de retour le, ne travaille plus, afwezig, niet aanwezig, op vakantie, met vakantie, \
    niet op kantoor, buiten kantoor, met verlof, mijn afwezigheid, niet meer werkzaam, fuori ufficio, fuori sede, \
    in ferie, in vacanza, assente, non sono in ufficio, mia assenza, saro assente, non lavora piu, \
    fuera de la oficina, fuera de oficina, de vacaciones, ausente, mi ausencia, estare fuera, \
    no estoy en la oficina, ya no trabaja, poza biurem, na urlopie, nieobecn, nie ma mnie w biurze, przebywam na, \
    jestem na urlopie, nie pracuje juz, absence$, urlaub$, ferie$, vacaciones$, urlop$, vakantie$, conges$, \
    ausencia$, assenza$, travelling, traveling, on a business trip, return from, will return, back on, \
    back in the office, return to the office, no access to email, little access to, sick leave, closed for, \
    closed until, auf dienstreise, auf reisen, auf geschaftsreise, erkrankt, krankheit, zuruck am, zuruck sein, \
    geschlossen, en deplacement, malade, de retour, ferme du, ferme jusqu, op reis, ziek, gesloten, weer aanwezig, \
    in viaggio, in trasferta, malattia, rientrero, rientro, chiuso, de viaje, de baja, regresare, regreso, cerrado, \
    w podrozy, w delegacji, zwolnieni, wracam, wroce, nieczynn, at a conference, i will be out, nicht zu erreichen";

/// What machines say besides.
pub(super) const ASKS_FOR_PATIENCE: &str = "thank you for your email, thank you for your e mail, \
    thank you for your message, thanks for your email, thanks for your message, thank you for contacting, \
    thank you for getting in touch, in urgent, for urgent, if urgent, urgent matters, please contact, will reply, \
    will respond, get back to you, upon my return, on my return, i will be back, not be forwarded, not forwarded, \
    vielen dank fur ihre, vielen dank fuer ihre, danke fur ihre, danke fuer ihre, in dringenden, bei dringenden, \
    wenden sie sich, wird nicht weitergeleitet, werden nicht weitergeleitet, nach meiner ruckkehr, \
    nach meiner rueckkehr, so schnell wie moglich, so bald wie moglich, schnellstmoglich, merci pour votre, \
    merci de votre, en cas durgence, pour toute urgence, veuillez contacter, a mon retour, des mon retour, \
    bedankt voor uw, bedankt voor je, dank voor uw, bij dringende, voor dringende, neem contact op, kunt u contact, \
    zo snel mogelijk, grazie per la, grazie per il, in caso di urgenza, per urgenze, per questioni urgenti, \
    si prega di contattare, al mio rientro, al mio ritorno, gracias por su, gracias por tu, en caso de urgencia, \
    para asuntos urgentes, pongase en contacto, a mi regreso, a mi vuelta, dziekuje za wiadomosc, \
    dziekujemy za wiadomosc, dziekuje za, dziekujemy za, w pilnych, w sprawach pilnych, prosze o kontakt, \
    po powrocie, received your mail, received your email, received your e mail, received your message, \
    got your message, got your mail, will read your, will read it, will answer your, nachricht erhalten, \
    email erhalten, melden uns, melde mich, bien recu votre, uw bericht ontvangen, ho ricevuto, abbiamo ricevuto, \
    he recibido, hemos recibido, otrzymalismy, otrzymalem";

/// What people write about who owe something.
pub(super) const SPEAKS_OF_MONEY: &str = "zahl, bezahl, gezahlt, uberw, ueberw, betrag, mahn, geld, pay, paid, \
    money, transfer, paye, virement, betaal, betal, overgemaakt, bonific, transferen, zapla, przelew, pagar, pagare, \
    pago$, pagat, pagad, pagher, placi, paiement, bill$, ai regle";

/// How the subject of an answer begins.
pub(super) const ANSWERS: &str = "re$, aw$, antw$, antwort$, odp$, r$, rif$, res$, sv$, vs$, rv$, ref$, ynt$";

/// The subjects of services that tell of a complaint, whatever their address.
pub(super) const REPORTS_A_COMPLAINT: &str = "complaint about message, complaint about email, email feedback report, email abuse report, \
    feedback loop report, spam complaint, reported as spam";

/// What else they write, from an address for such things.
pub(super) const COMPLAINS: &str = "complaint about message, complaint about email, email feedback report, \
    feedback report, abuse report, spam report, spam complaint, reported as spam, email abuse, complaint, \
    feedback loop, spam beschwerde, beschwerde, als spam gemeldet, plainte, signale comme spam, signalement, \
    segnalat, segnalazione, klacht, als spam gemarkeerd, queja, denuncia, marcado como spam, skarga, zgloszenie spam";
