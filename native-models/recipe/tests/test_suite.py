"""What the suite says that a sentence says, checked by readers that share no code with the one that wrote it."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from world_reader import phrases

from brookesia_recipe.judge.said import SaidThing, contradictions, read
from brookesia_recipe.judge.suite import entry, run
from brookesia_recipe.settings import load_preset
from brookesia_recipe.world import FIRST_HELD_OUT_SEED, Scene, Thing, render, sample_scene

COUNT = 300
NUMBERS = {"two": 2, "2": 2, "pair of": 2, "three": 3, "3": 3}
SIGNS = {
    "ground": {
        "meadow": r"meadow|grass|green field|lawn|grassy",
        "snow": r"in the snow|on the snow|\bsnow\b(?!-)|snowy (?:landscape|field)|winter",
        "desert": r"desert|dunes",
        "sea": r"\bsea\b|ocean|on the water|\bwater\b",
        "beach": r"beach(?! ball)|shore|seaside",
        "city": r"\bcity\b|\btown\b|skyline",
    },
    "time": {
        "day": r"by day|daytime|the day|daylight|\bnoon\b|, day\b",
        "sunset": r"sunset|evening|dusk|sundown|sun goes down",
        "night": r"night|moonlight|stars",
    },
    "weather": {"cloudy": r"cloudy|with clouds|, clouds", "clear": r"clear (?:sky|weather)|no clouds|without clouds"},
    "relief": {"hills": r"\bhills\b", "mountains": r"\bmountains\b"},
    "sky": {
        "blue": r"(?<!dark )\bblue sky", "orange": r"orange sky", "navy": r"dark blue sky|navy sky",
        "pink": r"(?:pink|rosy) sky", "purple": r"(?:purple|violet) sky", "green": r"green(?:ish)? sky",
        "grey": r"gr[ea]y sky",
    },
}  # fmt: skip
"""How each fact is worded, written down by hand."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("suite")
    run(load_preset("cpu"), argparse.Namespace(work=made, judge=made / "judge", count=COUNT))
    return made


@pytest.fixture(scope="module")
def entries(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "judge" / "held-out.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["suite"] == "held-out"
    return [json.loads(line) for line in lines[1:]]


def test_every_scene_is_held_out_and_occurs_once(entries: list[dict[str, Any]]) -> None:
    assert [one["seed"] for one in entries] == list(range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + COUNT))


def test_the_things_that_are_said_are_those_of_another_reader(entries: list[dict[str, Any]]) -> None:
    for one in entries:
        text = one["sentence"].lower()
        counted: Counter = Counter()
        for phrase in phrases(text):
            counted[phrase.kind, phrase.colour] += number_before(text)
        assert counted == {(t["kind"], t["colour"]): t["count"] for t in one["said"]["things"]}, text


def test_the_sides_that_are_said_are_those_in_the_text(entries: list[dict[str, Any]]) -> None:
    for one in entries:
        words = re.findall(
            r"\b(?:on|in|at|to) the (left|middle|centre|center|right)\b", one["sentence"].lower()
        )
        sides = [{"centre": "middle", "center": "middle"}.get(word, word) for word in words]
        assert sides == [thing["slot"] for thing in one["said"]["sides"]], one["sentence"]
        shown = [(thing["kind"], thing["colour"], thing["slot"]) for thing in one["things"]]
        assert all((t["kind"], t["colour"], t["slot"]) in shown for t in one["said"]["sides"])


def number_before(text: str) -> int:
    """The sentence has at most one number, and then all of its things are of that kind and colour."""
    return next((n for word, n in NUMBERS.items() if re.search(rf"\b{word}\b", text)), 1)


def test_the_background_that_is_said_is_what_its_words_mean(entries: list[dict[str, Any]]) -> None:
    for one in entries:
        text = re.sub(r"[.]$", "", one["sentence"].lower())
        found = {
            name: value
            for name, table in SIGNS.items()
            for value, signs in table.items()
            if re.search(signs, text)
        }
        assert found == one["said"]["background"], text


def test_nothing_is_said_that_the_scene_does_not_show(entries: list[dict[str, Any]]) -> None:
    for one in entries:
        assert one["said"]["background"].items() <= one["background"].items()
        shown = Counter((thing["kind"], thing["colour"]) for thing in one["things"])
        assert shown == {(t["kind"], t["colour"]): t["count"] for t in one["said"]["things"]}


def test_pictures_are_those_of_the_scenes(folder: Path, entries: list[dict[str, Any]]) -> None:
    seed = entries[7]["seed"]
    picture = cv2.imread(str(folder / "held-out" / f"{seed}.png"))
    assert (picture[..., ::-1] == render(sample_scene(seed, "calm"))).all()


def test_a_misread_sentence_is_noticed() -> None:
    scene = Scene(1, "day", "clear", "blue", "beach", "none", 9, "left",
                  (Thing("ball", "red", "small", 1, 11), Thing("ball", "red", "small", 11, 11)))  # fmt: skip
    assert contradictions(read("two red balls on the beach"), scene) == []
    for text in (
        "a red ball on the beach",
        "two red balls at night",
        "two blue balls",
        "two red balls and a cat",
    ):
        assert contradictions(read(text), scene), text


def test_words_with_two_meanings_are_told_apart() -> None:
    said = read("A snow-white beach ball to the left, a green tree in a green field under a green sky")
    assert said.things == [SaidThing("ball", "white", slot="left"), SaidThing("tree", "green")]
    assert said.background == {"ground": "meadow", "sky": "green"}


def test_the_same_suite_is_made_again() -> None:
    scene = sample_scene(FIRST_HELD_OUT_SEED + 3)
    assert entry(scene, "calm") == entry(scene, "calm")
    assert np.array(entry(scene, "calm")["things"][0]["box"]).max() <= 256


def test_the_tasks_that_start_from_a_picture_are_asked_what_the_scene_allows(entries, folder):
    edits = [scene["edit"] for scene in entries if "edit" in scene]
    assert len(edits) > 0.9 * COUNT and {edit["operation"] for edit in edits} >= {
        "add",
        "remove",
        "recolour",
        "time",
    }
    for scene in entries:
        assert scene["control"] in ("edges", "classes", "depth", "sketch")
        assert (folder / "held-out" / f"{scene['seed']}-control.png").exists()
        assert (folder / "held-out" / f"{scene['seed']}-edited.png").exists() == ("edit" in scene)
        assert ("hole" in scene) == bool(scene["things"])
        assert not any(
            re.search(r"\b(sun|moon)\b", question["text"].lower()) for question in scene["questions"]
        )
    for scene in entries:
        edit = scene.get("edit")
        if edit and not edit["everywhere"]:
            kept = [thing for thing in scene["things"] if thing not in edit["gone"]]
            after = sorted([*kept, *edit["come"]], key=str)
            assert after == sorted(edit["things"], key=str) and edit["gone"] + edit["come"]
