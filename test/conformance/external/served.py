"""The plugin that the server of this suite serves: it does what the payload asks for."""

import asyncio
import os
from typing import Any

from cpex.framework import Plugin, PluginError, PluginViolation, PluginViolationError
from cpex.framework.models import PluginErrorModel, PluginResult

VIOLATION = {"reason": "not so", "description": "it asked for it", "code": "ASKED", "details": {"n": 1, "none": None}}


class Served(Plugin):
    """`args.do` names what happens."""

    async def tool_pre_invoke(self, payload: Any, context: Any) -> PluginResult:
        args = payload.args or {}
        action = args.get("do")
        if action == "modify":
            changed = payload.model_copy(update={"name": payload.name + "!", "args": {**args, "seen": sorted(args)}})
            return PluginResult(modified_payload=changed, metadata={"note": None, "n": 1})
        if action == "deny":
            return PluginResult(continue_processing=False, violation=PluginViolation(**VIOLATION, http_status_code=429))
        if action == "raise":
            raise ValueError("it broke")
        if action == "raise_plugin_error":
            error = PluginErrorModel(message="it broke", plugin_name="other", code="E1", details={"a": 1}, mcp_error_code=-3)
            raise PluginError(error)
        if action == "raise_violation":
            raise PluginViolationError("it was asked for", PluginViolation(**VIOLATION))
        if action == "exit":
            os._exit(3)
        if action == "exit_once" and not os.path.exists(args["mark"]):
            open(args["mark"], "w").close()
            os._exit(3)
        if action == "sleep":
            await asyncio.sleep(args["seconds"])
        if action == "context":
            context.state["own"] = {"list": [1, None]}
            context.metadata["kept"] = True
            context.global_context.state["shared"] = 2
            context.global_context.state.pop("given", None)
            context.global_context.metadata["lost"] = 1
        if action == "retry":
            return PluginResult(retry_delay_ms=250, http_headers={"x-a": "b"})
        if action == "tell":
            said = {"payload": payload.model_dump(), "context": context.model_dump(), "config": self.config.config}
            return PluginResult(metadata={"said": said})
        return PluginResult()

    async def tool_post_invoke(self, payload: Any, context: Any) -> PluginResult:
        return PluginResult(modified_payload=payload.model_copy(update={"result": {"was": payload.result}}))

    async def prompt_pre_fetch(self, payload: Any, context: Any) -> PluginResult:
        return PluginResult(modified_payload=payload.model_copy(update={"args": {"a": "changed"}}))

    async def resource_post_fetch(self, payload: Any, context: Any) -> PluginResult:
        return PluginResult(modified_payload=payload.model_copy(update={"content": {"text": "changed"}}))
