"""Scene records and how a seed becomes a scene. Everything sits on the 16x16 grid of token cells."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .rich import OUTLINED
from .settings import (
    CELL,
    CELLS,
    DEFAULT_SKY,
    FIRST_HELD_OUT_SEED,
    HORIZONS,
    LEVELS,
    SIDES,
    SIZE_CELLS,
    SIZES,
    SKY_CHOICES,
    SLOTS,
    STANDS,
    WorldSettings,
)  # fmt: skip

SLOT_CENTRES = {"left": 3, "middle": 8, "right": 13}
BASE_ROWS = (13, 14, 15)
"""Rows of cells on whose upper edge a thing on the ground or water may stand."""
STEADY_BASE_ROW = 14
SCATTER_FEET = {"small": (11, 12, 13, 14), "big": (13, 14, 15, 16)}
"""Rows on whose upper edge scattered things may stand: what is further back is smaller."""
SCATTER_TRIES = 12
MOST_COVERED = 0.3
"""The share of the smaller of two boxes that may lie within the other."""


@dataclass(frozen=True)
class Thing:
    """One thing; `column`, `row` are the cell of its box's top left corner."""

    kind: str
    colour: str
    size: str
    column: int
    row: int

    @property
    def cells(self) -> tuple[int, int]:
        """(columns, rows) of the box."""
        return SIZE_CELLS[self.kind][SIZES.index(self.size)]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """(x0, y0, x1, y1) in pixels of the 256 px picture, x1 and y1 exclusive, multiples of 16."""
        columns, rows = self.cells
        return (self.column * CELL, self.row * CELL, (self.column + columns) * CELL, (self.row + rows) * CELL)

    @property
    def slot(self) -> str:
        """'left', 'middle' or 'right': the slot whose centre is nearest to the box's centre."""
        centre = self.column + self.cells[0] / 2
        return min(SLOTS, key=lambda slot: abs(SLOT_CENTRES[slot] - centre))

    @property
    def flies(self) -> bool:
        return STANDS[self.kind] == ("sky",)


@dataclass(frozen=True)
class Scene:
    """All that a picture shows; nothing else, the seed included, changes a pixel.

    `horizon` is a row of cells; `light` the side of sun or moon, which also mirrors clouds and relief.
    """

    seed: int
    time: str
    weather: str
    sky: str
    ground: str
    relief: str
    horizon: int
    light: str
    things: tuple[Thing, ...]
    style: str = "flat"

    @property
    def names_sky(self) -> bool:
        """Whether the sky differs from the default one of its time."""
        return self.sky != DEFAULT_SKY[self.time]


def is_held_out(seed: int) -> bool:
    """Whether the seed belongs to evaluation (never to be trained on)."""
    return seed >= FIRST_HELD_OUT_SEED


def boxes(scene: Scene) -> list[tuple[int, int, int, int]]:
    """Pixel boxes (x0, y0, x1, y1) of the things, in their order."""
    return [thing.box for thing in scene.things]


def overlap(a: Thing, b: Thing) -> bool:
    """Whether the boxes of two things share any pixel."""
    ax0, ay0, ax1, ay1 = a.box
    bx0, by0, bx1, by1 = b.box
    return ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1


def may_stand(kind: str, ground: str) -> bool:
    """Whether a kind can occur on a ground (things of the sky occur everywhere)."""
    return "sky" in STANDS[kind] or ("water" if ground == "sea" else "ground") in STANDS[kind]


def positions(
    kind: str, size: str, slot: str, horizon: int, steady: bool = False
) -> Iterator[tuple[int, int]]:
    """Every (column, row) the world uses for such a thing in such a slot; only the usual one where it is steady."""
    columns, rows = SIZE_CELLS[kind][SIZES.index(size)]
    centre = SLOT_CENTRES[slot]
    first = centre - (columns + 1) // 2 if slot == "right" else centre - columns // 2
    shifts = (0,) if steady else {"left": (0, 1), "middle": (-1, 0, 1), "right": (-1, 0)}[slot]
    sky = STANDS[kind] == ("sky",)
    bases = (STEADY_BASE_ROW,) if steady else BASE_ROWS
    tops = ((1,) if steady else (1, 2)) if sky else tuple(base - rows for base in bases)
    for shift in shifts:
        for top in tops:
            column = min(max(first + shift, 0), CELLS - columns)
            if not sky or top + rows <= horizon:
                yield column, top


def place(
    rng: random.Random,
    kind: str,
    colour: str,
    size: str,
    slot: str,
    horizon: int,
    others: Sequence[Thing] = (),
    steady: bool = False,
) -> Thing | None:
    """The thing at a random free position of the slot, or None where every one is taken."""
    candidates = [
        Thing(kind, colour, size, column, row) for column, row in positions(kind, size, slot, horizon, steady)
    ]
    free = [thing for thing in candidates if not any(overlap(thing, other) for other in others)]
    return rng.choice(free) if free else None


def covered(a: Thing, b: Thing) -> float:
    """The share (0..1) of the smaller box that two boxes have in common."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.box, b.box
    common = max(0, min(ax1, bx1) - max(ax0, bx0)) * max(0, min(ay1, by1) - max(ay0, by0))
    return common / min((ax1 - ax0) * (ay1 - ay0), (bx1 - bx0) * (by1 - by0))


def scatter(rng: random.Random, kind: str, colour: str, others: Sequence[Thing]) -> Thing | None:
    """The thing anywhere it hides little of the others and they of it, or None where no place is found soon."""
    for _ in range(SCATTER_TRIES):
        size = rng.choice(SIZES)
        columns, rows = SIZE_CELLS[kind][SIZES.index(size)]
        sky = STANDS[kind] == ("sky",)
        top = rng.randrange(0, 3) if sky else rng.choice(SCATTER_FEET[size]) - rows
        thing = Thing(kind, colour, size, rng.randrange(CELLS - columns + 1), top)
        if all(covered(thing, other) <= MOST_COVERED for other in others):
            return thing
    return None


def scattered_things(rng: random.Random, settings: WorldSettings, ground: str) -> tuple[Thing, ...]:
    """Things anywhere, ordered from left to right by their centres."""
    count = rng.choices(range(len(settings.count_weights)), settings.count_weights)[0]
    kinds = [kind for kind in settings.kinds if may_stand(kind, ground)]
    things: list[Thing] = []
    for _ in range(count if kinds else 0):
        kind, colour = rng.choice(kinds), rng.choice(settings.colours)
        if things and rng.random() < settings.twin_probability:
            kind, colour = things[0].kind, things[0].colour
        thing = scatter(rng, kind, colour, things)
        things += [thing] if thing else []
    return tuple(sorted(things, key=lambda thing: thing.column + thing.cells[0] / 2))


def sample_things(
    rng: random.Random, settings: WorldSettings, ground: str, horizon: int
) -> tuple[Thing, ...]:
    """Up to three things in different slots, ordered from left to right."""
    count = rng.choices(range(len(settings.count_weights)), settings.count_weights)[0]
    kinds = [kind for kind in settings.kinds if may_stand(kind, ground)]
    things: list[Thing] = []
    for slot in rng.sample(SLOTS, count) if kinds else ():
        kind, colour = rng.choice(kinds), rng.choice(settings.colours)
        if things and rng.random() < settings.twin_probability:
            kind, colour = things[0].kind, things[0].colour
        for size in rng.sample(SIZES, 2):
            thing = place(rng, kind, colour, size, slot, horizon, things, settings.steady)
            if thing:
                things.append(thing)
                break
    return tuple(sorted(things, key=lambda thing: SLOTS.index(thing.slot)))


def sample_scene(seed: int, level: str | WorldSettings = "calm") -> Scene:
    """The scene of a seed; the same seed and level always give the same scene."""
    settings = LEVELS[level] if isinstance(level, str) else level
    rng = random.Random(seed)
    time, weather = rng.choice(settings.times), rng.choice(settings.weathers)
    sky = DEFAULT_SKY[time]
    if rng.random() < settings.named_sky_probability:
        sky = rng.choice(SKY_CHOICES[time])
    ground = rng.choice(settings.grounds)
    relief = "none" if ground == "city" else rng.choice(settings.reliefs)
    horizon, light = rng.choice(HORIZONS[:1] if settings.steady else HORIZONS), rng.choice(SIDES)
    scattered = settings.scattered
    things = (
        scattered_things(rng, settings, ground)
        if scattered
        else sample_things(rng, settings, ground, horizon)
    )
    style = rng.choice(settings.styles) if len(settings.styles) > 1 else settings.styles[0]
    if not things and style in OUTLINED:
        style = "flat"
    return Scene(seed, time, weather, sky, ground, relief, horizon, light, things, style)
