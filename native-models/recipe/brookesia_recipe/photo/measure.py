"""What the graph that ships writes and answers on the dev photos."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.session import open_session
from brookesia_recipe.photo.asking import (
    accuracy,
    answers,
    counted,
    judged_questions,
    most_frequent,
    told_apart,
)
from brookesia_recipe.photo.blind import load_blind
from brookesia_recipe.photo.caption_scores import bleu, cider
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.reader import reader_vocabulary
from brookesia_recipe.photo.reader_data import PhotoTexts
from brookesia_recipe.photo.search_graphs import photo_vectors
from brookesia_recipe.photo.search_train import caption_tokens
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.photo.writing import Search, Weighing, captions_of
from brookesia_recipe.retriever.graphs import TEXT_FILE


def measure_reader(
    graph: GraphModel, bpe: Tokenizer, preset: PhotoPreset, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Captions by beam search over all dev photos; answers beside those of guessing and of the blind model."""
    dev = PhotoTexts(preset, arguments.work, arguments.data, "dev")
    grid, text = (preset.encoder.grid,) * 2, tuple(reader_vocabulary(bpe).ranges()["text"])
    features = dev.features.views[0]
    search = Search(preset.beams, preset.length_penalty, preset.max_new_tokens)
    said = captions_of(graph, bpe, features, grid, search, text, weighing_of(bpe, features, preset, arguments.pack))
    (arguments.work / "captions-dev.txt").write_text("\n".join(said) + "\n", encoding="utf-8")
    told = read_captions(arguments.data, "dev")
    references = [told[name] for name in dev.names]
    asked = judged_questions(dev.questions, dev.names)
    given = answers(graph, bpe, features, asked, grid, text)
    figures = {
        "questions": counted(asked),
        "accuracy": accuracy(asked, given),
        "mostFrequentAnswer": accuracy(asked, most_frequent(asked)),
        "unsureToldApart": told_apart(asked, given),
    }
    blind = load_blind(arguments.work, preset, bpe, dev.dimension)
    if blind:
        guessed = answers(blind, bpe, None, asked, grid, text)
        figures["withoutPicture"] = accuracy(asked, guessed)
        figures["unsureToldApartWithoutPicture"] = told_apart(asked, guessed)
    return {
        "caption": {
            "photos": len(said), "cider": round(cider(said, references), 4), "bleu4": round(bleu(said, references), 4),
            "bleu1": round(bleu(said, references, 1), 4), "differentCaptions": len(set(said)),
            "meanWords": round(sum(len(caption.split()) for caption in said) / len(said), 2),
        },
        "ask": figures,
    }  # fmt: skip


def weighing_of(bpe: Tokenizer, features: np.ndarray, preset: PhotoPreset, pack: Path) -> Weighing | None:
    """The pack's retriever; None where it has none, or captions are not weighed by it."""
    if not preset.likeness or not (pack / TEXT_FILE).exists():
        return None
    session = open_session(pack / TEXT_FILE)

    def vectors(texts: list[str]) -> np.ndarray:
        tokens, _ = caption_tokens([texts], bpe, preset.search.max_tokens)
        return session.run(None, {"tokens": tokens.numpy()})[0]

    return Weighing(photo_vectors(pack, features).numpy(), vectors, preset.likeness)
