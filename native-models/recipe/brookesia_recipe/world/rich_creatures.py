"""Drawings of the level 'rich': plants, animals of the land, a snowman, a robot."""

from __future__ import annotations

from .shapes import Shape, blob, detail, edge, oval, post, rect


def cactus() -> list[Shape]:
    return [
        edge("main", [*post(0.1, 1.9, 0.9, 4.2), (1.6, 4.2), (1.6, 3.4), (0.9, 3.4)]),
        edge("main", [*post(3.1, 1.3, 3.9, 3.5), (2.4, 3.5), (2.4, 2.7), (3.1, 2.7)]),
        edge("main", post(1.3, 0.1, 2.7, 5.9)),
        detail("shade", post(2.2, 0.9, 2.5, 5.7)),
        detail("light", post(1.55, 0.8, 1.75, 5.4)),
    ]


def palm() -> list[Shape]:
    shapes = [edge("wood", [(2.1, 6.9), (3.0, 6.9), (2.75, 4.5), (2.75, 2.3), (2.3, 2.3), (2.25, 4.5)])]
    leaves = (
        ((0.1, 3.7), 0.9),
        ((4.9, 3.7), 0.9),
        ((0.15, 2.1), 1.0),
        ((4.85, 2.1), 1.0),
        ((1.3, 0.1), 0.5),
        ((3.7, 0.1), 0.5),
    )
    for tip, arch in leaves:
        middle = ((2.5 + tip[0]) / 2, (2.2 + tip[1]) / 2)
        upper, lower = (middle[0], middle[1] - arch), (middle[0], middle[1] - arch * 0.3)
        shapes.append(edge("main", [(2.5, 1.9), upper, tip, lower, (2.5, 2.4)]))
        shapes.append(
            detail("shade", [(2.5, 2.2), (middle[0], middle[1] - arch * 0.55), tip, lower, (2.5, 2.4)])
        )
    return [*shapes, edge("core", oval(2.2, 2.5, 0.3, 0.3)), edge("core", oval(2.85, 2.5, 0.3, 0.3))]


def snowman() -> list[Shape]:
    return [
        edge("main", oval(2, 4.5, 1.85, 1.45)),
        edge("main", oval(2, 2.2, 1.25, 1.15)),
        detail("shade", oval(2.1, 5.0, 1.5, 0.9, 0, 180)),
        edge("dark", rect(1.2, 0.1, 2.8, 1.1)),
        edge("dark", rect(0.7, 1.05, 3.3, 1.35)),
        edge("stripe", rect(1.0, 3.0, 3.0, 3.4)),
        detail("dark", oval(1.55, 2.0, 0.16, 0.16)),
        detail("dark", oval(2.45, 2.0, 0.16, 0.16)),
        detail("beak", [(1.95, 2.25), (3.0, 2.5), (1.95, 2.6)]),
        *(detail("dark", oval(2, y, 0.16, 0.16)) for y in (4.0, 4.6, 5.2)),
    ]


def dog() -> list[Shape]:
    return [
        edge("main", blob((1.3, 2.9), (0.1, 1.8), (0.35, 1.4), (1.5, 2.4))),
        *(edge("shade", rect(x, 3.4, x + 0.65, 4.9)) for x in (1.6, 3.1)),
        *(edge("main", rect(x, 3.4, x + 0.7, 4.95)) for x in (0.95, 3.75)),
        edge(
            "main", blob((0.8, 2.7), (2.4, 2.25), (4.0, 2.2), (4.6, 3.2), (3.8, 4.1), (1.6, 4.15), (0.8, 3.6))
        ),
        edge("main", oval(4.5, 1.5, 1.1, 1.05)),
        edge("light", oval(5.2, 1.95, 0.68, 0.5)),
        detail("dark", oval(5.68, 1.75, 0.18, 0.16)),
        edge("shade", blob((3.7, 0.6), (4.3, 0.7), (4.2, 2.1), (3.5, 2.2))),
        detail("dark", oval(4.75, 1.2, 0.18, 0.2)),
    ]


def rabbit() -> list[Shape]:
    return [
        *(edge("main", oval(x, 1.2, 0.46, 1.12)) for x in (1.35, 2.65)),
        *(detail("light", oval(x, 1.25, 0.2, 0.75)) for x in (1.35, 2.65)),
        edge("main", oval(2, 4.6, 1.65, 1.3)),
        *(edge("main", oval(x, 5.65, 0.65, 0.28)) for x in (1.0, 3.0)),
        edge("main", oval(2, 2.8, 1.3, 1.05)),
        detail("light", oval(2, 4.7, 0.85, 0.85)),
        *(detail("dark", oval(x, 2.6, 0.17, 0.22)) for x in (1.5, 2.5)),
        detail("beak", [(1.8, 2.95), (2.2, 2.95), (2, 3.2)]),
    ]


def butterfly() -> list[Shape]:
    return [
        *(edge("main", oval(x, 1.3, 1.25, 1.2)) for x in (1.35, 3.65)),
        *(edge("main", oval(x, 3.0, 0.95, 0.9)) for x in (1.55, 3.45)),
        *(detail("stripe", oval(x, 1.2, 0.5, 0.5)) for x in (1.2, 3.8)),
        *(detail("shade", oval(x, 3.0, 0.42, 0.4)) for x in (1.5, 3.5)),
        edge("dark", oval(2.5, 2.1, 0.25, 1.6)),
    ]


def robot() -> list[Shape]:
    return [
        edge("slate", rect(1.9, 0.15, 2.1, 0.9)),
        *(edge("slate", rect(x, 4.6, x + 0.6, 5.9)) for x in (1.1, 2.3)),
        *(edge("shade", rect(x, 2.7, x + 0.55, 4.5)) for x in (0.1, 3.35)),
        edge("main", rect(0.8, 0.8, 3.2, 2.4)),
        edge("main", rect(0.7, 2.6, 3.3, 4.8)),
        *(detail("glow", oval(x, 1.45, 0.34, 0.34)) for x in (1.45, 2.55)),
        detail("dark", rect(1.4, 1.95, 2.6, 2.15)),
        detail("stripe", rect(1.2, 3.0, 2.8, 4.1)),
        *(detail("dark", oval(x, 3.5, 0.18, 0.18)) for x in (1.6, 2.4)),
    ]


CREATURES = (cactus, palm, snowman, dog, rabbit, butterfly, robot)
