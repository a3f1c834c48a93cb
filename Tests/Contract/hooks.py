"""Puts real ids into the generated requests that are to be accepted; CONTRACT_IDS names the file that the seed wrote."""

import itertools
import json
import os

import schemathesis

with open(os.environ["CONTRACT_IDS"], encoding="utf-8") as file:
    ids = json.load(file)
company = ids.pop("company")
turns = {kind: itertools.cycle(values) for kind, values in ids.items()}

# Which ids stand behind the {id} of a path, by what comes before it.
PATHS = {
    "/v1/agency/companies/": "hosted",
    "/v1/me/keys/": "my_key",
    "/v1/me/sessions/": "session",
    "integration-keys/": "integration_key",
    "operations/": "operation",
    "memberships/": "membership",
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
}
# Which ids the fields of a body name.
FIELDS = {
    "customer_id": "customer",
    "owner_id": "membership",
    "assignee_id": "membership",
    "team_id": "team",
    "parent_id": "team",
}
# Who can sign in, and the password of the person whose key it is: it stays what it is.
PASSWORD = "the contract's own password"
LOGIN = {"email": "owner@ours.example", "password": PASSWORD, "current_password": PASSWORD}
ZONES = itertools.cycle(["Asia/Shanghai", "America/New_York", "UTC"])


def is_good(case, part):
    component = case.meta.components.get(part) if case.meta else None
    return component is None or component.mode == schemathesis.GenerationMode.POSITIVE


@schemathesis.hook
def map_case(context, case):
    phase = case.meta.phase.name.value if case.meta else ""
    # A step of a sequence keeps the id that an earlier step was answered with.
    if phase != "stateful" and case.path_parameters and is_good(case, "path"):
        if "company" in case.path_parameters:
            case.path_parameters["company"] = company
        if "person" in case.path_parameters:
            case.path_parameters["person"] = next(turns["person"])
        if "id" in case.path_parameters:
            before = case.operation.path.split("{id}")[0]
            case.path_parameters["id"] = next(turns[next(kind for end, kind in PATHS.items() if before.endswith(end))])
    if case.headers and "If-Match" in case.headers and is_good(case, "header"):
        case.headers["If-Match"] = '"1"'
    if isinstance(case.body, dict) and is_good(case, "body"):
        for name, kind in FIELDS.items():
            if isinstance(case.body.get(name), str):
                case.body[name] = next(turns[kind])
        if case.operation.path in ("/v1/session", "/v1/me/password"):
            case.body.update({name: value for name, value in LOGIN.items() if name in case.body})
        if isinstance(case.body.get("time_zone"), str):
            case.body["time_zone"] = next(ZONES)
    return case


@schemathesis.hook
def filter_case(context, case):
    # Nobody saws off the branch they sit on: the key in use is not revoked, its owner's membership not ended.
    return (case.path_parameters or {}).get("id") not in ids["own"]
