"""Makes src/messaging/sms/twilio/signatures.txt with Twilio's own library: pip install twilio; python tests/rigs/sms/sign_twilio.py"""
import hashlib
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from twilio.request_validator import RequestValidator

FORM, JSON = "application/x-www-form-urlencoded; charset=UTF-8", "application/json"
validator = RequestValidator("12345")


class Form(dict):
    """What web frameworks hand over: several values per name."""

    def getlist(self, name):
        return self[name]


status = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "undelivered", "ErrorCode": "30007", "To": "+4915112345678", "ErrorMessage": ""}
inbound = [("From", "+4915112345678"), ("To", "+14155550100"), ("Body", "Schon überwiesen & erledigt + €"), ("MessageSid", "SM" + "2" * 32),
           ("AddedLater", "b"), ("AddedLater", "a"), ("AddedLater", "a"), ("OptOutType", "")]
body = '{"a": 1}'
json_url = "https://pay.example.org/n/sms?x=1&bodySHA256=" + hashlib.sha256(body.encode()).hexdigest()

cases = []
for signed_url, called_url, form in [
    ("https://pay.example.org/n/sms?account=ma_1", None, urlencode(status)),
    ("https://pay.example.org/n/sms?account=ma_1", None, urlencode(inbound)),
    ("https://pay.example.org:443/n/sms?a=%20b", "https://pay.example.org/n/sms?a=%20b", urlencode(inbound)),
    ("https://pay.example.org/n/sms?a=b", "https://pay.example.org:443/n/sms?a=b", urlencode(status)),
    ("https://pay.example.org:8443/n/sms?a=b", None, urlencode(status)),
    ("http://user:pass@pay.example.org/?a=b", None, urlencode(status)),
    ("https://pay.example.org/n/sms?MessageStatus=sent", None, ""),
]:
    called_url = called_url or signed_url
    for algorithm in ["HMAC_SHA1", "HMAC_SHA256"]:
        parameters = Form(parse_qs(form, keep_blank_values=True))
        signature = validator.compute_signature(signed_url, parameters, algorithm)
        assert validator.validate(called_url, parameters, signature, algorithm)
        cases.append((algorithm, FORM, called_url, form, signature))
signature = validator.compute_signature(json_url, {})
assert validator.validate(json_url, body, signature)
cases.append(("HMAC_SHA1", JSON, json_url, body, signature))
target = Path(__file__).parents[3] / "src/messaging/sms/twilio/signatures.txt"
target.write_text("".join("\t".join(case) + "\n" for case in cases))
