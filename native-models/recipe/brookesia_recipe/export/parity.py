"""The parity stage: what PyTorch draws and writes greedily for 100 prompts over all tasks, for the engine to be compared with.

`parity --pack FOLDER` takes the weights that the pack was exported from: the checkpoint in the work folder, or, for the tiny
pack, its random ones. Writes `<name of the pack's folder>.parity.json` beside the pack's folder.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.data.tokenise import load_scenes
from brookesia_recipe.export.task_forms import TaskForms, as_json
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import Transformer
from brookesia_recipe.transformer.sample import Sampling, draw_pictures, write_plans, write_text
from brookesia_recipe.transformer.sequences import GRID, Writer
from brookesia_recipe.world import LabelledBox, Layout, caption_canonical, layout

EACH = 7
"""Scenes that are drawn, drawn with guidance, planned and captioned."""
FORMS = 6
"""Of these, those in which every form of the other tasks is asked for."""
CELLS = 24
WORDS = 16
GUIDANCE = 1.8
CODEBOOK = 2560
COLOURS = ("red", "blue", "green", "yellow", "white")
KINDS = ("boat", "house", "tree", "ball", "balloon")
PLACES = (
    "on the sea at sunset",
    "in a meadow by day",
    "in the snow at night",
    "under a purple sky",
    "in the desert",
)


@dataclass(frozen=True)
class Shown:
    """A scene and its pictures, int64 [256] each: `other` is a control picture of it where there is one."""

    layout: Layout
    sentence: str
    becomes: str
    """What its first thing is to be."""
    codes: np.ndarray
    other: np.ndarray

    @property
    def instruction(self) -> str:
        return f"turn the {self.layout.things[0].label} into a {self.becomes}"


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    from brookesia_recipe.transformer.train import load_transformer

    model = load_transformer(arguments.work, preset).folded()
    write(model, arguments.pack, held_out_scenes(arguments.work, preset.world))


def write(model: Transformer, pack: Path, scenes: Sequence[Shown]) -> None:
    """As JSON: what goes in, and the ids that come out in the pack's vocabulary."""
    bpe = load_bpe(pack / "tokenizer.json")
    writer = Writer(bpe, vocabulary_of(bpe, CODEBOOK))
    content = {
        "guidance": GUIDANCE,
        "cases": [case for shown in scenes[:EACH] for case in cases(model, writer, shown)],
        "scenes": [forms(model, writer, shown) for shown in scenes[:FORMS]],
    }
    pack.with_name(f"{pack.name}.parity.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def held_out_scenes(work: Path, world: str) -> list[Shown]:
    """The first of those that nothing was trained on, and that have something in them."""
    shards, controls, found = load_scenes(work, "held-out"), load_scenes(work, "control-held-out"), []
    for seed, codes, other in zip(shards.seeds, shards.codes, controls.codes, strict=False):
        scene = scene_of(int(seed), world)
        if scene.things and len(found) < EACH:
            becomes = f"{next(colour for colour in COLOURS if colour != scene.things[0].colour)} house"
            found.append(Shown(layout(scene), caption_canonical(scene), becomes, flat(codes), flat(other)))
    return found


def flat(codes: np.ndarray) -> np.ndarray:
    return codes.astype(np.int64).reshape(-1)


def made_up_scenes() -> list[Shown]:
    """For weights that know no pictures."""
    found = []
    for place in range(EACH):
        made, codes = layout_of(4 * place % 25), codes_of(6 * place + 5, 131 * place)
        sentence = f"{' and '.join(f'a {thing.label}' for thing in made.things)} {made.background}"
        becomes = f"{COLOURS[(place + 2) % 5]} {KINDS[place % 5]}"
        found.append(Shown(made, sentence, becomes, codes, (codes * 7 + 1) % CODEBOOK))
    return found


def cases(model: Transformer, writer: Writer, shown: Shown) -> list[dict[str, Any]]:
    vocabulary, found = writer.vocabulary, []
    for guidance in (1.0, GUIDANCE):
        prompt, twin = writer.generate_prompt(shown.layout), sequences.unconditional_prompt()
        drawn = draw_pictures(model, [prompt], twin, Sampling(0, 1, guidance), cells=CELLS)[0]
        ids = (drawn + vocabulary.image_start).tolist()
        found.append({"task": "generate", "plan": as_json(shown.layout), "guidance": guidance, "ids": ids})
    plan = write_plans(model, [writer.plan_prompt(shown.sentence, ())], writer, Sampling(0, 1, 1))[0]
    found.append({"task": "plan", "prompt": shown.sentence, "ids": plan.written})
    question = sequences.caption_prompt(sequences.picture(shown.codes, vocabulary.image_start))
    words = tuple(vocabulary.ranges()["text"])
    text = write_text(model, [question], words, Sampling(0, 1, 1), limit=WORDS)[0]
    return [*found, {"task": "caption", "codes": shown.codes.tolist(), "ids": text}]


def forms(model: Transformer, writer: Writer, shown: Shown) -> dict[str, Any]:
    """Every form of the other tasks; of each the ids alone."""
    asked = TaskForms(
        model,
        writer,
        shown.codes,
        shown.layout,
        shown.sentence,
        shown.instruction,
        shown.becomes,
        shown.other,
    )
    expected = asked.expectations()
    expected["forms"] = {name: form["ids"] for name, form in expected["forms"].items()}
    return {
        **expected,
        "sentence": shown.sentence,
        "before": as_json(shown.layout),
        "codes": shown.codes.tolist(),
    }


def layout_of(place: int) -> Layout:
    """One or two things on the grid; no two places are alike."""
    first, second = COLOURS[place % 5], COLOURS[place // 5]
    across, down = 16 * (place % 5), 16 * (place // 5)
    things = [LabelledBox(f"{first} {KINDS[place // 5]}", (across, down + 32, across + 96, down + 160))]
    if place % 2:
        box = (128 + across // 2, 16, 208 + across // 2, 96)
        things.append(LabelledBox(f"{second} {KINDS[place % 5]}", box))
    return Layout(tuple(things), PLACES[(place + place // 5) % 5])


def codes_of(step: int, start: int) -> np.ndarray:
    """code[i] = (start + step i) mod 2560, int64 [256]."""
    return (start + step * np.arange(GRID * GRID)) % CODEBOOK
