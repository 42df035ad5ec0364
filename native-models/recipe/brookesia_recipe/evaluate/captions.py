"""Captions of held-out pictures, scored by what they state."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tokenizers import Tokenizer

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import Transformer
from brookesia_recipe.transformer.sample import Sampling, write_text
from brookesia_recipe.world import attributes, parse_caption


def write_captions(
    model: Transformer, scenes: Scenes, count: int, bpe: Tokenizer, vocabulary: Vocabulary
) -> list[str]:
    """Greedy captions of the first `count` pictures."""
    allowed = (vocabulary.text_start, vocabulary.location_start)
    written: list[str] = []
    for start in range(0, count, 25):
        pictures = [
            sequences.picture(codes, vocabulary.image_start)
            for codes in scenes.codes[start : min(start + 25, count)]
        ]
        prompts = [sequences.caption_prompt(image) for image in pictures]
        written += [bpe.decode(ids) for ids in write_text(model, prompts, allowed, Sampling(0, 1, 1))]
    return written


def statements(described: dict[str, Any]) -> Counter:
    """Every attribute as one statement; things with kind, colour and place each."""
    things = [("thing", *thing) for thing in described["things"]]
    return Counter(
        things
        + [(name, value) for name, value in described.items() if name != "things" and value is not None]
    )


def score_captions(
    model: Transformer, scenes: Scenes, bpe: Tokenizer, vocabulary: Vocabulary, preset: Preset
) -> dict[str, float]:  # fmt: skip
    """F1 over all statements, over things alone, and the share of right values of each other attribute."""
    count = min(preset.evaluation.scenes, len(scenes))
    true = [attributes(scene_of(int(seed), preset.world)) for seed in scenes.seeds[:count]]
    told = [parse_caption(text) for text in write_captions(model, scenes, count, bpe, vocabulary)]
    scores = {
        "scenes": count,
        "attributeF1": f1(true, told),
        "thingF1": f1(only_things(true), only_things(told)),
    }
    for name in true[0]:
        if name != "things":
            scores[name] = round(sum(a[name] == b[name] for a, b in zip(true, told, strict=True)) / count, 4)
    return scores


def only_things(described: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"things": one["things"]} for one in described]


def f1(true: list[dict[str, Any]], told: list[dict[str, Any]]) -> float:
    pairs = [(statements(a), statements(b)) for a, b in zip(true, told, strict=True)]
    shared = sum((a & b).total() for a, b in pairs)
    return round(2 * shared / max(1, sum(a.total() + b.total() for a, b in pairs)), 4)
