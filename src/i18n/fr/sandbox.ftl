# La page du prestataire intégré pour le mode test.

sandbox-title = Paiement sandbox
sandbox-no-money = Mode test : aucun argent ne circule
sandbox-succeed = Le paiement aboutit
sandbox-other = Ou simuler un autre résultat
sandbox-decline = La banque refuse
sandbox-fail-authentication = La confirmation échoue
sandbox-pending-then-succeed = Prélèvement, aboutit plus tard
sandbox-pending-then-fail = Prélèvement, rejeté plus tard
sandbox-cancel = Retour sans payer
sandbox-over = Cette page de paiement n’est plus valable.
sandbox-over-paid = Ce paiement est terminé.
sandbox-back = Retour à la demande de paiement
