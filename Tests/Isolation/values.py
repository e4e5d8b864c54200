"""What the expected values of an answer are made of."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rows import Row


@dataclass(frozen=True)
class Object:
    """An object of a GraphQL type, made of a row."""

    type: str
    row: Row = field(hash=False)


@dataclass(frozen=True)
class Listed:
    """A list, in this order or in any."""

    items: Sequence[Any]
    is_ordered: bool = False


@dataclass(frozen=True)
class Page:
    """All objects of a connection, in order, and how many of them are shown from the front, of those from the back."""

    items: Sequence[Object]
    first: int | None = None
    last: int | None = None
    totals: Listed | None = None
    """What all of them come to, of connections that tell."""

    @property
    def shown(self) -> range:
        """The places of the objects shown: 20 from the front unless told otherwise."""
        size = 20 if self.first is None and self.last is None else self.first
        end = len(self.items) if size is None else min(size, len(self.items))
        return range(0 if self.last is None else max(0, end - self.last), end)


class Refused(Exception):
    """The field answers with an error of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def global_id(type_name: str, key: Any) -> str:
    return base64.urlsafe_b64encode(f"{type_name}:{key}".encode()).rstrip(b"=").decode()


def opened_id(text: str) -> tuple[str, str] | None:
    """The type and key in an id, if it is one."""
    try:
        type_name, separator, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(":")
    except ValueError:
        return None
    return (type_name, key) if separator else None


def masked(last4: str | None) -> str | None:
    return None if last4 is None else "••••" + last4
