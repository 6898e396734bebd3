"""Calls an external plugin with the real cpex: one JSON request a line, one JSON answer a line."""

import asyncio
import json
import logging
import os
import sys
import warnings
from typing import Any

from pydantic import BaseModel

from cpex.framework import GlobalContext, PluginConfig, PluginError, PluginViolationError
from cpex.framework.hooks import prompts, resources, tools  # noqa: F401  # they register their hooks
from cpex.framework.hooks.registry import get_hook_registry
from cpex.framework.manager import TenantPluginManager
from cpex.framework.models import Config

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
os.environ["PLUGINS_FAIL_ON_PLUGIN_ERROR"] = "true"


def plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


async def run_call(manager: TenantPluginManager, call: dict) -> dict:
    payload = get_hook_registry().get_payload_type(call["hook"]).model_validate(call["payload"])
    context = GlobalContext(**call["context"])
    outcome: dict[str, Any] = {}
    try:
        result, contexts = await manager.invoke_hook(call["hook"], payload, context)
        violation = result.violation
        outcome["result"] = {
            "continue_processing": result.continue_processing,
            "modified_payload": plain(result.modified_payload),
            "violation": violation and {**plain(violation), "plugin_name": violation.plugin_name},
            "metadata": result.metadata,
            "retry_delay_ms": result.retry_delay_ms,
        }
        outcome["contexts"] = [{"state": item.state, "metadata": item.metadata} for item in contexts.values()]
    except PluginError as error:
        outcome["error"] = plain(error.error)
    except PluginViolationError as error:
        outcome["violation"] = plain(error.violation)
    outcome["global"] = {"state": context.state, "metadata": context.metadata}
    return outcome


async def run(request: dict) -> dict:
    config = Config(plugins=[PluginConfig(**request["plugin"])])
    manager = TenantPluginManager(config=config, timeout=request["timeout"])
    try:
        await manager.initialize()
    except Exception as error:
        return {"load_error": str(error)}
    try:
        plugin = manager.get_plugin(request["plugin"]["name"])
        calls = [await run_call(manager, call) for call in request["calls"]]
        return {"config": plugin.config.model_dump(mode="json"), "calls": calls}
    finally:
        await manager.shutdown()


async def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        sys.stdout.write(json.dumps(await run(json.loads(line))) + "\n")
        sys.stdout.flush()


asyncio.run(main())
