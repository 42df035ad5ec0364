"""What each task is practised on: rows of the forms in tasks.py, made from a scene's seed and its stored codes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from brookesia_recipe.data.pictures import control_of, edit_of, scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.transformer.sequences import Row, Writer
from brookesia_recipe.transformer.sight import UNTOLD, noted, shown
from brookesia_recipe.transformer.tasks import SHOWN_NAMES, TaskWriter, Turn, box_cells, region
from brookesia_recipe.world import (
    LENGTHS,
    Edit,
    Layout,
    Scene,
    captions,
    describe,
    description_request,
    identify,
    layout,
    locate,
    sample_edit,
    sample_question,
    varied_layout,
)
from brookesia_recipe.world.facts import Fact, holds, nouns
from brookesia_recipe.world.layout import labelled

TYPOS = 0.05
TURNS = {"question": 7.0, "locate": 3.0, "missing": 0.7, "identify": 0.7, "describe": 0.6}
"""What is asked, with the share of each."""
NOWHERE = "nowhere"
UNSEEN = re.compile(r"\b(sun|moon)\b")
"""What no layout tells of."""


@dataclass(frozen=True)
class Stored:
    """Codes of the scenes, of what their edits make of them, and of one control of each; all in the same order of seeds."""

    scenes: Scenes
    edited: Scenes
    controls: Scenes

    def __post_init__(self) -> None:
        for other in (self.edited, self.controls):
            if not np.array_equal(self.scenes.seeds, other.seeds):
                raise ValueError("scenes, edits and controls must be tokenised from the same seeds")


class Examples:
    """`make(form, place, rng)` is a row of a scene that is stored at `place`; `replan` and `ask` need a seed alone."""

    def __init__(self, stored: Stored, writer: Writer, world: str) -> None:
        self.stored, self.world, self.tasks = stored, world, TaskWriter(writer)
        self.forms: dict[str, Callable[[int, Scene, random.Random], Row | None]] = {
            "read": self.read, "redraw": self.redraw, "fill": self.fill, "guide": self.guide, "show": self.show,
            "instruct": self.instruct, "liken": self.liken,
        }  # fmt: skip

    def make(self, form: str, place: int, rng: random.Random) -> Row | None:
        """None where the scene has no such row: no edit was found, or its control is not one that is shown."""
        return self.forms[form](place, scene_of(int(self.stored.scenes.seeds[place]), self.world), rng)

    def edit(self, scene: Scene) -> Edit | None:
        return edit_of(scene, self.world)

    def picture(self, place: int, scene: Scene, rng: random.Random) -> tuple[Scene, np.ndarray, np.ndarray]:
        """What the picture shows, its codes and its cells of things: the scene as it is, or after its edit."""
        edit = self.edit(scene) if rng.random() < 0.5 else None
        stored = self.stored.edited if edit else self.stored.scenes
        return edit.target if edit else scene, stored.codes[place], stored.objects[place]

    def read(self, place: int, scene: Scene, rng: random.Random) -> Row:
        return self.reading(*self.picture(place, scene, rng))

    def reading(self, scene: Scene, codes: np.ndarray, objects: np.ndarray) -> Row:
        return noted(self.tasks.read(codes, layout(scene)), "source", shown(scene, objects))

    def redraw(self, place: int, scene: Scene, rng: random.Random) -> Row:
        """Either way: from the scene to its edit, or back. A scene without an edit is only read."""
        edit = self.edit(scene)
        now, then = self.stored.scenes, self.stored.edited
        if not edit:
            return self.reading(scene, now.codes[place], now.objects[place])
        ends = [(scene, now), (edit.target, then)]
        if rng.random() < 0.5:
            ends.reverse()
        (before, source), (after, target) = ends
        cells = region(layout(before), layout(after), margin=2 if rng.random() < 0.15 else 1)
        row = self.tasks.redraw(
            source.codes[place], layout(before), layout(after), target.codes[place], cells
        )
        return noted(row, "source", shown(before, source.objects[place]))

    def fill(self, place: int, scene: Scene, rng: random.Random) -> Row:
        """A hole over a thing, or anywhere. What touches it is named; of the rest some is."""
        scene, codes, objects = self.picture(place, scene, rng)
        holes = random_hole(scene, rng)
        whole = varied_layout(scene, rng)
        named = [t for t in whole.things if (box_cells(t.box, 0) & holes).any() or rng.random() < 0.5]
        background = whole.background if rng.random() < 0.7 else ""
        row = self.tasks.fill(Layout(tuple(named), background), codes, holes)
        seen = shown(scene, objects)
        seen[holes] = UNTOLD
        return noted(row, "source", seen)

    def guide(self, place: int, scene: Scene, rng: random.Random) -> Row:
        sentence = captions(scene, rng) if rng.random() < 0.9 else ""
        scenes = self.stored.scenes
        control = self.stored.controls.codes[place]
        row = self.tasks.guide(sentence, control, layout(scene), scenes.codes[place], scenes.objects[place])
        return noted(row, "control", shown(scene, scenes.objects[place]))

    def show(self, place: int, scene: Scene, rng: random.Random) -> Row | None:
        name = control_of(int(self.stored.scenes.seeds[place]))
        codes, control = self.stored.scenes.codes[place], self.stored.controls.codes[place]
        return self.tasks.show(name, codes, control) if name in SHOWN_NAMES else None

    def instruct(self, place: int, scene: Scene, rng: random.Random) -> Row | None:
        edit = self.edit(scene)
        if not edit:
            return None
        source, target = self.stored.scenes.codes[place], self.stored.edited.codes[place]
        changed = region(layout(scene), layout(edit.target))
        row = self.tasks.instruct(edit.instruction, source, target, changed)
        return noted(row, "source", shown(scene, self.stored.scenes.objects[place]))

    @cached_property
    def alike(self) -> dict[tuple[object, ...], list[int]]:
        """Places of the scenes that share all that a layout leaves unsaid."""
        found: dict[tuple[object, ...], list[int]] = {}
        for place, seed in enumerate(self.stored.scenes.seeds):
            found.setdefault(unsaid(scene_of(int(seed), self.world)), []).append(place)
        return found

    def liken(self, place: int, scene: Scene, rng: random.Random) -> Row | None:
        """One or two pictures of other things before the same background."""
        others = [other for other in self.alike[unsaid(scene)] if other != place]
        if not others:
            return None
        chosen = rng.sample(others, min(len(others), 2 if rng.random() < 0.2 else 1))
        codes = self.stored.scenes.codes
        return self.tasks.liken([codes[other] for other in chosen], varied_layout(scene, rng), codes[place])

    def replan(self, seed: int, rng: random.Random) -> Row | None:
        edit = sample_edit(scene_of(seed, self.world), rng, self.world, typos=TYPOS)
        return self.tasks.replan(edit.instruction, layout(edit.source), layout(edit.target)) if edit else None

    def ask(self, seed: int, rng: random.Random) -> Row:
        scene = scene_of(seed, self.world)
        kind = rng.choices(list(TURNS), list(TURNS.values()))[0]
        return self.tasks.ask(layout(scene), turn(kind, scene, self.world, rng) or described(scene, rng))


def unsaid(scene: Scene) -> tuple[object, ...]:
    """The background with what no layout says of it."""
    return scene.ground, scene.relief, scene.time, scene.sky, scene.weather, scene.horizon, scene.light


def random_hole(scene: Scene, rng: random.Random) -> np.ndarray:
    """bool [256]: a thing and what is around it, or one or two rectangles."""
    if scene.things and rng.random() < 0.6:
        return box_cells(rng.choice(scene.things).box, margin=rng.choice((0, 1, 1, 2)))
    holes = np.zeros(256, bool)
    for _ in range(rng.choice((1, 1, 2))):
        width, height = rng.randint(2, 10), rng.randint(2, 10)
        left, top = rng.randint(0, 16 - width), rng.randint(0, 16 - height)
        holes |= box_cells((left * 16, top * 16, (left + width) * 16, (top + height) * 16), 0)
    return holes


def described(scene: Scene, rng: random.Random) -> Turn:
    length = rng.choice(LENGTHS)
    return Turn(description_request(length, rng, TYPOS), describe(scene, length, light=False), long=True)


def turn(kind: str, scene: Scene, world: str, rng: random.Random) -> Turn | None:
    if kind == "describe":
        return described(scene, rng)
    if kind == "question":
        question = sample_question(scene, rng, world, typos=TYPOS)
        told = question and not UNSEEN.search(question.text.lower())
        return Turn(question.text, question.answer, about=labelled(question.about)) if question and told else None
    if kind == "missing":
        return missing(scene, world, rng)
    found = (locate if kind == "locate" else identify)(scene, rng, TYPOS)
    if not found:
        return None
    about = labelled(found.about)
    if kind == "locate":
        return Turn(found.text, found.box, about=about)
    return Turn(found.text, found.label, found.box, about=about)


def missing(scene: Scene, world: str, rng: random.Random) -> Turn | None:
    """'where is the red boat' where there is none."""
    stranger = scene_of(rng.randrange(10_000_000), world)
    for thing in stranger.things:
        fact = Fact("pair" if rng.random() < 0.7 else "kind", thing.kind, thing.colour)
        fact = fact if fact.family == "pair" else replace(fact, colour=None)
        if holds(scene, fact) is False:
            noun = nouns(fact, rng, many=False).split(" ", 1)[1]
            return Turn(
                rng.choice(("where is the {}?", "find the {}", "where's the {}", "locate the {}")).format(
                    noun
                ),
                NOWHERE,
            )
    return None
