#!/usr/bin/env python3
"""The main loop over HTTP, and every list and report as a manager and as an agent: check-citus.py URL MANAGER AGENT."""

import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

url = sys.argv[1]
manager, agent = (json.loads(Path(path).read_text())["secret"] for path in sys.argv[2:4])


def ask(key, path, body=None):
    """The status and the document that answers."""
    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {key}"})
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except urllib.error.URLError:
        return 0, b""


def until(what, seconds=60):
    """What a question answers, once it answers anything."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.2)
    sys.exit("check-citus: it took longer than a minute")


def listed(key, path):
    status, body = ask(key, path)
    return json.loads(body)["items"] if status == 200 else []


company = until(lambda: listed(manager, "/v1/me/memberships"))[0]["company_id"]
here = f"/v1/companies/{company}"
assert ask(manager, f"{here}/scorings", {})[0] == 202
task = until(lambda: listed(agent, f"{here}/tasks?limit=1"))[0]["id"]
status, answer = ask(agent, f"{here}/tasks/{task}/completion", {"kind": "call", "summary": "Will order"})
assert status == 201, answer
progress = json.loads(ask(agent, f"{here}/progress")[1])
assert progress["agents"][0]["done_tasks"] == 1, progress
print(f"tasks of the agent: {progress['agents'][0]['open_tasks']} open, 1 done")

failed, asked = 0, 0
for path, operations in json.loads(ask(manager, "/openapi.json")[1])["paths"].items():
    path = path.replace("{company}", company) + {"search": "?q=00111", "events": "?follow=false"}.get(path.split("/")[-1], "")
    if "get" not in operations or "{" in path:
        continue
    for name, key in (("manager", manager), ("agent", agent)):
        status, answer = ask(key, path)
        asked += 1
        if status not in (200, 403, 404, 422):
            failed += 1
            print(f"{status} for the {name}: {path}")
print(f"{asked} lists and reports, {failed} failed")
sys.exit(failed > 0)
