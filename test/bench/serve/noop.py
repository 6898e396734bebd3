"""A plugin that lets everything pass, for CPEX's own server."""

from typing import Any

from cpex.framework import Plugin
from cpex.framework.models import PluginResult


class Noop(Plugin):
    async def tool_pre_invoke(self, payload: Any, context: Any) -> PluginResult:
        return PluginResult()
