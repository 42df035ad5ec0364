"""Drawings of the level 'rich': animals of the sea and its shore."""

from __future__ import annotations

from .shapes import Shape, blob, detail, edge, oval, post, rect


def penguin() -> list[Shape]:
    return [
        *(edge("beak", oval(x, 5.65, 0.6, 0.25)) for x in (1.3, 2.7)),
        edge("shade", blob((0.7, 2.6), (0.1, 4.2), (0.4, 4.6), (1.1, 3.6))),
        edge("shade", blob((3.3, 2.6), (3.9, 4.2), (3.6, 4.6), (2.9, 3.6))),
        edge(
            "main",
            blob((2, 0.1), (3.2, 0.8), (3.5, 3.2), (3.0, 5.2), (2, 5.6), (1.0, 5.2), (0.5, 3.2), (0.8, 0.8)),
        ),
        detail("cream", oval(2, 4.1, 1.0, 1.25)),
        *(detail("cream", oval(x, 1.5, 0.5, 0.5)) for x in (1.5, 2.5)),
        *(detail("dark", oval(x, 1.5, 0.18, 0.2)) for x in (1.6, 2.4)),
        detail("beak", [(1.6, 1.95), (2.4, 1.95), (2, 2.5)]),
    ]


def turtle() -> list[Shape]:
    return [
        edge("leaf", [(0.7, 2.6), (0.1, 3.1), (0.9, 3.0)]),
        *(edge("leaf", post(x, 2.6, x + 0.9, 3.9)) for x in (1.0, 3.6)),
        edge("leaf", blob((4.4, 2.9), (4.8, 1.6), (5.5, 1.1), (5.9, 1.7), (5.6, 2.4), (5.0, 3.1))),
        edge("main", [*oval(2.75, 2.8, 2.25, 2.7, 180, 360), (5.0, 3.1), (0.5, 3.1)]),
        *(
            detail("shade", oval(x, y, 0.5, 0.45))
            for x, y in ((2.75, 0.9), (1.5, 1.9), (2.75, 2.1), (4.0, 1.9))
        ),
        detail("dark", oval(5.45, 1.55, 0.14, 0.16)),
    ]


def fish() -> list[Shape]:
    return [
        edge("shade", [(3.5, 2.0), (4.9, 0.6), (4.6, 2.0), (4.9, 3.4)]),
        edge("shade", blob((1.4, 0.9), (2.2, 0.1), (3.2, 0.3), (3.0, 1.1))),
        edge("main", oval(2.1, 2.1, 2.0, 1.5)),
        *(detail("stripe", rect(x, 1.0, x + 0.35, 3.2)) for x in (2.0, 2.9)),
        detail("shade", blob((2.2, 2.3), (3.0, 2.1), (2.9, 2.9), (2.3, 2.8))),
        detail("light", oval(1.0, 1.7, 0.34, 0.34)),
        detail("dark", oval(0.95, 1.7, 0.18, 0.2)),
    ]


def whale() -> list[Shape]:
    return [
        edge(
            "glass", blob((1.9, 1.2), (1.2, 0.5), (1.6, 0.1), (2.0, 0.5), (2.5, 0.1), (2.8, 0.5), (2.2, 1.2))
        ),
        edge(
            "main", blob((5.9, 2.5), (5.2, 1.2), (5.8, 0.9), (6.3, 1.5), (6.8, 0.9), (6.95, 1.6), (6.4, 2.9))
        ),
        edge(
            "main",
            blob(
                (0.1, 3.0),
                (0.7, 1.6),
                (2.4, 1.1),
                (4.4, 1.8),
                (5.8, 2.3),
                (6.4, 2.8),
                (5.4, 4.3),
                (3.0, 4.9),
                (1.0, 4.5),
            ),
        ),  # fmt: skip
        detail("light", blob((0.5, 3.7), (2.2, 4.0), (4.2, 4.1), (5.0, 4.2), (3.0, 4.75), (1.2, 4.4))),
        detail("shade", blob((2.8, 3.2), (3.8, 3.3), (3.9, 4.2), (3.2, 4.0))),
        detail("dark", oval(1.4, 2.7, 0.2, 0.22)),
    ]


def crab() -> list[Shape]:
    legs = [edge("shade", [(x, 2.6), (x + d * 1.2, 2.9), (x + d * 1.4, 3.9), (x + d * 0.9, 3.2), (x, 3.1)])
            for x, d in ((1.8, -1), (2.2, -0.6), (4.2, 1), (3.8, 0.6))]  # fmt: skip
    return [
        *legs,
        *(edge("main", [(x, 2.4), (x - d * 0.9, 1.5), (x - d * 0.5, 1.2), (x + d * 0.4, 2.0)]) for x, d in ((1.7, 1), (4.3, -1))),
        edge("main", [*oval(0.85, 0.85, 0.75, 0.75, -40, 250), (0.9, 0.8)]),
        edge("main", [*oval(5.15, 0.85, 0.75, 0.75, -70, 220), (5.1, 0.8)]),
        *(edge("main", rect(x - 0.1, 1.0, x + 0.1, 1.8)) for x in (2.5, 3.5)),
        edge("main", oval(3, 2.6, 1.75, 1.1)),
        *(edge("cream", oval(x, 0.85, 0.3, 0.3)) for x in (2.5, 3.5)),
        *(detail("dark", oval(x, 0.85, 0.14, 0.16)) for x in (2.5, 3.5)),
        detail("shade", oval(3, 3.0, 1.3, 0.55, 0, 180)),
    ]  # fmt: skip


SEA_ANIMALS = (penguin, turtle, fish, whale, crab)
