"""Says whether the real cpex takes a file, and what it makes of it: one JSON request a line, one JSON answer a line."""

import asyncio
import importlib
import json
import logging
import os
import sys

import yaml
from cpex.framework import GlobalContext, TenantPluginManager, ToolPreInvokePayload
from cpex.framework.loader.config import ConfigLoader
from cpex.framework.models import PluginManifest
from cpex.tools.catalog import PluginCatalog
from pydantic import BaseModel

logging.disable(logging.CRITICAL)
os.environ.clear()

installer = object.__new__(PluginCatalog)


def take(path: str, kind: str) -> BaseModel:
    if kind == "config":
        return ConfigLoader.load_config(path)
    with open(path, encoding="utf-8") as file:
        data = yaml.safe_load(file)
    if not isinstance(data, dict):
        raise RuntimeError("not a mapping")
    if kind == "strict":
        return PluginManifest(**data)
    return installer._normalize_manifest_data(data, "package", None)


def make(path: str) -> object:
    """The first plugin of a config, by its class path."""
    config = ConfigLoader.load_config(path).plugins[0]
    module, _, name = config.kind.rpartition(".")
    return getattr(importlib.import_module(module), name)(config)


async def call(path: str) -> bool:
    """Whether the plugins of a config change a tool call of one user that has an email address in it."""
    manager = TenantPluginManager(ConfigLoader.load_config(path))
    await manager.initialize()
    payload = ToolPreInvokePayload(name="search", args={"q": "a.b@example.com"})
    result, _ = await manager.invoke_hook("tool_pre_invoke", payload, GlobalContext(request_id="1", user="alice"))
    await manager.shutdown()
    return result.modified_payload is not None


for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["kind"] == "plugin":
            make(request["path"])
            answer = {"loaded": ""}
        elif request["kind"] == "call":
            answer = {"called": asyncio.run(call(request["path"]))}
        else:
            answer = {"loaded": repr(take(request["path"], request["kind"]))}
    except ModuleNotFoundError as error:
        answer = {"missing": str(error.name)}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
