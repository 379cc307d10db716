# Les textes de la page de paiement. Courts, concrets, aimables ; « vous » ; sans point d'exclamation. Qui les lit doit savoir si de l'argent a circulé.

## The frame

pay-preview-title = Demande de paiement
pay-preview-text = Ouvrez le lien pour voir les détails.
pay-test-mode = Mode test : aucun argent ne circule
pay-languages = Langue
pay-imprint = Mentions légales
pay-privacy = Confidentialité
pay-support = Contacter { $merchant }
pay-title = { $headline } · { $merchant }

## Facts

pay-details = Détails
pay-receipt = Reçu
pay-attachments = Pièces jointes
pay-attachment-kind = PDF, { $size }
pay-reference = Référence
pay-purpose = Objet
pay-issued-to = Établie pour
pay-payee = Bénéficiaire
pay-due = Échéance
pay-payable-until = Lien valable jusqu’au
pay-total = Montant total
pay-already-paid = Déjà payé
pay-still-due = Reste à payer
pay-paid-on = Payé le
pay-paid-with = Payé par
pay-amount = Montant
pay-recorded-by-hand = Enregistré par { $merchant }

## Open

pay-request = Demande de paiement
pay-open-title = { $amount } à { $merchant }
pay-due-on = À payer au plus tard le { $date }
pay-due-today = À payer aujourd’hui
pay-due-tomorrow = À payer demain au plus tard
pay-was-due-on = L’échéance était le { $date }
pay-countdown = Encore { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} pour payer, jusqu’au { $until }
pay-countdown-today = Payable aujourd’hui seulement
pay-countdown-today-until = Payable aujourd’hui seulement, jusqu’à { $clock }
pay-countdown-tomorrow = Payable jusqu’à demain seulement
pay-countdown-tomorrow-until = Payable jusqu’à demain { $clock } seulement
pay-part-paid = Déjà payé : { $paid } sur { $total }.
pay-left = Vous n’avez pas payé. Aucun montant n’a été débité.
pay-left-again = Vous n’avez pas payé cette fois-ci. Aucun montant n’a été débité lors de cette tentative.
pay-last-ended = La dernière tentative a été interrompue. Aucun montant n’a été débité.
pay-changed = Les informations ont changé depuis que vous avez ouvert cette page. Merci de les relire.
pay-not-offered = Ce moyen de paiement n’est pas proposé ici. Aucun montant n’a été débité. Merci d’en choisir un autre.
pay-method = Moyen de paiement
pay-button = Payer { $amount }
pay-method-by = par { $provider }
pay-method-more = Autres moyens de paiement
pay-taken-by-each = Le paiement est encaissé par le prestataire indiqué à côté du moyen de paiement.
pay-taken-by = Le paiement est pris en charge par { $provider }.
pay-on-phone = Continuer sur votre téléphone
pay-on-phone-how = Scannez ce code QR avec l’appareil photo de votre téléphone.
pay-qr-name = Code QR avec l’adresse de cette page

## Declined

pay-declined-headline = Le paiement n’a pas abouti
pay-declined-money = Aucun montant n’a été débité.
pay-declined-money-this-time = Aucun montant n’a été débité lors de cette tentative.
pay-declined-declined = La banque a refusé le paiement sans nous dire pourquoi. Réessayez, ou choisissez un autre moyen de paiement.
pay-declined-insufficient_funds = La provision du compte ou de la carte ne suffisait pas pour ce montant.
pay-declined-authentication_failed = La confirmation auprès de votre banque n’a pas été menée à terme.
pay-declined-debit_failed = Votre banque a rejeté le prélèvement.
pay-declined-provider_refused = { $provider } n’a pas pu accepter le paiement. Vous n’y êtes pour rien.
pay-declined-other = { $provider } n’a pas indiqué la raison. Réessayez, ou choisissez un autre moyen de paiement.
pay-button-again = Réessayer : { $amount }

## Nobody takes payments

pay-unpayable-headline = Le paiement en ligne n’est pas possible en ce moment
pay-unpayable-then = Vous n’y êtes pour rien. Demandez à { $merchant } comment payer, ou rouvrez le lien plus tard.

## Waiting

pay-preparing-headline = Votre paiement se prépare
pay-preparing-money = Aucun montant n’a encore été débité lors de cette tentative.
pay-preparing-then = { $provider } met plus de temps que d’habitude. Continuez dans quelques secondes.
pay-preparing-button = Continuer vers { $provider }
pay-checking-headline = Votre dernier paiement est en cours de vérification
pay-checking-money = Nous ne savons pas encore si un montant a été débité.
pay-checking-then = Nous interrogeons { $provider }. Tant que nous n’avons pas sa réponse, merci de ne pas payer une seconde fois.
pay-processing-headline = Votre paiement est en cours
pay-processing-money = Le paiement de { $amount } a bien été ordonné, mais il n’est pas encore arrivé.
pay-processing-then = Selon la banque, cela prend quelques jours. Vous n’avez plus rien à faire.
pay-clarifying-headline = Votre paiement est en cours d’examen
pay-clarifying-money = Un paiement de { $amount } est arrivé alors que ce lien n’était plus valable.
pay-clarifying-then = { $merchant } décidera de l’accepter ou de vous le rembourser. Vous n’avez plus rien à faire.
pay-foreign-asked = { $amount } ont été reçus dans une autre devise que celle demandée. { $merchant } décide de la suite.
pay-foreign-kept = { $amount } ont été reçus dans une autre devise que celle demandée. Adressez-vous à { $merchant } à ce sujet.
pay-foreign-then = D’ici là, merci de ne pas payer une deuxième fois. Pour toute question, { $merchant } peut vous aider.
pay-refreshes = Cette page se met à jour toute seule.
pay-look-again = Vérifier maintenant

## Paid

pay-paid-headline = Paiement reçu : { $amount }
pay-paid-thanks = Merci. { $merchant } est déjà au courant, vous n’avez plus rien à faire.
pay-refunding-headline = Remboursement en cours : { $amount }
pay-refunded-headline = Remboursement effectué : { $amount }
pay-refunded-then = Vous aviez payé { $amount }. Vous n’avez plus rien à faire.
pay-go-back = Retour vers { $merchant }

## Expired, cancelled

pay-expired-headline = Ce lien a expiré le { $date }
pay-expired-then = Si vous souhaitez encore payer, demandez un nouveau lien à { $merchant }.
pay-cancelled-headline = Cette demande de paiement a été annulée
pay-cancelled-then = { $merchant } l’a annulée le { $date }. Il n’est plus possible de payer via ce lien.
pay-money-none = Aucun montant n’a été débité.
pay-money-none-known = Nous n’avons connaissance d’aucun paiement.
pay-money-undecided = Nous ne savons pas encore si un montant a été débité lors de votre dernière tentative.
pay-undecided-then = Nous interrogeons { $provider }. Tant que nous n’avons pas sa réponse, merci de ne pas payer d’une autre manière.
pay-money-part = Déjà payé : { $paid } sur { $total }. Le reste ({ $due }) ne peut plus être payé via ce lien.
pay-write = Écrire à { $merchant }
pay-call = Appeler { $merchant }
pay-write-subject = Nouveau lien de paiement
pay-write-subject-reference = Nouveau lien de paiement pour { $reference }

## What happened to money besides

pay-receipt-refunded = Remboursé le { $date }
pay-receipt-refunding = Remboursement en cours
pay-late-accepted = Le paiement est arrivé alors que ce lien n’était plus valable, et il a été accepté.
pay-late-unsettled = Un paiement de { $amount } est arrivé alors que ce lien n’était plus valable. { $merchant } verra cela avec vous.
pay-surplus-asked = Vous avez payé { $amount } de trop. { $merchant } décidera de la suite.
pay-surplus-kept = Vous avez payé { $amount } de trop. Adressez-vous à { $merchant } à ce sujet.
pay-refund-late-underway = Un paiement de { $amount } est arrivé alors que ce lien n’était plus valable. Il vous est remboursé ; comptez quelques jours pour que le montant apparaisse sur votre compte.
pay-refund-late-done = Un paiement de { $amount } est arrivé alors que ce lien n’était plus valable. Il a été remboursé le { $date }.
pay-refund-surplus-underway = Vous avez payé { $amount } de trop. Ce montant vous est remboursé ; comptez quelques jours pour qu’il apparaisse sur votre compte.
pay-refund-surplus-done = Vous avez payé { $amount } de trop. Ce montant a été remboursé le { $date }.
pay-refund-underway = { $merchant } vous rembourse { $amount }. Comptez quelques jours pour que le montant apparaisse sur votre compte.
pay-refund-done = { $merchant } vous a remboursé { $amount } le { $date }.
pay-refund-failed = Le remboursement de { $amount } n’a pas encore abouti. { $merchant } s’en occupe.
pay-dispute-open = Un montant de { $amount } fait l’objet d’une contestation auprès de votre banque.
pay-dispute-lost = Votre banque a annulé le paiement de { $amount } à la suite d’une contestation.

## Not found, problems

pay-not-found-headline = Ce lien n’existe pas
pay-not-found-money = Ouvrir cette page n’entraîne aucun débit.
pay-not-found-then = Il manque peut-être un caractère, ou le lien n’est plus valable. Rouvrez-le depuis le message ou la facture, ou renseignez-vous auprès de la personne qui vous l’a donné.
pay-problem-rate-limited-headline = Trop de tentatives en peu de temps
pay-problem-rate-limited-then = Attendez une minute, puis rouvrez le lien.
pay-problem-unavailable-headline = Cette page est indisponible en ce moment
pay-problem-unavailable-then = Réessayez dans quelques minutes.
pay-problem-refused-headline = Cette opération n’a pas pu être acceptée
pay-problem-refused-then = Rouvrez le lien et payez depuis cette page.
pay-problem-money = Aucun montant n’a été débité par cette opération.
pay-problem-back = Retour à la page de paiement

## What the payer has said before

pay-told-later = Rappel prévu le { $date }.
pay-told-change = Choisir un autre jour
pay-told-no-sms = Vous ne recevez plus de SMS de { $merchant }.
pay-told-no-email = Vous ne recevez plus d’e-mails de { $merchant }.

## Messages ended

pay-opt-out-ask-headline-sms = Ne plus recevoir de SMS ?
pay-opt-out-ask-headline-email = Ne plus recevoir d’e-mails ?
pay-opt-out-ask-then = { $merchant } ne vous écrira plus par ce moyen concernant vos paiements. Cela ne change rien à ce qui reste à payer.
pay-opt-out-done-headline-sms = Vous ne recevrez plus de SMS
pay-opt-out-done-headline-email = Vous ne recevrez plus d’e-mails
pay-opt-out-done-then = { $merchant } ne vous écrira plus par ce moyen concernant vos paiements. Cela ne change rien à ce qui reste à payer.
pay-opt-out-nowhere-headline = Aucun envoi à arrêter
pay-opt-out-nowhere-then = { $merchant } n’envoie pas de messages pour ce paiement.
pay-opt-out-button-sms = Ne plus recevoir de SMS
pay-opt-out-button-email = Ne plus recevoir d’e-mails

## Reminded later, a new link

pay-later = Me le rappeler plus tard
pay-later-ask-headline = Quand souhaitez-vous un rappel ?
pay-later-ask-then = D’ici là, { $merchant } ne vous enverra pas de rappel. L’échéance ne change pas.
pay-later-done-headline = Rappel prévu le { $date }
pay-later-done-then = D’ici là, { $merchant } ne vous enverra pas de rappel. Vous pouvez aussi payer avant.
pay-later-refused-headline = Le rappel ne peut pas être reporté davantage
pay-later-refused-then = S’il vous faut plus de temps, parlez-en à { $merchant }.
pay-expired-then-new-link = Si vous souhaitez encore payer, nous pouvons vous envoyer un nouveau lien, au numéro ou à l’adresse e-mail enregistrés par { $merchant }.
pay-new-link = Recevoir un nouveau lien
pay-new-link-headline = Un nouveau lien vous est envoyé
pay-new-link-then-sms = Vous le recevrez bientôt par SMS au numéro { $to }.
pay-new-link-then-email = Vous le recevrez bientôt par e-mail à { $to }.
pay-new-link-refused-headline = Pour un nouveau lien, adressez-vous à { $merchant }
pay-new-link-refused-then = Un message ou un appel suffit. Aucun montant n’a été débité.

## Sign up for messages

pay-join-headline = Messages de { $merchant }
pay-join-lead = Recevez les demandes de paiement, les rappels et les confirmations de paiement directement sur votre téléphone ou par e-mail. C’est facultatif, et vous pouvez arrêter quand vous voulez.
pay-join-name = Nom
pay-join-phone = Numéro de mobile
pay-join-email = Adresse e-mail
pay-join-by-sms = Si vous indiquez un numéro de mobile
pay-join-by-email = Si vous indiquez une adresse e-mail
pay-join-agree = J’accepte ce qui précède pour le numéro et l’adresse e-mail indiqués.
pay-join-do = M’inscrire
pay-join-error-nowhere = Indiquez un numéro de mobile, une adresse e-mail, ou les deux.
pay-join-error-phone = Écrivez le numéro avec l’indicatif du pays, comme +33 6 12 34 56 78.
pay-join-error-full = Les inscriptions par SMS sont closes pour aujourd’hui. Laissez le numéro vide et indiquez une adresse e-mail, ou réessayez demain.
pay-join-error-email = Écrivez l’adresse comme nom@example.org.
pay-join-error-name = Écrivez ceci sur une ligne, sans caractères spéciaux.
pay-join-error-agree = Cochez cette case si vous êtes d’accord.
pay-join-error-changed = Le texte a changé entre-temps. Merci de le relire.
pay-join-asked-headline = Encore une étape
pay-join-asked-then = { $merchant } vous envoie maintenant un message. L’inscription ne sera valable qu’une fois confirmée : ainsi, personne ne peut inscrire le numéro de quelqu’un d’autre.
pay-join-asked-stopped = Vous ne recevez rien ? Si vous aviez arrêté les messages avec STOP, envoyez d’abord START au même numéro.
pay-join-confirm-headline-sms = Des SMS de { $merchant } ?
pay-join-confirm-headline-email = Des e-mails de { $merchant } ?
pay-join-confirm-do = Oui, j’accepte
pay-join-done-headline-sms = Inscription confirmée
pay-join-done-headline-email = Inscription confirmée
pay-join-done-then-sms = { $merchant } vous écrira par SMS concernant vos paiements. Répondez STOP pour arrêter à tout moment.
pay-join-done-then-email = { $merchant } vous écrira par e-mail concernant vos paiements. Le lien à la fin de chaque e-mail permet d’arrêter à tout moment.
pay-join-too-late-headline = Ce lien n’est plus valable
pay-join-too-late-then = Il était valable sept jours. Inscrivez-vous à nouveau, et vous en recevrez un autre.
