"""Signs a callback as Twilio does, with Twilio's own library: twilio_sign.py TOKEN URL BODY prints the signature."""
import sys
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

token, url, body = sys.argv[1:]
parameters = {}
for name, value in parse_qsl(body, keep_blank_values=True):
    parameters.setdefault(name, []).append(value)
print(RequestValidator(token).compute_signature(url, {name: values if len(values) > 1 else values[0] for name, values in parameters.items()}))
