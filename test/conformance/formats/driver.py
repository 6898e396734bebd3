"""Reads reports as other programs do: one JSON request a line, one JSON answer a line."""

import json
import os
import sys
import tempfile

from junitparser import Failure, JUnitXml
from sarif import loader


def junit(text: str) -> object:
    [suite] = JUnitXml.fromstring(text.encode())
    cases = [any(isinstance(result, Failure) for result in case.result) for case in suite]
    return {"tests": suite.tests, "failures": suite.failures, "cases": cases}


def sarif(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.sarif")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        records = loader.load_sarif_file(path).get_records()
    return [[record["Code"], record["Severity"], record["Line"]] for record in records]


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = junit(request["text"]) if request["kind"] == "junit" else sarif(request["text"])
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
