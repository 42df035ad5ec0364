"""The whole way in half a minute: the toy preset gives a pack that is what its manifest says."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RECIPE = Path(__file__).parents[1]


def recipe(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "brookesia_recipe", *map(str, arguments)]
    # One thread: on a busy machine two threads wait for each other most of the time, and the toy is too small to need them.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=RECIPE, capture_output=True, text=True, timeout=600, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    recipe("all", "--preset", "toy", "--work", folder)
    return folder


def test_every_file_of_the_pack_has_the_stated_size_and_hash(work):
    pack = work / "pack"
    manifest = json.loads((pack / "pack.json").read_text())
    assert {entry["path"] for entry in manifest["files"]} == {path.name for path in pack.iterdir()} - {
        "pack.json"
    }
    for entry in manifest["files"]:
        content = (pack / entry["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_the_manifest_states_layout_and_measurements(work):
    manifest = json.loads((work / "pack" / "pack.json").read_text())
    ranges = manifest["tokens"]["ranges"]
    ends = [ranges[name] for name in ("special", "text", "location", "image")]
    assert all(a[1] == b[0] for a, b in zip(ends, ends[1:], strict=False))
    assert ends[-1][1] <= manifest["tokens"]["vocabularySize"]
    agreement = manifest["evaluation"]["agreement"]
    assert agreement["greedyTokensEqual"] == agreement["greedyTokensCompared"] >= 64
    assert 0 <= manifest["image"]["stripContext"] <= 8


def test_the_retriever_travels_in_the_pack_with_its_recall(work):
    manifest = json.loads((work / "pack" / "pack.json").read_text())
    assert manifest["retriever"]["dimension"] == 16
    recall = manifest["evaluation"]["retriever"]["recallAt1"]
    assert manifest["evaluation"]["retriever"]["scenes"] == 32
    assert 0 <= recall["long"] <= recall["long_alike"] <= 1
    assert recall["long"] <= manifest["evaluation"]["retriever"]["recallAt5"]["long"] <= 1


def test_a_retriever_can_be_put_into_a_pack_that_has_none(work, tmp_path):
    pack = tmp_path / "pack"
    shutil.copytree(work / "pack", pack)
    manifest = json.loads((pack / "pack.json").read_text())
    (pack / manifest["retriever"]["text"]["file"]).unlink()
    bare = {name: value for name, value in manifest.items() if name != "retriever"}
    bare["files"] = [entry for entry in manifest["files"] if not entry["path"].startswith("retriever")]
    (pack / "pack.json").write_text(json.dumps(bare))
    recipe("retriever-add", "--preset", "toy", "--work", work, "--pack", pack)
    added = json.loads((pack / "pack.json").read_text())
    assert added["retriever"] == manifest["retriever"]
    assert sorted(added["files"], key=str) == sorted(manifest["files"], key=str)


def test_a_training_goes_on_from_the_pack_alone(work, tmp_path):
    recipe("thaw", "--preset", "toy", "--work", tmp_path, "--pack", work / "pack")
    shutil.copytree(work / "scenes", tmp_path / "scenes")
    recipe("transformer", "--preset", "toy", "--work", tmp_path, "--minutes", "0.02")
    first, *_ = [each for each in (tmp_path / "transformer.csv").read_text().splitlines() if ",loss," in each]
    untrained, *_ = [each for each in (work / "transformer.csv").read_text().splitlines() if ",loss," in each]
    assert float(first.split(",")[3]) < float(untrained.split(",")[3])


def test_training_lowers_the_loss(work):
    losses = [
        line.split(",")[3] for line in (work / "transformer.csv").read_text().splitlines() if ",loss," in line
    ]
    assert float(losses[-1]) < 6


def test_a_contact_sheet_can_be_drawn(work):
    recipe("sheet", "--preset", "toy", "--work", work, "--count", "3")
    assert (work / "sheet.png").stat().st_size > 10_000


def test_the_pack_names_what_maps_of_its_world_show(work):
    manifest = json.loads((work / "pack" / "pack.json").read_text())
    colours = {each["name"]: each["colour"] for each in manifest["classes"]}
    assert colours["sky"] == "#aad4ff" and {"meadow", "house", "ball"} <= set(colours)
    assert not {"boat", "sea", "robot"} & set(colours), "its world draws none of these"
