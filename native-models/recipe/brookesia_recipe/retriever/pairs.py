"""What belongs together and what only nearly does: scenes, sentences about them, and scenes that differ in one fact."""

from __future__ import annotations

import random

from brookesia_recipe.data.pictures import edit_of
from brookesia_recipe.judge.said import contradictions, read
from brookesia_recipe.world import (
    Scene,
    caption_canonical,
    captions,
    describe,
    sample_edit,
    with_typo,
)

TRIES = 4


def altered(scene: Scene, rng: random.Random, world: str) -> Scene | None:
    """A scene that differs in one fact which the canonical caption tells; None where the tries find none."""
    for _ in range(TRIES):
        edit = sample_edit(scene, rng, world)
        if edit and caption_canonical(edit.target) != caption_canonical(scene):
            return edit.target
    return None


def edited_scene(scene: Scene, world: str) -> Scene | None:
    """What `tokenise` stored as the edit of this scene; None where its canonical caption is still the same."""
    edit = edit_of(scene, world)
    return edit.target if edit and caption_canonical(edit.target) != caption_canonical(edit.source) else None


def sentence(scene: Scene, rng: random.Random, typos: float = 0.0) -> str:
    """What a person might search with: free sentences of all lengths, and the canonical descriptions."""
    form = rng.choices(("free", "full", "medium", "long", "short"), (0.35, 0.3, 0.15, 0.15, 0.05))[0]
    if form == "free":
        return with_typo(captions(scene, rng), rng, typos)
    if form == "full":
        return with_typo(captions(scene, rng, "full"), rng, typos)
    return describe(scene, form)


def telling_sentence(scene: Scene, other: Scene, rng: random.Random) -> str:
    """A sentence that is true of the scene and not of the other one, which differs in a fact of the canonical caption."""
    form = rng.choices(("full", "medium", "long"), (0.5, 0.3, 0.2))[0]
    if form != "full":
        return describe(scene, form)
    text = captions(scene, rng, "full")
    return text if contradictions(read(text), other) else caption_canonical(scene)
