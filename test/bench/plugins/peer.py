"""
Times the real plugins' hooks, one JSON request a line, one JSON answer a line.

{"plugin", "config", "hook", "payloads"} opens a plugin and tells what it makes of each payload; {"calls": N} makes so many calls
of its hook, one after the other in one event loop, and tells the nanoseconds of them all. Payloads and contexts are made before.
"""

import asyncio
import json
import logging
import sys
import time
from importlib.metadata import entry_points
from typing import Any

from cpex.framework import GlobalContext, PluginConfig, PluginContext
from cpex.framework.extensions import Extensions, RequestExtension
from cpex.framework.hooks.registry import get_hook_registry

logging.disable(logging.CRITICAL)

PLUGINS = {entry.name: entry for entry in entry_points(group="cpex.plugins")}
TRACED = Extensions(request=RequestExtension(trace_id="trace"))


def new_context() -> PluginContext:
    return PluginContext(global_context=GlobalContext(request_id="bench"))


class Calls:
    """Goes round the payloads of one hook."""

    def __init__(self, plugin: str, config: dict, hook: str, payloads: list) -> None:
        entry = PLUGINS[plugin]
        settings = PluginConfig(name=plugin, kind=entry.value.replace(":", "."), hooks=[], config=config)
        self.name = plugin
        self.hook = getattr(entry.load()(settings), hook)
        self.payloads = [get_hook_registry().get_payload_type(hook).model_validate(payload) for payload in payloads]
        self.next = 0

    async def outcomes(self) -> list[dict]:
        answers: list[Any] = [await self.hook(payload, new_context(), TRACED) for payload in self.payloads]
        return [
            {
                "goesOn": answer.continue_processing,
                "findings": answer.metadata.get(self.name, {}).get("total_detections", 0),
            }
            for answer in answers
        ]

    async def run(self, calls: int) -> int:
        hook, payloads, context, at = self.hook, self.payloads, new_context(), self.next
        start = time.perf_counter_ns()
        for _ in range(calls):
            await hook(payloads[at], context, None)
            at = at + 1 if at + 1 < len(payloads) else 0
        taken = time.perf_counter_ns() - start
        self.next = at
        return taken


async def main() -> None:
    calls = None
    for line in sys.stdin:
        request = json.loads(line)
        if "plugin" in request:
            calls = Calls(**request)
            answer = await calls.outcomes()
        else:
            answer = await calls.run(request["calls"])
        print(json.dumps(answer), flush=True)


asyncio.run(main())
