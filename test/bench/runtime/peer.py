"""Times the real plugin manager: a line {"modes": [...], "calls": N} on stdin, nanoseconds for all calls on stdout."""

import asyncio
import json
import logging
import sys
import time

from cpex.framework import GlobalContext, Plugin, PluginConfig, ToolPreInvokePayload, ToolPreInvokeResult
from cpex.framework.manager import TenantPluginManager
from cpex.framework.models import Config

logging.disable(logging.CRITICAL)


class NoOp(Plugin):
    async def tool_pre_invoke(self, payload, context):
        return ToolPreInvokeResult()


async def time_calls(modes: list[str], calls: int) -> int:
    plugins = [
        PluginConfig(name=f"p{number}", kind="peer.NoOp", hooks=["tool_pre_invoke"], mode=mode)
        for number, mode in enumerate(modes)
    ]
    manager = TenantPluginManager(config=Config(plugins=plugins))
    await manager.initialize()
    assert manager.plugin_count == len(modes)
    payload = ToolPreInvokePayload(name="search", args={"q": "hello"})
    for _ in range(calls // 10):
        await manager.invoke_hook("tool_pre_invoke", payload, GlobalContext(request_id="r"))
    start = time.perf_counter_ns()
    for _ in range(calls):
        await manager.invoke_hook("tool_pre_invoke", payload, GlobalContext(request_id="r"))
    taken = time.perf_counter_ns() - start
    await manager.shutdown()
    return taken


def main() -> None:
    # The manager imports plugins by module name.
    sys.modules["peer"] = sys.modules["__main__"]
    for line in sys.stdin:
        request = json.loads(line)
        print(asyncio.run(time_calls(request["modes"], request["calls"])), flush=True)


main()
