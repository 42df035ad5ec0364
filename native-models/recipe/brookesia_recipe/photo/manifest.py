"""pack.json of a pack that reads photos. Its shape: docs/pack-format.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brookesia_recipe.export.pack import file_entry
from brookesia_recipe.photo.rows import SPECIAL
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.text import vocabulary as ids
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.transformer.model import KINDS, NEUTRAL, ModelSettings

TERMS = "research and education, non-commercial"
DESCRIPTION = "Reads photos: describes them, answers questions, finds them by words, marks sky and roads. It does not draw."
TRAINED_ON = (
    "Captions and questions: Flickr8k (Hodosh et al. 2013), 6,000 photos with five captions each. "
    "Regions: CamVid (Brostow et al. 2009) and LabelMeFacade (Froehlich et al. 2010). "
    "Encoder: EfficientNet-Lite, pretrained on ImageNet (Apache-2.0)."
)
LIMITS = (
    "Knows everyday photos of people, dogs, sports and the outdoors; other subjects are described as if they were those.",
    "Descriptions are one short sentence and often name a thing that is not there; counts above two are guesses.",
    "Answers are a few words from closed lists; \"not sure\" is an answer.",
    "Words for people are neutral where photos of its training left them open; they may still be wrong.",
    "Understands English.",
    "Regions were learned from streets and buildings; water, grass, sand and snow are not among them.",
)  # fmt: skip
SAMPLES = (
    "two dogs running on a beach", "a child on a swing", "a person riding a bike", "people playing soccer", "a dog in the snow",
    "a street in the city at night", "a plate of food on a table", "mountains and a lake", "a bird on a branch",
    "a cat on a sofa", "flowers in a garden", "a car parked by the road", "a boat on calm water", "a crowd at a concert",
    "an old church", "a sunset over the sea", "a person working at a computer", "a group of friends smiling",
    "a horse in a field", "a train at a station", "a baby asleep", "a swimmer in a pool", "a birthday cake with candles",
    "a forest path in autumn", "an airplane in the sky", "a page of text", "a climber on a rock", "a skier on a slope",
)  # fmt: skip
"""Also what a search is weighed against: a photo fits a query that fits it better than these."""
SOURCE = {"image": "source", "as": "features"}
FILES = ("tokenizer.json", "features.onnx", "transformer.onnx")


def tasks(preset: PhotoPreset) -> dict[str, Any]:
    beams = {"count": preset.beams, "lengthPenalty": preset.length_penalty}
    greedy = {"temperature": 0, "topP": 1, "guidance": 1}
    caption = ["<bos>", SOURCE, "<break>", "<mask:0>", {"generate": "text"}]
    ask = ["<bos>", SOURCE, {"turns": "turns", "most": 1}, {"generate": "answer"}]
    return {
        "caption": {
            "templates": [{"parts": caption, "unconditional": []}], "defaults": {**greedy, "beams": beams},
            "maxNewTokens": preset.max_new_tokens, "stop": ["eos"], "likeness": preset.likeness,
        },
        "ask": {
            "templates": [{"parts": ask, "unconditional": []}], "defaults": greedy, "maxPromptTokens": 64,
            "maxNewTokens": 16,
        },
    }  # fmt: skip


def manifest(
    preset: PhotoPreset, folder: Path, vocabulary: Vocabulary, settings: ModelSettings, sections: dict[str, Any],
    evaluation: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """`sections`: those of the parts that a pack may lack: retriever, familiar, regions. Lists every file of the folder."""
    listed = sorted(
        path for path in folder.iterdir() if path.suffix == ".onnx" or path.name == "tokenizer.json"
    )
    return {
        "format": 1, "id": preset.pack_id, "version": preset.version, "title": preset.title, "description": DESCRIPTION,
        "licence": "LicenseRef-non-commercial", "terms": TERMS, "authors": ["Brookesia contributors"],
        "trainedOn": TRAINED_ON, "languages": ["en"], "limits": list(LIMITS), "samplePrompts": list(SAMPLES),
        "files": [file_entry(path) for path in listed],
        "tokens": {
            "vocabularySize": vocabulary.size, "ranges": {**vocabulary.ranges(), "location": [vocabulary.location_start] * 2},
            "special": {"bos": ids.BOS, "eos": ids.EOS, "pad": ids.PAD, "break": ids.BREAK, "mask": ids.MASK,
                        "infill": ids.MASK, "hole": ids.HOLE, "masks": list(ids.MASKS)},
        },
        "text": {"tokenizer": "tokenizer.json"},
        "features": {
            "encoder": {"file": "features.onnx"}, "pixels": preset.encoder.pixels, "fit": "stretch",
            "grid": [preset.encoder.grid] * 2, "dimension": settings.features, "token": SPECIAL[-1],
        },
        "transformer": {
            "graphs": [{"precision": preset.export.precision, "file": "transformer.onnx"}],
            "layers": settings.layers, "heads": settings.heads, "headDim": settings.head_dim, "maxLength": 256,
            "positions": {"kind": "segment-row-column", "neutral": int(NEUTRAL), "nextCell": True},
            "kinds": KINDS, "cache": {"style": "masked-rows"},
        },
        **sections,
        "tasks": tasks(preset),
        "evaluation": evaluation,
    }  # fmt: skip
