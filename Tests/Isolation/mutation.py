"""What a mutant is, and how it is switched on: in a database of its own, or in a copy of the sources. What is shipped has no switches."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway import REPOSITORY, Databases

Edit = tuple[str, str]
"""A text that must occur exactly once, and what takes its place."""


class OutOfDate(Exception):
    """The mutant no longer fits what it breaks."""


@dataclass(frozen=True)
class SQLMutant:
    """A fault in a procedure, or made by statements of its own."""

    name: str
    breaks: str
    procedure: str | None = None
    edits: Sequence[Edit] = ()
    statements: str | None = None

    def apply(self, databases: Databases, database: str) -> None:
        with databases.connect(database) as connection:
            connection.execute(self.text().encode())

    def text(self) -> str:
        if self.procedure is None:
            return self.statements or ""
        source = REPOSITORY / "resolvers" / f"{self.procedure}.sql"
        return edited(source.read_text(), self.edits, self.name, source.name)


@dataclass(frozen=True)
class SwiftMutant:
    """A fault in the gateway's sources, and where it only shows beside a fault of the database, that one too."""

    name: str
    breaks: str
    file: str
    edits: Sequence[Edit]
    beside: SQLMutant | None = None


def edited(text: str, edits: Sequence[Edit], mutant: str, file: str) -> str:
    for before, after in edits:
        if (found := text.count(before)) != 1:
            raise OutOfDate(f"mutant {mutant!r}: {file} has this {found} times, not once: {before!r}")
        text = text.replace(before, after)
    return text


class SourceCopy:
    """The sources in a directory of their own, where they are broken and built one mutant after the other."""

    def __init__(self, directory: Path) -> None:
        self._sources, self._products = directory / "sources", directory / "products"
        self.heirloom = self._products / "debug" / "heirloom"
        self._sources.mkdir(parents=True, exist_ok=True)
        links = {"Tests": REPOSITORY / "Tests", "Fuzz": REPOSITORY / "Fuzz"}
        for name, target in links.items():
            if not (self._sources / name).exists():
                (self._sources / name).symlink_to(target)
        self._copy(REPOSITORY / "Package.swift")
        originals = {path for path in (REPOSITORY / "Sources").rglob("*") if path.is_file()}
        for path in originals:
            self._copy(path)
        for path in list((self._sources / "Sources").rglob("*")):
            if path.is_file() and REPOSITORY / path.relative_to(self._sources) not in originals:
                path.unlink()

    def _copy(self, original: Path) -> None:
        """Leaves alone what is the same, so that it is not built again."""
        copy = self._sources / original.relative_to(REPOSITORY)
        if copy.exists() and copy.read_bytes() == original.read_bytes():
            return
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, copy)

    def build(self) -> None:
        command = ["swift", "build", "--product", "heirloom", "--package-path", str(self._sources), "--scratch-path", str(self._products)]
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        if built.returncode:
            raise OutOfDate(f"the mutant does not build:\n{built.stdout[-4_000:]}{built.stderr[-2_000:]}")

    @contextmanager
    def broken(self, mutant: SwiftMutant) -> Iterator[Path]:
        """The command with the fault in it; the copy is whole again afterwards."""
        copy = self._sources / mutant.file
        original = copy.read_text()
        try:
            copy.write_text(edited(original, mutant.edits, mutant.name, mutant.file))
            self.build()
            yield self.heirloom
        finally:
            copy.write_text(original)
