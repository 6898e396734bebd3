"""Loads config files with the real cpex: one JSON request a line, one JSON answer a line."""

import json
import logging
import math
import os
import sys
from typing import Any

from cpex.framework import settings
from cpex.framework.loader.config import ConfigLoader

logging.disable(logging.CRITICAL)


def plain(value: Any) -> Any:
    """JSON has no infinity and no NaN."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def load(path: str, env: dict) -> dict:
    kept = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(env)
        settings.get_ssrf_settings.cache_clear()
        return {"config": plain(ConfigLoader.load_config(path).model_dump(mode="json"))}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        os.environ.clear()
        os.environ.update(kept)


for line in sys.stdin:
    request = json.loads(line)
    sys.stdout.write(json.dumps(load(request["path"], request["env"])) + "\n")
    sys.stdout.flush()
