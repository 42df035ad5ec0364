"""Drawing among things of which not every one is possible."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TypeVar

Found = TypeVar("Found")


def first_found(
    shares: Mapping[str, float], rng: random.Random, attempt: Callable[[str], Found | None]
) -> Found | None:
    """Names drawn by their shares, none twice, until an attempt succeeds; None where none does."""
    open_to = list(shares)
    while open_to:
        name = rng.choices(open_to, [shares[name] for name in open_to])[0]
        found = attempt(name)
        if found is not None:
            return found
        open_to.remove(name)
    return None
