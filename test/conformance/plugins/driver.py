"""Calls the real plugins' hooks: one JSON request a line (a config and calls in a row), one JSON answer a line."""

import asyncio
import json
import logging
import sys
from importlib.metadata import entry_points
from typing import Any

from cpex.framework import GlobalContext, PluginConfig, PluginContext
from cpex.framework.extensions import Extensions, RequestExtension
from cpex.framework.hooks.registry import get_hook_registry
from cpex.framework.utils import coerce_nested
from pydantic import BaseModel, RootModel, ValidationError

from cpex_pii_filter import PIIDetectorRust

sys.setrecursionlimit(10_000)

PLUGINS = {entry.name: entry for entry in entry_points(group="cpex.plugins")}
TRACED = Extensions(request=RequestExtension(trace_id="trace"))


class Records(logging.Handler):
    """The log lines of the call at hand."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[dict] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("cpex_"):
            self.lines.append({"level": record.levelname.lower(), "message": record.getMessage()})

    def take(self) -> list[dict]:
        lines, self.lines = self.lines, []
        return lines


def plain(value: Any) -> Any:
    """Models as the objects that they are in JSON, whatever their depth."""
    if isinstance(value, RootModel):
        return plain(value.root)
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return {key: plain(item) for key, item in {**fields, **(value.model_extra or {})}.items()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def to_payload(hook: str, payload: Any) -> Any:
    # The content of a resource is an object with attributes; nothing makes one of a dict, as it is done for prompts.
    if hook == "resource_post_fetch" and isinstance(payload, dict) and "content" in payload:
        payload = {**payload, "content": coerce_nested(payload["content"])}
    return get_hook_registry().get_payload_type(hook).model_validate(payload)


def to_text(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for item in items for text in texts_in(item)]


def find_in(detector: PIIDetectorRust, text: str) -> list[list]:
    """Findings as [start, end, type], in order; offsets are bytes."""
    try:
        detected = detector.detect(text)
    except BaseException as error:
        return to_text(error)
    return sorted([each["start"], each["end"], kind] for kind, every in detected.items() for each in every)


async def call(plugin: Any, hook: str, given: Any, traced: bool, records: Records) -> dict:
    try:
        payload = to_payload(hook, given)
    except ValidationError as error:
        return {"unfit": str(error)}
    seen = plain(payload)
    context = PluginContext(global_context=GlobalContext(request_id="r"))
    records.take()
    try:
        result = await getattr(plugin, hook)(payload, context, TRACED if traced else None)
        answer = {"result": plain(result)}
    except BaseException as error:  # a panic of Rust is no Exception
        answer = {"error": to_text(error)}
    return {"payload": seen, **answer, "log": records.take()}


async def play(request: dict, records: Records) -> dict:
    slug, config = request["plugin"], request["config"]
    entry = PLUGINS[slug]
    try:
        plugin = entry.load()(PluginConfig(name=slug, kind=entry.value.replace(":", "."), hooks=[], config=config))
    except BaseException as error:
        return {"refused": to_text(error)}
    detector = PIIDetectorRust(config) if slug == "pii_filter" else None
    answers = []
    for each in request["calls"]:
        answer = await call(plugin, each["hook"], each["payload"], each["traced"], records)
        if detector is not None and "payload" in answer:
            answer["found"] = [[text, find_in(detector, text)] for text in texts_in(answer["payload"])[:16]]
        answers.append(answer)
    return {"calls": answers}


async def main() -> None:
    records = Records()
    logging.getLogger().addHandler(records)
    logging.getLogger().setLevel(logging.INFO)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(await play(json.loads(line), records)) + "\n")
        sys.stdout.flush()


asyncio.run(main())
