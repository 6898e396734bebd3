"""Times CPEX's own client: one JSON request a line, the seconds that the calls took a line."""

import asyncio
import json
import logging
import os
import sys
import time
import warnings

from cpex.framework import GlobalContext, PluginConfig
from cpex.framework.hooks.tools import ToolPreInvokePayload
from cpex.framework.manager import TenantPluginManager
from cpex.framework.models import Config

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
os.environ["PLUGINS_FAIL_ON_PLUGIN_ERROR"] = "true"

WARM_UP = 100


async def call(manager: TenantPluginManager, calls: int) -> None:
    for number in range(calls):
        payload = ToolPreInvokePayload(name="search", args={"q": "hello"})
        result, _ = await manager.invoke_hook("tool_pre_invoke", payload, GlobalContext(request_id=str(number)))
        assert result.continue_processing


async def run(plugin: dict, calls: int, clients: int) -> float:
    managers = [TenantPluginManager(config=Config(plugins=[PluginConfig(**plugin)])) for _ in range(clients)]
    for manager in managers:
        await manager.initialize()
    await asyncio.gather(*(call(manager, WARM_UP) for manager in managers))
    begun = time.perf_counter()
    await asyncio.gather(*(call(manager, calls // clients) for manager in managers))
    taken = time.perf_counter() - begun
    for manager in reversed(managers):
        await manager.shutdown()
    return taken


async def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        print(await run(**json.loads(line)), flush=True)


asyncio.run(main())
