"""python -m brookesia_recipe <command>: every stage resumes from what the work folder holds."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from brookesia_recipe.settings import load_preset

STAGES = ("text", "tokenizer", "tokenise", "transformer", "retriever", "export")
MODULES = {
    "text": "brookesia_recipe.text.train",
    "tokenizer": "brookesia_recipe.tokenizer.train",
    "enlarge": "brookesia_recipe.tokenizer.large",
    "tokenise": "brookesia_recipe.data.tokenise",
    "transformer": "brookesia_recipe.transformer.train",
    "paper": "brookesia_recipe.transformer.paper_train",
    "retriever": "brookesia_recipe.retriever.train",
    "export": "brookesia_recipe.export.run",
    "parity": "brookesia_recipe.export.parity",
    "adopt": "brookesia_recipe.transformer.adopt",
    "variants": "brookesia_recipe.export.variants",
    "sheet": "brookesia_recipe.evaluate.sheet",
    "plot": "brookesia_recipe.evaluate.plot",
    "judge": "brookesia_recipe.judge.train",
    "judge-export": "brookesia_recipe.judge.export",
    "suite": "brookesia_recipe.judge.suite",
}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="brookesia_recipe", description=__doc__)
    parser.add_argument("command", choices=[*MODULES, "all", "tiny"])
    parser.add_argument("--preset", default="cpu", help="toy, cpu or the path of a YAML file")
    parser.add_argument(
        "--work", type=Path, default=Path("work"), help="folder of checkpoints, shards and logs"
    )
    parser.add_argument(
        "--from", dest="source", type=Path, help="adopt: work folder of the training to go on with"
    )
    parser.add_argument("--pack", type=Path, help="export, tiny: the pack's folder (default: WORK/pack)")
    parser.add_argument("--minutes", type=float, help="budget of a training, in place of the preset's")
    parser.add_argument(
        "--prompts", type=Path, help="sheet: a file of sentences, one per line, in place of held-out ones"
    )
    parser.add_argument("--count", type=int, default=24, help="sheet: pictures to draw; suite: scenes")
    parser.add_argument(
        "--judge", type=Path, help="judge-export, suite: folder to write (default: WORK/judge)"
    )
    parser.add_argument(
        "--figures", choices=("all", "quality", "speed"), default="all", help="variants: what to measure"
    )
    return parser.parse_args()


def main() -> None:
    arguments = parse()
    arguments.pack = arguments.pack or arguments.work / "pack"
    arguments.judge = arguments.judge or arguments.work / "judge"
    if arguments.command == "tiny":
        import_module("brookesia_recipe.export.tiny").export_tiny(arguments.pack)
        return
    preset = load_preset(arguments.preset)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for stage in STAGES if arguments.command == "all" else (arguments.command,):
        import_module(MODULES[stage]).run(preset, arguments)


if __name__ == "__main__":
    main()
