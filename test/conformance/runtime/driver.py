"""Runs scenarios in the real CPEX: one JSON scenario a line on stdin, one JSON outcome a line on stdout."""

import asyncio
import copy
import enum
import json
import logging
import os
import sys
import warnings
from typing import Any

from pydantic import BaseModel, RootModel, SecretStr

from cpex.framework import GlobalContext, Plugin, PluginConfig, PluginError, PluginViolation, PluginViolationError
from cpex.framework.extensions.extensions import Extensions
from cpex.framework.hooks import agents, message, prompts, resources, tools  # noqa: F401  # they register their hooks
from cpex.framework.hooks.http import HttpAuthCheckPermissionResultPayload, HttpHeaderPayload
from cpex.framework.hooks.identity import DelegationResult, IdentityResult
from cpex.framework.hooks.policies import HookPayloadPolicy
from cpex.framework.hooks.registry import get_hook_registry
from cpex.framework.manager import PayloadSizeError, PluginTimeoutError, TenantPluginManager
from cpex.framework.models import Config, PluginContext, PluginErrorModel, PluginResult
from cpex.framework.observability import current_trace_id
from cpex.framework.settings import PluginsSettings, settings

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

HOOKS = [
    "tool_pre_invoke", "tool_post_invoke", "prompt_pre_fetch", "prompt_post_fetch", "resource_pre_fetch",
    "resource_post_fetch", "agent_pre_invoke", "agent_post_invoke", "http_pre_request", "http_post_request",
    "http_auth_resolve_user", "http_auth_check_permission", "identity_resolve", "token_delegate", "evaluate",
    "cmf.tool_pre_invoke", "cmf.tool_post_invoke", "cmf.llm_input", "cmf.llm_output", "cmf.resource_pre_fetch",
    "cmf.resource_post_fetch", "cmf.prompt_pre_fetch", "cmf.prompt_post_fetch",
]  # fmt: skip

# Hooks whose plugins return another type than they are given.
RESULT_TYPES = {
    "http_pre_request": HttpHeaderPayload,
    "http_post_request": HttpHeaderPayload,
    "http_auth_resolve_user": dict,
    "http_auth_check_permission": HttpAuthCheckPermissionResultPayload,
    "identity_resolve": IdentityResult,
    "token_delegate": DelegationResult,
}


class ScriptError(Exception):
    """What a scripted plugin raises when it fails."""


def plain(value: Any) -> Any:
    """The value as JSON: models without their nulls, sets sorted, secrets open."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, RootModel):
        return plain(value.root)
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        fields.update(value.model_extra or {})
        return {name: plain(item) for name, item in fields.items() if item is not None}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def payload_type(hook: str) -> Any:
    return get_hook_registry().get_payload_type(hook)


def build_payload(hook: str, data: Any) -> Any:
    """A payload as a plugin of the hook returns it."""
    if not isinstance(data, dict):
        return data
    kind = RESULT_TYPES.get(hook) or payload_type(hook)
    return data if kind is dict else kind.model_validate(copy.deepcopy(data))


class Script:
    """What the plugins of the running scenario do, and what they saw."""

    steps: dict[str, list[dict]] = {}
    calls: dict[str, int] = {}
    seen: dict[str, list] = {}


class ScriptPlugin(Plugin):
    """A plugin that does what the scenario says for its n-th call; the last step is repeated."""

    async def act(self, hook: str, payload: Any, context: PluginContext, extensions: Any) -> Any:
        steps = Script.steps.get(self.name) or [{}]
        count = Script.calls.get(self.name, 0)
        Script.calls[self.name] = count + 1
        step = steps[min(count, len(steps) - 1)]
        shared = context.global_context
        Script.seen.setdefault(self.name, []).append(
            plain([hook, payload, extensions, dict(context.state), dict(shared.state), dict(shared.metadata)])
        )
        context.state.update(copy.deepcopy(step.get("state", {})))
        context.metadata.update(copy.deepcopy(step.get("local_metadata", {})))
        shared.state.update(copy.deepcopy(step.get("global_state", {})))
        shared.metadata.update(copy.deepcopy(step.get("global_metadata", {})))
        for key in step.get("delete_global_state", []):
            shared.state.pop(key, None)
        if "mutate" in step:
            mutate(payload, step["mutate"])
        if "sleep_ms" in step:
            await asyncio.sleep(step["sleep_ms"] / 1000)
        if "raise" in step:
            raise ScriptError(step["raise"])
        if "raise_plugin_error" in step:
            raise PluginError(PluginErrorModel(**step["raise_plugin_error"]))
        if "raise_violation" in step:
            violation = step["raise_violation"].get("violation")
            raise PluginViolationError(
                step["raise_violation"]["message"], PluginViolation(**violation) if violation else None
            )
        if "return" in step:
            return copy.deepcopy(step["return"])
        return self.result(hook, payload, extensions, step)

    def result(self, hook: str, payload: Any, extensions: Any, step: dict) -> PluginResult:
        fields: dict[str, Any] = {}
        if "modify" in step:
            fields["modified_payload"] = build_payload(hook, step["modify"])
        elif "update" in step:
            base = {} if hook in RESULT_TYPES else {name: plain(getattr(payload, name)) for name in type(payload).model_fields}
            fields["modified_payload"] = build_payload(hook, {**base, **step["update"]})
        elif step.get("modify_same"):
            fields["modified_payload"] = payload
        if "deny" in step:
            fields["continue_processing"] = False
            if step["deny"] is not None:
                fields["violation"] = PluginViolation(**copy.deepcopy(step["deny"]))
        if "violation" in step:
            fields["violation"] = PluginViolation(**copy.deepcopy(step["violation"]))
        if "extensions" in step:
            fields["modified_extensions"] = Extensions.model_validate(copy.deepcopy(step["extensions"]))
        elif step.get("extensions_same"):
            fields["modified_extensions"] = extensions
        for key in ("metadata", "denial_metadata", "http_headers", "retry_delay_ms"):
            if key in step:
                fields[key] = copy.deepcopy(step[key])
        return PluginResult(**fields)


def mutate(payload: Any, change: dict) -> None:
    """Writes into a payload in place: path through fields and keys, then the value."""
    *path, last = change["path"]
    target = payload
    for part in path:
        target = getattr(target, part) if isinstance(target, BaseModel) else target[part]
    target[last] = copy.deepcopy(change["value"])


def method(hook: str) -> Any:
    async def run(self: ScriptPlugin, payload: Any, context: Any, extensions: Any) -> Any:
        return await self.act(hook, payload, context, extensions)

    return run


for name in HOOKS:
    setattr(ScriptPlugin, name, method(name))
sys.modules["scripted"] = sys.modules["__main__"]


class Spans:
    """Writes down all spans, without ids."""

    def __init__(self) -> None:
        self.open: dict[str, str] = {}
        self.log: list = []

    def start_span(self, trace_id, name, kind="internal", resource_type=None, resource_name=None, attributes=None):
        attributes = {key: value for key, value in (attributes or {}).items() if key != "plugin.uuid"}
        self.log.append(["start", trace_id, name, kind, resource_type, resource_name, attributes])
        span_id = f"{len(self.log)}"
        self.open[span_id] = name
        return span_id

    def end_span(self, span_id, status="ok", attributes=None):
        self.log.append(["end", self.open[span_id], status, attributes])


def record(execution: Any) -> dict:
    data = execution.model_dump(mode="json") if isinstance(execution, BaseModel) else dict(vars(execution))
    data.pop("plugin_id")
    data["timed"] = data.pop("duration_ns") > 0
    return plain(data)


def violation_of(violation: Any) -> Any:
    if violation is None:
        return None
    return {**plain(violation), "plugin_name": violation.plugin_name}


def failure(error: BaseException) -> dict:
    data: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, PluginError):
        data["error"] = error.error.model_dump(mode="json")
    elif isinstance(error, PluginViolationError):
        data["violation"] = violation_of(error.violation)
        data["executions"] = [record(item) for item in error.executions or []]
        outcome = error.denial_outcome
        data["denial_outcome"] = outcome and {
            "execution": record(outcome.execution),
            "violation_code": outcome.violation_code,
            "mcp_error_code": outcome.mcp_error_code,
            "http_status_code": outcome.http_status_code,
            "metadata": dict(outcome.metadata),
        }
    elif not isinstance(error, (PayloadSizeError, PluginTimeoutError)):
        data["message"] = ""
    return data


def result_of(result: PluginResult) -> dict:
    return {
        "continue_processing": result.continue_processing,
        "modified_payload": plain(result.modified_payload),
        "modified_extensions": plain(result.modified_extensions),
        "violation": violation_of(result.violation),
        "metadata": plain(result.metadata),
        "retry_delay_ms": result.retry_delay_ms,
        "executions": [record(item) for item in result.executions],
    }


def table_of(contexts: dict, manager: TenantPluginManager) -> dict:
    names = {ref.uuid: ref.name for ref in manager._registry.get_all_plugins()}
    return {
        key[:-32] + "/" + names[key[-32:]]: {
            "state": plain(dict(context.state)),
            "metadata": plain(dict(context.metadata)),
            "global_state": plain(dict(context.global_context.state)),
            "global_metadata": plain(dict(context.global_context.metadata)),
        }
        for key, context in contexts.items()
    }


async def run_call(manager: TenantPluginManager, call: dict, earlier: dict, hook: str, payload: Any) -> dict:
    context = earlier["context"] if call.get("context") == "previous" else GlobalContext(**call["context"])
    earlier["context"] = context
    outcome: dict[str, Any] = {}
    if call.get("reset"):
        await manager._executor.reset_runtime_disabled()
    try:
        if "plugin" in call:
            result = await manager.invoke_hook_for_plugin(
                call["plugin"], hook, payload, context, call.get("as_exceptions", False)
            )
        else:
            extensions = call.get("extensions")
            result, contexts = await manager.invoke_hook(
                hook,
                payload,
                context,
                local_contexts=earlier["contexts"] if call.get("contexts") == "previous" else None,
                violations_as_exceptions=call.get("as_exceptions", False),
                extensions=Extensions.model_validate(extensions) if extensions is not None else None,
            )
            earlier["contexts"] = contexts
            errors = await result.wait_for_background_tasks()
            outcome["background_errors"] = [item.model_dump(mode="json") for item in errors]
        outcome["result"] = result_of(result)
    except Exception as error:
        outcome["error"] = failure(error)
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await asyncio.gather(*others, return_exceptions=True)
    if "result" in outcome and "plugin" not in call:
        outcome["contexts"] = None if earlier["contexts"] is None else table_of(earlier["contexts"], manager)
    outcome["global"] = plain({"state": dict(context.state), "metadata": dict(context.metadata)})
    outcome["disabled"] = sorted(manager._executor._runtime_disabled)
    return outcome


async def run_scenario(scenario: dict) -> dict:
    os.environ["PLUGINS_FAIL_ON_PLUGIN_ERROR"] = json.dumps(scenario.get("fail_on_plugin_error", True))
    os.environ["PLUGINS_EXECUTION_POOL"] = str(scenario.get("pool", 10))
    settings.cache_clear()
    Script.steps = {plugin["name"]: plugin.get("steps", []) for plugin in scenario["plugins"]}
    Script.calls = {}
    Script.seen = {}
    spans = Spans()
    current_trace_id.set(scenario.get("trace"))
    try:
        plugins = [
            PluginConfig(**{"kind": "scripted.ScriptPlugin", **copy.deepcopy(plugin)}) for plugin in scenario["plugins"]
        ]
        manager = TenantPluginManager(
            config=Config(plugins=plugins),
            timeout=scenario.get("timeout", 30),
            observability=spans if scenario.get("trace") else None,
            hook_policies={
                hook: HookPayloadPolicy(writable_fields=frozenset(fields))
                for hook, fields in scenario.get("policies", {}).items()
            },
            default_hook_policy=scenario.get("default_policy"),
        )
        await manager.initialize()
    except Exception as error:
        return {"load_error": type(error).__name__}
    outcome: dict[str, Any] = {"plugin_count": manager.plugin_count, "calls": []}
    earlier: dict[str, Any] = {"contexts": None, "context": None}
    for call in scenario["calls"]:
        payload = payload_type(call["hook"]).model_validate(copy.deepcopy(call["payload"]))
        outcome["calls"].append(await run_call(manager, call, earlier, call["hook"], payload))
    outcome["has_hooks"] = sorted(hook for hook in HOOKS if manager.has_hooks_for(hook))
    outcome["seen"] = Script.seen
    if scenario.get("trace"):
        outcome["spans"] = spans.log
    await manager.shutdown()
    return outcome


def read_settings(env: dict) -> dict:
    """The settings for an environment, or null when it is refused."""
    kept = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(env)
        return {"settings": plain_settings(PluginsSettings(_env_file=None))}
    except Exception:
        return {"settings": None}
    finally:
        os.environ.clear()
        os.environ.update(kept)


def plain_settings(model: PluginsSettings) -> dict:
    return {name: plain(getattr(model, name)) for name in type(model).model_fields}


def read_plugin_config(data: dict) -> dict:
    """A plugin's config entry as CPEX reads it, or null when it is refused."""
    try:
        return {"config": PluginConfig(**copy.deepcopy(data)).model_dump(mode="json")}
    except Exception:
        return {"config": None}


def answer(request: dict) -> dict:
    if "settings" in request:
        return read_settings(request["settings"])
    if "config" in request:
        return read_plugin_config(request["config"])
    return asyncio.run(run_scenario(request["scenario"]))


for line in sys.stdin:
    sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
    sys.stdout.flush()
