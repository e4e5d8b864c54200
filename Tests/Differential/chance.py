"""Seeded random choices."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A source of random choices; the same seed makes the same choices."""

    def maybe(self, probability: float) -> bool:
        return self.random() < probability

    def one_of(self, *choices: T) -> T:
        return self.choice(choices)

    def some(self, choices: Sequence[T], at_most: int) -> list[T]:
        """Up to `at_most` different choices, in random order."""
        return self.sample(choices, self.randint(0, min(at_most, len(choices))))

    def count(self, at_most: int) -> range:
        return range(self.randint(0, at_most))
