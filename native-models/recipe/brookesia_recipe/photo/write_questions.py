"""`photo-questions --data FOLDER --work WORK`: the questions that a pack is judged on, for `brookesia eval --questions FILE`.

WORK/questions-dev.tsv has a line each, with tabs: the photo's name, the type, what is asked about, the question, the answer.
"""

from __future__ import annotations

import argparse

from brookesia_recipe.photo.asking import judged_questions
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.neutral import neutral
from brookesia_recipe.photo.questions import QuestionSet
from brookesia_recipe.photo.settings import PhotoPreset

SPLIT = "dev"


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    captions = {name: neutral(told) for name, told in read_captions(arguments.data, SPLIT).items()}
    names = list(captions)
    asked = judged_questions(QuestionSet(captions), names)
    path = arguments.work / f"questions-{SPLIT}.tsv"
    lines = ["\t".join((names[number], each.kind, each.about, words, each.answer)) for number, each, words in asked]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} questions about {len(names)} photos", flush=True)
