"""Drains no-op jobs with pgqueuer, as its documentation says, for scripts/bench-queue: bench-pgqueuer.py JOBS MANAGERS.

Prints the seconds from the first enqueue, 1,000 at a time, to the last job in its log. Batch 100, uvloop, asyncpg, a
connection for each queue manager. Reads the PG… variables.
"""

import asyncio
import sys
import time

import asyncpg
import uvloop
from pgqueuer import QueueManager
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries
from pgqueuer.types import QueueExecutionMode


async def drain(jobs: int, managers: int) -> float:
    connections = [await asyncpg.connect() for _ in range(managers + 1)]
    queries = Queries(AsyncpgDriver(connections.pop()))
    await queries.install()
    start = time.monotonic()
    for _ in range(jobs // 1000):
        await queries.enqueue(["nothing"] * 1000, [None] * 1000, [0] * 1000)

    def manager(connection: asyncpg.Connection) -> QueueManager:
        made = QueueManager(Queries(AsyncpgDriver(connection)))

        @made.entrypoint("nothing")
        async def nothing(job: Job) -> None:
            pass

        return made

    await asyncio.gather(
        *(
            manager(connection).run(batch_size=100, mode=QueueExecutionMode.drain)
            for connection in connections
        )
    )
    seconds = time.monotonic() - start
    await queries.uninstall()
    return seconds


print(uvloop.run(drain(int(sys.argv[1]), int(sys.argv[2]))))
