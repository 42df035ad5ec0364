"""What a held-out scene asks of the tasks that start from a picture: an edit, a control, a hole, questions, places."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np

from brookesia_recipe.data.pictures import edit_of
from brookesia_recipe.transformer.examples import UNSEEN
from brookesia_recipe.world import (
    CONTROLS,
    Edit,
    Scene,
    Thing,
    attributes,
    canonical_label,
    control,
    layout,
    locate,
    render,
    sample_questions,
)

QUESTIONS = 6
BACKGROUND = ("ground", "relief", "time", "weather", "sky")


def thing_record(thing: Thing) -> dict[str, Any]:
    return {"kind": thing.kind, "colour": thing.colour, "slot": thing.slot, "box": list(thing.box)}


def background_record(scene: Scene) -> dict[str, str]:
    shown = attributes(scene)
    return {name: shown[name] for name in BACKGROUND}


def trials(scene: Scene, world: str) -> dict[str, Any]:
    """As JSON; an edit, a hole and a place are left out where the scene has none."""
    found = {
        "edit": edit_trial(edit_of(scene, world)),
        "hole": hole_trial(scene),
        "place": place_trial(scene, world),
    }
    return {**{name: trial for name, trial in found.items() if trial}, "control": control_name(scene),
            "questions": question_trials(scene, world)}  # fmt: skip


def edit_trial(edit: Edit | None) -> dict[str, Any] | None:
    """The instruction, and the scene it asks for with the things that it touches: what was, what is to be."""
    if not edit:
        return None
    before, after = set(edit.source.things), set(edit.target.things)
    return {
        "operation": edit.operation, "instruction": edit.instruction,
        "gone": [thing_record(thing) for thing in edit.source.things if thing not in after],
        "come": [thing_record(thing) for thing in edit.target.things if thing not in before],
        "things": [thing_record(thing) for thing in edit.target.things],
        "background": background_record(edit.target),
        "everywhere": layout(edit.source).background != layout(edit.target).background,
    }  # fmt: skip


def control_name(scene: Scene) -> str:
    """Each control has a quarter of the scenes."""
    return CONTROLS[scene.seed // 7 % len(CONTROLS)]


def hole_trial(scene: Scene) -> dict[str, Any] | None:
    """One of the things, to be hidden and drawn again where it was."""
    if not scene.things:
        return None
    thing = random.Random(f"hole {scene.seed}").choice(scene.things)
    return {"label": canonical_label(thing), **thing_record(thing)}


def question_trials(scene: Scene, world: str) -> list[dict[str, str]]:
    """Questions that a layout answers: none about where the sun stands."""
    drawn = sample_questions(scene, random.Random(f"ask {scene.seed}"), 2 * QUESTIONS, world)
    told = [question for question in drawn if not UNSEEN.search(question.text.lower())]
    return [{"topic": q.topic, "text": q.text, "answer": q.answer} for q in told[:QUESTIONS]]


def place_trial(scene: Scene, world: str) -> dict[str, Any] | None:
    found = locate(scene, random.Random(f"locate {scene.seed}"))
    return {"text": found.text, "box": list(found.box)} if found else None


def trial_pictures(scene: Scene, world: str) -> dict[str, np.ndarray]:
    """uint8 [256,256,3] RGB by what stands behind the seed in the file's name."""
    edit = edit_of(scene, world)
    pictures = {
        "": render(scene),
        "-control": control(control_name(scene), scene, random.Random(f"control {scene.seed}")),
    }
    return {**pictures, "-edited": render(edit.target)} if edit else pictures


def png(picture: np.ndarray) -> bytes:
    return cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1].tobytes()
