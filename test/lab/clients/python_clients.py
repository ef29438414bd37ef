"""Real SDKs, one pod after the other: reads [{name, env}] from stdin, writes {client: {name: outcome}}."""

import json
import os
import re
import sys

CLIENTS = {}

try:
    import boto3

    CLIENTS["boto3"] = lambda: boto3.session.Session().client("sts").get_caller_identity()["Arn"]
except ImportError:
    pass

# gcloud brings its own copy.
sys.path += [path for path in sys.argv[1:] if os.path.isdir(path)]
try:
    import google.auth
    import google.auth.transport.requests

    def google_auth():
        credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
        credentials.refresh(google.auth.transport.requests.Request())
        return "token" if credentials.token.startswith("ya29.lab.") else credentials.token

    CLIENTS["google-auth"] = google_auth
except ImportError:
    pass


def code_of(error):
    response = getattr(error, "response", None)
    if isinstance(response, dict):
        return response["Error"]["Code"]
    found = re.search(r"PERMISSION_DENIED|Error code (\w+)", str(error))
    return (found[1] or found[0]) if found else repr(error)


results = {client: {} for client in CLIENTS}
for case in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(case["env"])
    for client, call in CLIENTS.items():
        try:
            results[client][case["name"]] = call()
        except Exception as error:
            results[client][case["name"]] = code_of(error)
print(json.dumps(results))
