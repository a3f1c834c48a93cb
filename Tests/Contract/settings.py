"""Writes schemathesis.toml: settings.py KEY EXAMPLES DOCUMENT HOOKS > schemathesis.toml"""

import base64
import json
import sys

key, examples, document_path, hooks_path = sys.argv[1:]
with open(document_path, encoding="utf-8") as file:
    document = json.load(file)

# What no schema can say beforehand: that a row is as it was read (304) or changed meanwhile (412), and rules between
# several values (422).
ACCEPTED = ["2xx", "304", "401", "403", "404", "409", "412", "422"]
# A program's key, as the seed has it, shown by HTTP Basic where tokens are given.
CLIENT = "contract:clt_live_contract_theContractsOwnIntegrationSecret39bL3l"


def text(value):
    return json.dumps(value, ensure_ascii=False)


print(f"""seed = 1
continue-on-failure = true
hooks = {text(hooks_path)}
headers = {{ Authorization = {text("Bearer " + key)} }}

[generation]
max-examples = {examples}
database = "none"

[warnings]
fail-on = ["missing_auth", "missing_test_data"]

[checks.positive_data_acceptance]
expected-statuses = {text(ACCEPTED)}

# Wrong input can be too long as well.
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "414", "415", "422", "428", "431"]

[checks.missing_required_header]
expected-statuses = ["400", "401", "404", "406", "412", "422", "428"]
""")
for path, operations in document["paths"].items():
    for method, operation in operations.items():
        more = []
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", [])):
            # A cursor is signed: only one that this list gave out is a good one, any other is 400.
            more.append("400")
        if operation.get("security") == [] or path in ("/v1/me/password", "/v1/me/second-factor/removal"):
            # Where somebody proves who they are, tries are counted, so that nobody guesses.
            more.append("429")
        if more:
            print(f"[[operations]]\ninclude-name = {text(method.upper() + ' ' + path)}")
            if path.startswith("/v1/oauth/"):
                basic = base64.b64encode(CLIENT.encode()).decode()
                print(f"headers = {{ Authorization = {text('Basic ' + basic)} }}")
            print(f"checks.positive_data_acceptance.expected-statuses = {text(ACCEPTED + more)}\n")
