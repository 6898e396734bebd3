"""Calls plugins of a server with the real cpex: one JSON request a line, one JSON answer a line."""

import asyncio
import json
import logging
import os
import sys
import warnings
from typing import Any

from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from pydantic import BaseModel

from cpex.framework import GlobalContext, PluginConfig, PluginError, PluginViolationError
from cpex.framework.hooks import agents, http, identity, message, prompts, resources, tools  # noqa: F401
from cpex.framework.hooks.registry import get_hook_registry
from cpex.framework.manager import TenantPluginManager
from cpex.framework.models import Config

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
os.environ["PLUGINS_FAIL_ON_PLUGIN_ERROR"] = "true"


def plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def sent_over_mcp(model: BaseModel) -> dict:
    return model.model_dump(mode="json", exclude_none=True)


def sent_as_struct(model: BaseModel) -> dict:
    struct = json_format.ParseDict(model.model_dump(), Struct())
    return json_format.MessageToDict(struct)


def describe(result: Any) -> dict:
    violation = result.violation
    return {
        "continue_processing": result.continue_processing,
        "modified_payload": plain(result.modified_payload),
        "violation": violation and {**plain(violation), "plugin_name": violation.plugin_name},
        "metadata": result.metadata,
        "retry_delay_ms": result.retry_delay_ms,
    }


class Driver:
    """The manager of the gateway's side, and one answer for each request."""

    def __init__(self) -> None:
        self.manager: TenantPluginManager | None = None

    async def open(self, plugin: dict, timeout: float) -> dict:
        config = Config(plugins=[PluginConfig(**plugin)])
        self.manager = TenantPluginManager(config=config, timeout=timeout)
        try:
            await self.manager.initialize()
        except Exception as error:
            return {"load_error": str(error)}
        return {"config": self.manager.get_plugin(plugin["name"]).config.model_dump(mode="json")}

    async def calls(self, calls: list, is_mcp: bool) -> list:
        return [await self.call(**call, is_mcp=is_mcp) for call in calls]

    async def call(self, hook: str, payload: dict, context: dict, is_mcp: bool) -> dict:
        model = get_hook_registry().get_payload_type(hook).model_validate(payload)
        shared = GlobalContext(**context)
        # What the server gets to see.
        outcome: dict[str, Any] = {"sent": sent_over_mcp(model) if is_mcp else sent_as_struct(model)}
        try:
            result, contexts = await self.manager.invoke_hook(hook, model, shared)
            outcome["result"] = describe(result)
            outcome["contexts"] = [{"state": item.state, "metadata": item.metadata} for item in contexts.values()]
        except PluginError as error:
            outcome["error"] = plain(error.error)
        except PluginViolationError as error:
            outcome["violation"] = plain(error.violation)
        outcome["state"] = shared.state
        return outcome

    async def read(self, results: list) -> list:
        """Results of another manager as cpex's models read them."""
        return [await self.read_one(**one) for one in results]

    async def read_one(self, hook: str, result: dict) -> dict:
        violation = result.get("violation")
        model = get_hook_registry().get_result_type(hook).model_validate(result)
        if model.violation:
            model.violation.plugin_name = violation["plugin_name"]
        return describe(model)

    async def close(self) -> None:
        await self.manager.shutdown()


async def main() -> None:
    driver = Driver()
    for line in iter(sys.stdin.readline, ""):
        request = json.loads(line)
        answer = await getattr(driver, request.pop("do"))(**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


asyncio.run(main())
