# A client as it exists in the field: Python's standard library, escapes in the JSON, a timestamp without zone, keep-alive.
import datetime
import http.client
import json
import ssl
import sys

port, certificate, key, authority = sys.argv[1:]
context = ssl.create_default_context(cafile=authority)
context.load_cert_chain(certificate, key)
connection = http.client.HTTPSConnection("localhost", int(port), context=context, timeout=30)
for _ in range(2):
    message = {
        "sender_number": "+989121234567",
        "message_body": "سلام 👋\nمی‌خواهم",
        "metadata": {"timestamp": datetime.datetime.now().isoformat(), "client_id": "ignored"},
    }
    headers = {
        "User-Agent": "python-requests/2.31.0",
        "Accept-Encoding": "gzip, deflate",
        "Accept": "*/*",
        "Connection": "keep-alive",
        "Content-Type": "application/json",
    }
    connection.request("POST", "/api/v1/messages", json.dumps(message).encode("ascii"), headers)
    answer = connection.getresponse()
    print(answer.status, answer.read().decode())
