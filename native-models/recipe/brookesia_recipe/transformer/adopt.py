"""Takes over a trained transformer under another vocabulary: `adopt --from OLD --work NEW`, then `transformer --work NEW`.

A word that the old vocabulary had keeps its vector; a new one begins as the mean of the pieces it was spelled with. Special,
location and image ids keep theirs. The optimiser and the budget begin anew.
"""

from __future__ import annotations

import argparse

import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.training.loop import save_atomically
from brookesia_recipe.transformer.train import CODEBOOK, build_learner, optimiser_of

TABLES = ("embedding", "head")


def pieces(old: Tokenizer, new: Tokenizer, vocabulary: Vocabulary) -> list[list[int]]:
    """Old ids of each of the new text ids."""
    found = []
    for identity in range(vocabulary.text_start, vocabulary.location_start):
        word = new.id_to_token(identity)
        known = old.token_to_id(word)
        # A piece of a character cannot be decoded, but those are bytes, which every vocabulary has.
        found.append([known] if known is not None else old.encode(new.decode([identity])).ids)
    return found


def carried(table: Tensor, old: Vocabulary, new: Vocabulary, words: list[list[int]]) -> Tensor:
    """A table [V,C] in the order of the new ids."""
    result = torch.zeros(new.size, table.shape[1])
    result[: new.text_start] = table[: old.text_start]
    for place, ids in enumerate(words):
        result[new.text_start + place] = table[ids].mean(0)
    result[new.location_start : new.image_end] = table[old.location_start : old.image_end]
    return result


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    path = arguments.work / "transformer.pt"
    if path.exists():
        raise SystemExit(f"{path} exists: nothing is adopted over a training that has begun")
    bpes = [load_bpe(folder / "tokenizer.json") for folder in (arguments.source, arguments.work)]
    old, new = (vocabulary_of(bpe, CODEBOOK) for bpe in bpes)
    words = pieces(*bpes, new)
    state = torch.load(arguments.source / "transformer.pt", weights_only=False)
    model = build_learner(preset, new)
    for weights in (state["model"], state["averaged"]):
        for name in TABLES:
            weights[name] = carried(weights[name], old, new, words)
        for name, value in model.state_dict().items():
            if name.startswith("sight."):
                weights.setdefault(name, value.clone())
    model.load_state_dict(state["model"])
    save_atomically(path, {"model": state["model"], "averaged": state["averaged"],
                           "optimiser": optimiser_of(model, preset).state_dict(),
                           "used_minutes": 0.0, "used_steps": 0, "fraction": 0.0})  # fmt: skip
    print(f"{path}: {new.text_tokens} text ids in place of {old.text_tokens}", flush=True)
