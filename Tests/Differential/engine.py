"""The engine under test: `heirloom evaluate`, which answers one line of JSON with one line of JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

Answer = dict[str, Any]


class EngineError(Exception):
    """The engine ended, or answered something else than was asked."""


class Engine:
    """A running `heirloom evaluate`."""

    def __init__(self, command: Path) -> None:
        self._command = command
        self._asked = 0
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [str(self._command), "evaluate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, operation: str, **request: Any) -> Answer:
        """The answer to one request, without its id."""
        self._asked += 1
        line = json.dumps({"id": self._asked, "op": operation, **request})
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            text = self._process.stdout.readline()
        except BrokenPipeError:
            text = ""
        if not text:
            status = self._process.wait()
            self._start()
            raise EngineError(f"the engine ended with status {status} on {line}")
        answer: Answer = json.loads(text)
        if answer.pop("id", None) != self._asked:
            raise EngineError(f"{text.strip()} does not answer {line}")
        return answer


def public_schema(command: Path, root: Path) -> str:
    """The complete schema as clients see it."""
    return subprocess.run(
        [str(command), "schema"], cwd=root, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout
