"""The ways to store and run the transformer, side by side: size, speed, and what each costs in quality."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import onnxruntime

from brookesia_recipe.export.session import open_session, session_options
from brookesia_recipe.export.speed import PAST, median_ms, step_feeds
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.export.variant_quality import Quality
from brookesia_recipe.settings import ExportSettings, Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.transformer.batches import Sequences
from brookesia_recipe.transformer.model import ModelSettings, Transformer
from brookesia_recipe.transformer.train import CODEBOOK, load_stored, load_transformer

FLOATS = "16 bits"
VARIANTS = {
    FLOATS: ExportSettings(),
    **{f"8 bits, block {block}": ExportSettings(8, block) for block in (32, 64, 128, 256)},
    **{f"4 bits, block {block}": ExportSettings(4, block) for block in (16, 32, 64, 128)},
    **{f"8 bits, block 32, accuracy {accuracy}": ExportSettings(8, 32, accuracy) for accuracy in range(4)},
    "4 bits, block 32, accuracy 1": ExportSettings(4, 32, 1),
    "8 bits, block 32, table too": ExportSettings(8, 32, embedding_bits=8),
}  # fmt: skip
IMAGE_HEADS = {f"{name}, head for image ids alone": VARIANTS[name] for name in (FLOATS, "8 bits, block 32")}
"""Timed only: what it would give to leave out the scores that drawing has no use for."""

BATCHES = (1, 2, 4, 8)
ROUNDS = 3
"""Each figure of speed is the best of so many medians, taken with all other variants in between."""

OPTIONS = {
    "as the studio sets them": {},
    "one thread": {"threads": 1},
    "no spinning": {"spinning": False},
    "spinning between runs": {"entries": {"session.force_spinning_stop": "0"}},
    "no arena": {"enable_cpu_mem_arena": False},
    "no memory pattern": {"enable_mem_pattern": False},
    "basic optimisation": {"graph_optimization_level": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC},
    "extended optimisation": {"graph_optimization_level": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED},
    "denormals as zero": {"entries": {"session.set_denormal_as_zero": "1"}},
}  # fmt: skip
Table = dict[str, dict[str, float]]


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """Writes the graphs and FIGURES.json to WORK/variants; prints the tables."""
    folder: Path = arguments.work / "variants"
    folder.mkdir(exist_ok=True)
    model = load_transformer(arguments.work, preset).folded()
    paths = {name: write(model, folder, name, export) for name, export in VARIANTS.items()}
    tables: dict[str, Table] = {}
    if arguments.figures in ("all", "quality"):
        tables |= measure_quality(paths, model.settings, preset, arguments.work)
    if arguments.figures in ("all", "speed"):
        cut = replace(model.settings, vocabulary_size=CODEBOOK, image_start=0)
        heads = {name: write(Transformer(cut), folder, name, export) for name, export in IMAGE_HEADS.items()}
        timed = {name: (path, model.settings) for name, path in paths.items()}
        timed |= {name: (path, cut) for name, path in heads.items()}
        tables["speed"] = best_of(ROUNDS, lambda name: speed(*timed[name]), timed)
        for name in (FLOATS, "8 bits, block 32"):
            tables[f"options, {name}"] = measure_options(paths[name], model.settings)
    for title, table in tables.items():
        show(title, table)
    (folder / f"{arguments.figures}.json").write_text(json.dumps(tables, indent=2) + "\n")


def write(model: Transformer, folder: Path, name: str, export: ExportSettings) -> Path:
    path = folder / f"{name.replace(', ', '-').replace(' ', '-')}.onnx"
    write_transformer(model, path, export)
    return path


def measure_quality(
    paths: Mapping[str, Path], settings: ModelSettings, preset: Preset, work: Path
) -> dict[str, Table]:
    bpe = load_bpe(work / "tokenizer.json")
    source = Sequences(load_stored(work, "held-out"), bpe, vocabulary_of(bpe, CODEBOOK), preset)
    quality = Quality(open_session(paths[FLOATS]), settings, source, preset)
    table = {}
    for name, path in paths.items():
        if name != FLOATS:
            table[name] = quality.of(open_session(path))
            print(f"{name}: {table[name]}", flush=True)
    return {"nats": {FLOATS: quality.nats}, f"quality beside {FLOATS}": table}


def speed(path: Path, settings: ModelSettings) -> dict[str, float]:
    """Milliseconds on two threads; megabytes of the file."""
    figures = {"MB": round(path.stat().st_size / 1e6, 1)}
    for spinning, suffix in ((True, ""), (False, " no spinning")):
        session = open_session(path, spinning=spinning)
        for batch in BATCHES:
            figures[f"step {batch}{suffix}"] = timed_run(session, settings, batch, 1, PAST, 60)
        if spinning:
            figures["prefill 2x30"] = timed_run(session, settings, 2, 30, PAST, 10)
            figures["prefill 262"] = timed_run(session, settings, 1, 262, 1, 5)
    return figures


def timed_run(
    session: onnxruntime.InferenceSession, settings: ModelSettings, rows: int, length: int, past: int, repeats: int
) -> float:  # fmt: skip
    feeds = step_feeds(settings, rows, length, past)
    return median_ms(lambda: session.run(None, feeds), repeats)


def measure_options(path: Path, settings: ModelSettings) -> Table:
    def measure(name: str) -> dict[str, float]:
        session = onnxruntime.InferenceSession(str(path), session_options(**OPTIONS[name]))
        return {
            "open": median_ms(lambda: onnxruntime.InferenceSession(str(path), session_options(**OPTIONS[name])), 3),
            "step 2": timed_run(session, settings, 2, 1, PAST, 60),
            "step 8": timed_run(session, settings, 8, 1, PAST, 60),
            "prefill 262": timed_run(session, settings, 1, 262, 1, 5),
        }  # fmt: skip

    return best_of(ROUNDS, measure, OPTIONS)


def best_of(rounds: int, measure: Callable[[str], dict[str, float]], names: Iterable[str]) -> Table:
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, entries in found.items():
            entries.append(measure(name))
    return {name: {key: min(entry[key] for entry in entries) for key in entries[0]}
            for name, entries in found.items()}  # fmt: skip


def show(title: str, table: Table) -> None:
    """As Markdown."""
    columns = list(next(iter(table.values())))
    print(f"\n{title}\n", line(["", *columns]), line(["---", *["---:"] * len(columns)]), sep="\n")
    for name, figures in table.items():
        print(line([name, *(f"{figures[column]:g}" for column in columns)]), flush=True)


def line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
