"""Turns the loop of the product with the client that was generated from the document alone, and prints what came of it
as JSON: loop.py URL AGENCY_KEY. Two companies are hosted; the one sees nothing of the other."""

import datetime
import io
import json
import sys
import time

from clientele_api import AuthenticatedClient
from clientele_api.api.customers import get_import, import_orders, list_customers
from clientele_api.api.hosting import get_operation, host_company, issue_key_for_member, staff_hosted_company
from clientele_api.api.insight import get_score, start_scoring
from clientele_api.api.work import complete_task, get_progress, get_worklist
from clientele_api.models import (
    ImportState,
    NewCompany,
    NewCompanyLocale,
    NewKey,
    NewMembership,
    NewMembershipRoleType1,
    NewScoring,
    OperationState,
    TaskCompletionInput,
    TaskCompletionInputKind,
)
from clientele_api.types import UNSET, File

url, agency_key = sys.argv[1:]
today = datetime.date.today()


def client(key):
    return AuthenticatedClient(base_url=url, token=key, raise_on_unexpected_status=True)


def answered(call, expected, *path, **arguments):
    response = call.sync_detailed(*path, **arguments)
    assert response.status_code == expected, f"{call.__name__}: {response.status_code} {response.content}"
    return response.parsed


def until(what, read, is_there):
    deadline = time.monotonic() + 60
    while not is_there(found := read()):
        assert time.monotonic() < deadline, f"not within a minute: {what}"
        time.sleep(0.1)
    return found


agency = client(agency_key)


class Shop:
    def __init__(self, slug):
        new = NewCompany(
            name=f"The {slug} shop", slug=slug, locale=NewCompanyLocale.EN, time_zone="Asia/Shanghai", currency="CNY"
        )
        self.id = answered(host_company, 201, client=agency, body=new, idempotency_key=f"host-{slug}").id
        self.manager = self.employ(slug, "Manager", NewMembershipRoleType1.MANAGER)
        self.agent = self.employ(slug, "Agent", NewMembershipRoleType1.AGENT)

    def employ(self, slug, name, role):
        new = NewMembership(name=name, email=f"{name.lower()}@{slug}.example", role=role)
        member = answered(staff_hosted_company, 201, self.id, client=agency, body=new)
        issued = answered(
            issue_key_for_member, 201, self.id, member.person_id, client=agency, body=NewKey(name="loop")
        )
        return client(issued.secret)


def orders():
    lines = ["number,customer,name,date,amount"]
    for customer in range(20):
        for order in range(1 + customer % 5):
            day = today - datetime.timedelta(days=30 * order + customer)
            lines.append(f"{customer}-{order},C-{customer},王小明 {customer},{day},{10 + customer}.50")
    lines.append("x,C-1,王小明,never,1.00")
    return "\n".join(lines).encode()


tea, other = Shop("tea"), Shop("other")

accepted = answered(
    import_orders,
    202,
    tea.id,
    client=tea.manager,
    body=File(payload=io.BytesIO(orders())),
    file_name="orders.csv",
    idempotency_key="first-import",
)
done = until(
    "the import",
    lambda: answered(get_import, 200, tea.id, accepted.id, client=tea.manager),
    lambda order_import: order_import.state not in (ImportState.RUNNING, ImportState.UPLOADING),
)
assert done.state == ImportState.DONE, done

scoring = answered(start_scoring, 202, tea.id, client=tea.manager, body=NewScoring())
until(
    "the scoring",
    lambda: answered(get_operation, 200, tea.id, scoring.id, client=tea.manager),
    lambda operation: operation.state == OperationState.SUCCEEDED,
)
customers = answered(list_customers, 200, tea.id, client=tea.manager, q="C-19").items
score = answered(get_score, 200, tea.id, customers[0].id, client=tea.manager)

later = today + datetime.timedelta(days=365)
work = until(
    "the worklist",
    lambda: answered(get_worklist, 200, client=tea.agent, through=later, limit=200).items,
    lambda items: len(items) > 0,
)
completion = answered(
    complete_task,
    201,
    tea.id,
    work[0].id,
    client=tea.agent,
    body=TaskCompletionInput(kind=TaskCompletionInputKind.CALL, summary="Will order next week"),
    idempotency_key="first-call",
)
progress = answered(get_progress, 200, tea.id, client=tea.manager)

stranger = get_score.sync_detailed(tea.id, customers[0].id, client=other.manager)
theirs = answered(list_customers, 200, other.id, client=other.manager).items

print(json.dumps({
    "inserted": done.rows.inserted,
    "rejected": done.rows.rejected,
    "order_count": score.order_count,
    "monetary_minor": score.monetary.amount_minor,
    "completed": completion.task.state.value,
    "next": completion.next_task is not UNSET,
    "done_tasks": sum(agent.done_tasks for agent in progress.agents),
    "interactions": sum(agent.interactions for agent in progress.agents),
    "stranger": stranger.status_code,
    "theirs": len(theirs),
}))
