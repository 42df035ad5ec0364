"""One change to a scene at a time, without words: what the change is called, what it touches, what comes out."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from .scene import MOST_COVERED, SLOT_CENTRES, Scene, Thing, covered, may_stand, place, positions
from .settings import CELLS, DEFAULT_SKY, SIZES, SKY_CHOICES, SLOTS, WorldSettings


@dataclass(frozen=True)
class Change:
    """`before` is the thing touched (None: added, or the background), `after` what became of it (None: removed)."""

    operation: str
    target: Scene
    before: Thing | None = None
    after: Thing | None = None


Changer = Callable[[Scene, random.Random, WorldSettings], Change | None]


def from_left_to_right(things: list[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda thing: thing.column + thing.cells[0] / 2))


def with_thing(scene: Scene, before: Thing | None, after: Thing | None) -> Scene:
    """The scene with one thing put in another's stead; None stands for no thing."""
    others = [thing for thing in scene.things if thing != before]
    return replace(scene, things=from_left_to_right(others + ([after] if after else [])))


def settled(scene: Scene, before: Thing, wanted: Thing, slot: str, world: WorldSettings) -> Thing | None:
    """The wanted thing where it fits in the slot, as near as can be to the height and offset of the thing before."""
    others = [thing for thing in scene.things if thing != before]
    columns, rows = wanted.cells
    centre = before.column + before.cells[0] / 2 - SLOT_CENTRES[before.slot] + SLOT_CENTRES[slot]
    top = before.row if wanted.flies else before.row + before.cells[1] - rows

    def distance(thing: Thing) -> tuple[float, float]:
        return abs(thing.row - top), abs(thing.column + columns / 2 - centre)

    places = list(positions(wanted.kind, wanted.size, slot, scene.horizon, world.steady))
    if world.scattered and wanted.flies == before.flies:
        places.append((min(max(round(centre - columns / 2), 0), CELLS - columns), max(top, 0)))
    most = MOST_COVERED if world.scattered else 0
    candidates = [replace(wanted, column=column, row=row) for column, row in places]
    fitting = [c for c in candidates if c.slot == slot and all(covered(c, other) <= most for other in others)]
    return min(fitting, key=distance, default=None)


def free_slots(scene: Scene) -> list[str]:
    return [slot for slot in SLOTS if slot not in {thing.slot for thing in scene.things}]


def touched(operation: str, scene: Scene, before: Thing, after: Thing | None) -> Change | None:
    return Change(operation, with_thing(scene, before, after), before, after) if after else None


def recolour(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    if not scene.things:
        return None
    thing = rng.choice(scene.things)
    colours = [colour for colour in world.colours if colour != thing.colour]
    return touched("recolour", scene, thing, replace(thing, colour=rng.choice(colours))) if colours else None


def add(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    slots, kinds = free_slots(scene), [kind for kind in world.kinds if may_stand(kind, scene.ground)]
    if not slots or not kinds:
        return None
    kind, colour, size = rng.choice(kinds), rng.choice(world.colours), rng.choice(SIZES)
    thing = place(rng, kind, colour, size, rng.choice(slots), scene.horizon, scene.things, world.steady)
    return Change("add", with_thing(scene, None, thing), None, thing) if thing else None


def remove(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    if not scene.things:
        return None
    thing = rng.choice(scene.things)
    return Change("remove", with_thing(scene, thing, None), thing, None)


def swap(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    """Another kind in the same colour and slot; a flying kind goes up, a standing one down."""
    if not scene.things:
        return None
    thing = rng.choice(scene.things)
    kinds = [kind for kind in world.kinds if kind != thing.kind and may_stand(kind, scene.ground)]
    if not kinds:
        return None
    wanted = replace(thing, kind=rng.choice(kinds))
    return touched("replace", scene, thing, settled(scene, thing, wanted, thing.slot, world))


def move(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    slots = free_slots(scene)
    if not slots or not scene.things:
        return None
    thing = rng.choice(scene.things)
    return touched("move", scene, thing, settled(scene, thing, thing, rng.choice(slots), world))


def resize(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    if not scene.things:
        return None
    thing = rng.choice(scene.things)
    wanted = replace(thing, size=SIZES[1 - SIZES.index(thing.size)])
    operation = "bigger" if wanted.size == "big" else "smaller"
    return touched(operation, scene, thing, settled(scene, thing, wanted, thing.slot, world))


def time(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    """Another time of day; a sky the new time never has gives way to its default."""
    times = [name for name in world.times if name != scene.time]
    if not times:
        return None
    new = rng.choice(times)
    keeps = scene.names_sky and scene.sky in (*SKY_CHOICES[new], DEFAULT_SKY[new])
    return Change("time", replace(scene, time=new, sky=scene.sky if keeps else DEFAULT_SKY[new]))


def weather(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    others = [name for name in world.weathers if name != scene.weather]
    return Change(others[0], replace(scene, weather=others[0])) if others else None


def sky(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    if world.named_sky_probability == 0:
        return None
    skies = [s for s in (DEFAULT_SKY[scene.time], *SKY_CHOICES[scene.time]) if s != scene.sky]
    return Change("sky", replace(scene, sky=rng.choice(skies)))


def ground(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    """Another ground on which all things may stand; a city only where there is no relief to hide."""
    grounds = [
        name
        for name in world.grounds
        if name != scene.ground
        and all(may_stand(thing.kind, name) for thing in scene.things)
        and (name != "city" or scene.relief == "none")
    ]
    return Change("ground", replace(scene, ground=rng.choice(grounds))) if grounds else None


def relief(scene: Scene, rng: random.Random, world: WorldSettings) -> Change | None:
    reliefs = [name for name in world.reliefs if name != scene.relief]
    if scene.ground == "city" or not reliefs:
        return None
    new = rng.choice(reliefs)
    operation = "flatten" if new == "none" else "raise" if scene.relief == "none" else "reshape"
    return Change(operation, replace(scene, relief=new))


CHANGES: dict[str, tuple[Changer, float]] = {
    "recolour": (recolour, 4.0), "add": (add, 4.0), "remove": (remove, 3.0), "replace": (swap, 3.0),
    "move": (move, 2.0), "resize": (resize, 2.0), "time": (time, 1.5), "weather": (weather, 1.0),
    "sky": (sky, 1.5), "ground": (ground, 1.5), "relief": (relief, 1.0),
}  # fmt: skip
"""Every operation with its share of the edits that are drawn."""
