"""Loads a config file before and after its migration with the real cpex: one JSON request a line, one JSON answer a line."""

import json
import logging
import os
import sys

import jinja2
import yaml
from cpex.framework.loader.config import ConfigLoader
from jinja2.sandbox import SandboxedEnvironment

logging.disable(logging.CRITICAL)

OLD_MODES = {"enforce", "permissive", "enforce_ignore_error"}


def load(path: str) -> dict:
    try:
        return {"config": ConfigLoader.load_config(path).model_dump(mode="json")}
    except Exception as error:
        return {"error": type(error).__name__}


def live_modes(path: str) -> list:
    """The old modes that the loader still finds in plugins, as the file states them."""
    with open(path, encoding="utf-8") as file:
        template = file.read()
    environment = SandboxedEnvironment(loader=jinja2.BaseLoader(), autoescape=True)
    try:
        data = yaml.safe_load(environment.from_string(template).render(env=os.environ))
    except Exception:
        return []
    plugins = data.get("plugins") if isinstance(data, dict) else None
    entries = plugins if isinstance(plugins, list) else []
    modes = [entry.get("mode") for entry in entries if isinstance(entry, dict)]
    return [mode for mode in modes if isinstance(mode, str) and mode in OLD_MODES]


for line in sys.stdin:
    request = json.loads(line)
    answer = {
        "before": load(request["before"]),
        "after": load(request["after"]),
        "live": live_modes(request["after"]),
    }
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
