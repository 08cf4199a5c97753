"""Log messages for programs."""

import json
import logging
import sys

from ausrufer.project.log_lines import JsonLines


def test_one_object_per_line() -> None:
    record = logging.makeLogRecord(
        {"name": "ausrufer", "levelname": "INFO", "msg": "%s\nZeile", "args": ("Größe",), "n": 7}
    )
    line = JsonLines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert (told["message"], told["level"], told["n"]) == ("Größe\nZeile", "INFO", 7)


def test_a_fault_carries_its_traceback() -> None:
    try:
        int("so nicht")
    except ValueError:
        record = logging.makeLogRecord({"msg": "x", "exc_info": sys.exc_info()})
    assert "ValueError: invalid literal" in json.loads(JsonLines().format(record))["traceback"]
