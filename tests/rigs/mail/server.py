"""A mail server for tests on aiosmtpd, with STARTTLS and log-in. Keeps each mail as it came and says whether dkimpy finds it well signed.

server.py FOLDER PORT TLS_PORT: FOLDER holds server.pem, server.key and dkim.txt (the published key); mails become N.eml and N.json there.
What happens follows from the recipient: unknown@ later@ spam@ broken@ (hangs up after the text).
"""
import json
import ssl
import sys
import threading
from pathlib import Path

import dkim
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, port, tls_port = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
key = (folder / "dkim.txt").read_bytes()


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = {"unknown": "550 5.1.1 No such user", "later": "450 4.2.0 Greylisted, try again"}
        answer = answers.get(address.split("@")[0])
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "spam":
            return "554 5.7.1 Looks like spam"
        if name == "broken":
            server.transport.abort()
            return "250 never heard"
        self.count += 1
        signed = dkim.verify(envelope.original_content, dnsfunc=lambda name, timeout=5: key)
        facts = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "signed": signed, "encrypted": bool(server.transport.get_extra_info("ssl_object"))}
        (folder / f"{self.count}.eml").write_bytes(envelope.original_content)
        (folder / f"{self.count}.json").write_text(json.dumps(facts))
        return f"250 2.0.0 Ok: queued as RIG{self.count}"


def log_in(server, session, envelope, mechanism, data):
    known = data.login == b"user" and data.password == b"pass/word"
    # "Handled" would mean that the answer was already given.
    return AuthResult(success=known, handled=known)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "server.pem", folder / "server.key")
handler = Handler()
Controller(handler, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, auth_required=True, authenticator=log_in).start()
# Encrypted from the start; aiosmtpd does not count that as TLS when it comes to log-ins. It knows plain letters only.
Controller(handler, hostname="127.0.0.1", port=tls_port, ssl_context=context, enable_SMTPUTF8=False, auth_require_tls=False, auth_required=True, authenticator=log_in).start()
threading.Event().wait()
