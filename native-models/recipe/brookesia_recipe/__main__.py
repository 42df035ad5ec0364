"""python -m brookesia_recipe <command>: every stage resumes from what the work folder holds."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from brookesia_recipe.photo.settings import load_photo_preset
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
    "retriever-add": "brookesia_recipe.retriever.add",
    "export": "brookesia_recipe.export.run",
    "parity": "brookesia_recipe.export.parity",
    "adopt": "brookesia_recipe.transformer.adopt",
    "thaw": "brookesia_recipe.export.thaw",
    "variants": "brookesia_recipe.export.variants",
    "sheet": "brookesia_recipe.evaluate.sheet",
    "plot": "brookesia_recipe.evaluate.plot",
    "judge": "brookesia_recipe.judge.train",
    "judge-export": "brookesia_recipe.judge.export",
    "suite": "brookesia_recipe.judge.suite",
}
PHOTO_STAGES = (
    "photo-reward",
    "photo-blind",
    "photo-search",
    "photo-regions",
    "photo-export",
)
PHOTO_MODULES = {
    "photo-maps": "brookesia_recipe.photo.maps",
    "photo-features": "brookesia_recipe.photo.features",
    "photo-reader": "brookesia_recipe.photo.reader_train",
    "photo-reward": "brookesia_recipe.photo.reward_train",
    "photo-blind": "brookesia_recipe.photo.blind",
    "photo-search": "brookesia_recipe.photo.search_train",
    "photo-regions": "brookesia_recipe.photo.regions_train",
    "photo-export": "brookesia_recipe.photo.export",
    "photo-thaw": "brookesia_recipe.photo.thaw",
    "photo-questions": "brookesia_recipe.photo.write_questions",
    "photo-renew": "brookesia_recipe.photo.renew",
}
WITHOUT_PHOTOS = ("photo-thaw", "photo-regions")
"""Stages of the photo pack that need no folder of photos with captions."""
TINY = {
    "tiny": ("brookesia_recipe.export.tiny", "export_tiny"),
    "tiny-photo": ("brookesia_recipe.export.tiny_photo", "export_tiny_photo"),
}
"""Packs of random weights for the studio's tests."""


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="brookesia_recipe", description=__doc__)
    parser.add_argument("command", choices=[*MODULES, "all", *TINY, *PHOTO_MODULES, "photo"])
    parser.add_argument("--preset", help="toy, cpu, photo, photo-toy or the path of a YAML file")
    parser.add_argument(
        "--work", type=Path, default=Path("work"), help="folder of checkpoints, shards and logs"
    )
    parser.add_argument(
        "--from", dest="source", type=Path, help="adopt: work folder of the training to go on with"
    )
    parser.add_argument(
        "--pack",
        type=Path,
        help="export, retriever-add, thaw, tiny, tiny-photo: the pack's folder (default: WORK/pack)",
    )
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
    parser.add_argument(
        "--data", type=Path, help="photo: folder of photos with captions (captions-SPLIT.tsv)"
    )
    parser.add_argument("--regions", type=Path, help="photo-regions: folder of photos with maps of regions")
    parser.add_argument(
        "--wheels", type=Path, help="photo: folder of the encoder's wheels, where it is not installed"
    )
    return parser.parse_args()


def main() -> None:
    arguments = parse()
    arguments.pack = arguments.pack or arguments.work / "pack"
    arguments.judge = arguments.judge or arguments.work / "judge"
    if arguments.command in TINY:
        module, export = TINY[arguments.command]
        getattr(import_module(module), export)(arguments.pack)
        return
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.command.startswith("photo"):
        photo(arguments)
        return
    preset = load_preset(arguments.preset or "cpu")
    for stage in STAGES if arguments.command == "all" else (arguments.command,):
        import_module(MODULES[stage]).run(preset, arguments)


def photo(arguments: argparse.Namespace) -> None:
    if arguments.data is None and arguments.command not in WITHOUT_PHOTOS:
        raise SystemExit("--data: the folder of photos with captions is missing")
    preset = load_photo_preset(arguments.preset or "photo")
    # An encoder that learns with the reader gives its features only then.
    first = ("photo-maps", "photo-reader", "photo-features") if preset.encoder.tuned else ("photo-features", "photo-reader")
    for stage in (*first, *PHOTO_STAGES) if arguments.command == "photo" else (arguments.command,):
        import_module(PHOTO_MODULES[stage]).run(preset, arguments)


if __name__ == "__main__":
    main()
