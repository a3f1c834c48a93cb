"""Puts real ids and versions into the generated requests that are to be accepted. CONTRACT_IDS names the file that the
seed wrote, CONTRACT_KEY the key in use, CONTRACT_URL the server."""

import itertools
import json
import os
import urllib.error
import urllib.request

import schemathesis

key, server = os.environ["CONTRACT_KEY"], os.environ["CONTRACT_URL"]

with open(os.environ["CONTRACT_IDS"], encoding="utf-8") as file:
    ids = json.load(file)
company = ids.pop("company")
# By hosted company.
hosted_work = {name: ids.pop(name) for name in ("job", "schedule", "grant")}
turns = {kind: itertools.cycle(values) for kind, values in ids.items()}

# Which ids stand behind the {id} of a path, by what comes before it.
PATHS = {
    "/v1/agency/companies/": "hosted",
    "/v1/me/keys/": "my_key",
    "/v1/me/sessions/": "session",
    "integration-keys/": "integration_key",
    "operations/": "operation",
    "memberships/": "membership",
    "roles/": "role",
    "shares/": "share",
    "support-grants/": "support_grant",
    "teams/": "team",
    "customers/": "customer",
    "contacts/": "contact",
    "interactions/": "interaction",
    "orders/": "order",
    "imports/": "import",
    "audit-events/": "audit_event",
    "tier-policies/": "tier_policy",
    "churn-warnings/": "churn_warning",
    "tasks/": "task",
    "backtests/": "backtest",
    "webhooks/": "webhook",
    "webhook-deliveries/": "webhook_delivery",
}
# Which ids the fields of a body name.
FIELDS = {
    "customer_id": "customer",
    "owner_id": "membership",
    "person_id": "membership",
    "assignee_id": "membership",
    "team_id": "team",
    "role_id": "role",
    "parent_id": "team",
}
# Who can sign in, and the password of the person whose key it is: it stays what it is.
PASSWORD = "the contract's own password"
LOGIN = {"email": "owner@ours.example", "password": PASSWORD, "current_password": PASSWORD}
# What else a rule says that no schema can: names of zones, the company's currency, a host that is one.
VALUES = {
    "time_zone": itertools.cycle(["Asia/Shanghai", "America/New_York", "UTC"]),
    "currency": itertools.repeat("USD"),
    "url": (f"https://hooks.example/{number}" for number in itertools.count()),
    "email": (f"person{number}@example.org" for number in itertools.count()),
    "slug": (f"shop-{number}" for number in itertools.count()),
    "tier": itertools.cycle(["A", "B"]),
    "until": itertools.repeat("2100-01-01T00:00:00Z"),
    "scope": itertools.repeat("customers:read work:write"),
    # Its key is in the header, see settings.py.
    "client_id": itertools.repeat("contract"),
}
# Who works for the agency and may be given a support grant, each once.
HELPERS = (f"helper{number}@ours.example" for number in itertools.cycle(range(1, 151)))
requests = itertools.count()
networks = itertools.count()


def is_good(case, part):
    component = case.meta.components.get(part) if case.meta else None
    return component is None or component.mode == schemathesis.GenerationMode.POSITIVE


def with_real_values(value):
    if isinstance(value, list):
        return [with_real_values(element) for element in value]
    if not isinstance(value, dict):
        return value
    for name, member in value.items():
        if not isinstance(member, str):
            value[name] = with_real_values(member)
        elif name in FIELDS:
            value[name] = next(turns[FIELDS[name]])
        elif name in VALUES:
            value[name] = next(VALUES[name])
    return value


def with_one_role(body, is_hosted):
    """Either a built-in role or the company's own; what belongs to one company is nothing in another that is hosted."""
    if is_hosted:
        body = {name: value for name, value in body.items() if name not in ("role_id", "team_id")}
    if body.get("role") and body.get("role_id"):
        del body["role_id" if len(body) % 2 else "role"]
    if not body.get("role") and not body.get("role_id"):
        body["role"] = "agent"
    return body


def etag(case):
    """What is to be sent as If-Match: the ETag of the thing, or of what it belongs to."""
    path = case.operation.path.format(**case.path_parameters)
    for address in (path, path.rsplit("/", 1)[0]):
        request = urllib.request.Request(server + address, headers={"Authorization": f"Bearer {key}"})
        try:
            with urllib.request.urlopen(request) as response:
                if found := response.headers["ETag"]:
                    return found
        except urllib.error.HTTPError:
            pass
    return '"1"'


def new_session():
    """A session to end: ending all of them is an operation, too."""
    body = json.dumps({"email": LOGIN["email"], "password": PASSWORD}).encode()
    request = urllib.request.Request(server + "/v1/session", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)["session"]["id"]


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(networks)
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = f"10.{number // 256 % 256}.{number % 256}.1"
    phase = case.meta.phase.name.value if case.meta else ""
    # A step of a sequence keeps the id that an earlier step was answered with.
    if phase != "stateful" and case.path_parameters and is_good(case, "path"):
        if "company" in case.path_parameters:
            case.path_parameters["company"] = company
        if "person" in case.path_parameters:
            case.path_parameters["person"] = next(turns["person"])
        if "id" in case.path_parameters:
            before = case.operation.path.split("{id}")[0]
            kind = next(kind for end, kind in PATHS.items() if before.endswith(end))
            case.path_parameters["id"] = new_session() if kind == "session" else next(turns[kind])
        for name, of_company in hosted_work.items():
            if name in case.path_parameters:
                case.path_parameters[name] = of_company[case.path_parameters["id"]]
    if case.headers and is_good(case, "header"):
        if "If-Match" in case.headers:
            case.headers["If-Match"] = etag(case)
        if "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = f"contract-{next(requests)}"
    if case.operation.path.endswith("/events"):
        # A stream that goes on has no answer to look at; which ids it goes on from, its own tests try.
        if is_good(case, "query"):
            case.query = {**(case.query or {}), "follow": "false"}
        if is_good(case, "header"):
            case.headers.pop("Last-Event-ID", None)
    if isinstance(case.body, dict) and is_good(case, "body"):
        case.body = with_real_values(case.body)
        if case.operation.path == "/v1/companies/{company}/support-grants" and "email" in case.body:
            case.body["email"] = next(HELPERS)
        if case.operation.path.endswith("/memberships"):
            case.body = with_one_role(case.body, case.operation.path.startswith("/v1/agency/"))
        case.body.pop("client_secret", None)
        if case.operation.path == "/v1/oauth/revocation" and "token" in case.body:
            case.body["token"] = "clt_token_" + 43 * "x"
        if case.operation.path in ("/v1/session", "/v1/me/password", "/v1/me/second-factor/removal"):
            case.body.update({name: value for name, value in LOGIN.items() if name in case.body})


@schemathesis.hook
def filter_case(context, case):
    # Nobody saws off the branch they sit on: the key in use is not revoked, its owner's membership not ended.
    return (case.path_parameters or {}).get("id") not in ids["own"]
