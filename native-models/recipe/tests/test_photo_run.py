"""The whole way of the photo pack on generated pictures: the pack is what its manifest says."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from photo_data import write_photos, write_regions, write_wheel

RECIPE = Path(__file__).parents[1]


def recipe(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "brookesia_recipe", *map(str, arguments)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=RECIPE, capture_output=True, text=True, timeout=600, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("photo")
    data, regions = write_photos(folder / "data"), write_regions(folder / "regions")
    recipe("photo", "--preset", "photo-toy", "--work", folder / "work", "--data", data, "--regions", regions,
           "--wheels", write_wheel(folder / "wheels"))  # fmt: skip
    return folder / "work"


@pytest.fixture(scope="module")
def manifest(work) -> dict:
    return json.loads((work / "pack" / "pack.json").read_text())


def test_every_file_of_the_pack_has_the_stated_size_and_hash(work, manifest):
    pack = work / "pack"
    assert {entry["path"] for entry in manifest["files"]} == {path.name for path in pack.iterdir()} - {
        "pack.json"
    }
    for entry in manifest["files"]:
        content = (pack / entry["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_the_pack_reads_and_does_not_draw(manifest):
    assert "image" not in manifest and set(manifest["tasks"]) == {"caption", "ask"}
    assert manifest["features"]["grid"] == [2, 2] and manifest["features"]["dimension"] == 28
    assert "non-commercial" in manifest["terms"]
    ranges = manifest["tokens"]["ranges"]
    assert ranges["image"][0] == ranges["image"][1] <= manifest["tokens"]["vocabularySize"]


def test_graphs_take_and_give_what_the_format_says(work, manifest):
    pack = work / "pack"
    pixels = np.random.default_rng(0).random((2, 3, 64, 64), np.float32)
    features = run(pack / "features.onnx", pixels=pixels)
    assert features.shape == (2, 4, 28)
    scores = run(pack / manifest["familiar"]["file"], features=features)
    assert scores.shape == (2,) and np.isfinite(scores).all()
    vectors = run(pack / manifest["retriever"]["image"]["file"], features=features)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    shown = run(pack / manifest["regions"]["file"], pixels=pixels[:1, :, :, :32])
    assert shown.shape == (1, len(manifest["regions"]["classes"]) + 1, 16, 8)
    np.testing.assert_allclose(shown.sum(1), 1, atol=1e-5)


def test_what_was_measured_travels_with_the_pack(manifest):
    evaluation = manifest["evaluation"]
    assert evaluation["agreement"]["greedyTokensEqual"] > 0
    assert evaluation["caption"]["photos"] == 6
    assert 0 <= evaluation["ask"]["accuracy"]["all"] <= 1 and "withoutPicture" in evaluation["ask"]
    assert evaluation["retriever"]["textToPicture10"] == 1, "of six photos any is among the first ten"
    assert set(evaluation["familiar"]["recognisedAsStrange"]) == {"drawings", "textPages", "noise"}
    assert 0 <= evaluation["regions"]["meanIou"] <= 1


def test_a_finished_stage_is_not_done_again(work):
    folder = work.parent
    printed = recipe("photo-features", "--preset", "photo-toy", "--work", work, "--data", folder / "data",
                     "--wheels", folder / "wheels")  # fmt: skip
    assert printed == ""


def run(path: Path, **feeds: np.ndarray) -> np.ndarray:
    return onnxruntime.InferenceSession(str(path)).run(None, feeds)[0]


def test_a_reader_goes_on_from_the_pack_and_back_into_it(work, manifest, tmp_path):
    pack, thawed = tmp_path / "pack", tmp_path / "work"
    shutil.copytree(work / "pack", pack)
    data = ("--preset", "photo-toy", "--data", work.parent / "data", "--work", thawed, "--pack", pack)
    recipe("photo-thaw", *data)
    shutil.copytree(next(work.glob("features-*")), thawed / next(work.glob("features-*")).name)
    recipe("photo-renew", *data)
    renewed = json.loads((pack / "pack.json").read_text())
    assert renewed["evaluation"]["ask"]["withoutPicture"] == manifest["evaluation"]["ask"]["withoutPicture"]
    assert renewed["evaluation"]["caption"]["photos"] == 6
    for entry in renewed["files"]:
        assert hashlib.sha256((pack / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    others = [[e for e in each["files"] if e["path"] != "transformer.onnx"] for each in (manifest, renewed)]
    assert others[0] == others[1]


def test_the_questions_that_a_pack_is_judged_on_are_written_down(work, manifest):
    data = work.parent / "data"
    recipe("photo-questions", "--preset", "photo-toy", "--data", data, "--work", work)
    lines = [
        line.split("\t") for line in (work / "questions-dev.tsv").read_text(encoding="utf-8").splitlines()
    ]
    assert {len(line) for line in lines} == {5}
    assert dict(Counter(kind for _, kind, *_ in lines)) == manifest["evaluation"]["ask"]["questions"]


def test_an_encoder_may_stay_as_it_is(work, tmp_path):
    preset = (RECIPE / "brookesia_recipe" / "presets" / "photo-toy.yaml").read_text()
    (tmp_path / "still.yaml").write_text(preset.replace("tuned: true", "tuned: false"))
    folder = work.parent
    for stage in ("photo-maps", "photo-features", "photo-reader"):
        recipe(stage, "--preset", tmp_path / "still.yaml", "--data", folder / "data", "--work", tmp_path,
               "--wheels", folder / "wheels")  # fmt: skip
    assert not list(tmp_path.glob("maps-*")) and (tmp_path / "reader.pt").exists()
    still, tuned = (path / f"encoder-lite0-64{end}.onnx" for path, end in ((tmp_path, ""), (work, "-tuned")))
    assert still.read_bytes() != tuned.read_bytes()
