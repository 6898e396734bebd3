"""Says whether the real cpex takes a file, and what it makes of it: one JSON request a line, one JSON answer a line."""

import json
import logging
import os
import sys

import yaml
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


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"loaded": repr(take(request["path"], request["kind"]))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
