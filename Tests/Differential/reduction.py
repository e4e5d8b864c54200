"""Makes a text that shows a difference smaller."""

from __future__ import annotations

from collections.abc import Callable

import source


def reduced(text: str, is_still_wrong: Callable[[str], bool]) -> str:
    """The text without the tokens that do not matter, as far as leaving out runs of them finds out."""
    parts = source.tokens(text)
    if not is_still_wrong(" ".join(parts)):
        return text
    size = max(len(parts) // 2, 1)
    while size:
        fewer = _without_runs(parts, size, is_still_wrong)
        if len(fewer) == len(parts):
            size //= 2
        parts = fewer
    return " ".join(parts)


def _without_runs(parts: list[str], size: int, is_still_wrong: Callable[[str], bool]) -> list[str]:
    at = 0
    while at < len(parts):
        fewer = parts[:at] + parts[at + size :]
        if is_still_wrong(" ".join(fewer)):
            parts = fewer
        else:
            at += 1
    return parts
