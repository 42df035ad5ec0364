"""Presets: one YAML file holds everything that a run may vary. Unknown or senseless settings are refused."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from brookesia_recipe.retriever.settings import RetrieverTraining
from brookesia_recipe.tokenizer.model import TokenizerSettings
from brookesia_recipe.transformer.paper import PaperTraining


@dataclass(frozen=True)
class TextSettings:
    captions: int = 60_000
    """Scenes whose sentences the BPE is trained on: captions, instructions, questions."""
    text_tokens: int = 1_408


@dataclass(frozen=True)
class TokenizerTraining:
    minutes: float = 30.0
    steps: int | None = None
    """Length in steps instead of minutes, for runs that must not depend on the machine."""
    batch: int = 32
    crop: int = 128
    """Side in pixels, a multiple of 16; every `full_every`-th batch holds whole pictures, as many pixels in all."""
    full_every: int = 8
    thing_crops: float = 0.7
    """Share of the crops that are laid around a thing."""
    muon_rate: float = 0.004
    adam_rate: float = 1e-3
    object_weight: float = 2.0
    """Extra L1 on pixels of things."""
    gradient_weight: float = 1.0
    hue_weight: float = 0.1
    ema: float = 0.998
    workers: int = 0
    """Processes that render ahead; 0: one thread does."""


@dataclass(frozen=True)
class DataSettings:
    scenes: int = 36_000
    shard: int = 2_000
    batch: int = 32


PICTURE_FORMS = (
    "generate", "caption", "cm3", "read", "redraw", "fill", "guide", "show", "instruct", "liken",
)  # fmt: skip


@dataclass(frozen=True)
class TransformerTraining:
    width: int = 256
    layers: int = 8
    heads: int = 4
    hidden: int = 704
    still: float = 0.0
    """Share of the rotary pairs that do not turn (content alone)."""
    plans: int = 8
    replans: int = 0
    asks: int = 0
    """Sequences of text alone beside each batch: plans, plans changed by an instruction, conversations about one."""
    given: float = 0.25
    """Share of the plans to which some boxes are given."""
    minutes: float = 60.0
    steps: int | None = None
    batch: int = 16
    pool: int = 32
    """Batches' worth of sequences that are sorted by length together."""
    workers: int = 0
    """Processes that make batches ahead; 0: the training makes them itself. With workers take a pool of 1."""
    forms: dict[str, float] = field(default_factory=lambda: {"generate": 0.6, "caption": 0.3, "cm3": 0.1})
    """Shares of the forms with pictures (sequences.py, tasks.py)."""
    object_weight: float = 2.0
    plan_weight: float = 2.0
    plan_box_weight: float = 2.0
    """Of the places in a plan, which are free for the most part: what they are worth to the label before them drowns it."""
    replan_weight: float = 2.0
    answer_weight: float = 2.0
    """Of short answers; the words of a description weigh 1."""
    about_weight: float = 2.0
    """Of the things that an answer follows from. The first words of each are chosen, the rest is copied."""
    unconditional_weight: float = 0.3
    prompt_weight: float = 0.05
    caption_weight: float = 4.0
    """Captions are one token in thirty; at weight 1 they are learned last."""
    read_weight: float = 2.0
    """Of layouts that are read from a picture."""
    sight_weight: float = 0.0
    """Of what the cells of given pictures show (sight.py); 0: not learned."""
    meant_weight: float = 0.0
    """Of which things of a layout are meant, where sight is learned."""
    muon_rate: float = 0.01
    adam_rate: float = 2e-3
    decay: float = 0.7
    """Share of the budget over which the learning rate falls to zero."""
    ema: float = 0.999

    def __post_init__(self) -> None:
        unknown = set(self.forms) - set(PICTURE_FORMS)
        if unknown or not self.forms or min(self.forms.values()) < 0 or sum(self.forms.values()) <= 0:
            raise ValueError(f"forms are shares of {', '.join(PICTURE_FORMS)}, not all of them 0")


@dataclass(frozen=True)
class EvaluationSettings:
    scenes: int = 200
    checked_tokens: int = 80
    """Greedy tokens that the exported graph must share with PyTorch."""
    judged: int = 1_000
    """Held-out scenes on which the judge itself is judged."""


@dataclass(frozen=True)
class JudgeTraining:
    minutes: float = 14.5
    steps: int | None = None
    batch: int = 16
    channels: tuple[int, ...] = (32, 64, 128)
    """At 1/4, 1/8 and 1/16 of the resolution."""
    blocks: int = 4
    muon_rate: float = 0.004
    adam_rate: float = 1e-3
    decay: float = 0.5
    """Share of the budget over which the learning rate falls to zero."""
    ema: float = 0.995


@dataclass(frozen=True)
class ExportSettings:
    """How the transformer's weights are stored; see docs/decisions/009-eight-bits.md."""

    bits: int = 16
    """16: half floats. 8 or 4: whole numbers with a scale per block."""
    block: int = 32
    """Neighbouring weights that share a scale."""
    accuracy: int = 4
    """How ONNX Runtime multiplies blocks: 4 in 8-bit whole numbers, 0 to 3 in floats."""
    embedding_bits: int = 16
    """Of the input table: 16 or 8."""

    def __post_init__(self) -> None:
        allowed = {
            "bits": (16, 8, 4),
            "block": (16, 32, 64, 128, 256),
            "accuracy": range(5),
            "embedding_bits": (16, 8),
        }
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                raise ValueError(f"export.{name} is one of {', '.join(map(str, values))}")

    @property
    def precision(self) -> str:
        """As the manifest names it."""
        return "fp16-storage" if self.bits == 16 else f"int{self.bits}-block{self.block}"


@dataclass(frozen=True)
class Preset:
    world: str = "calm"
    seed: int = 1
    pack_id: str = "scenes"
    title: str = "Scenes"
    version: str = "0.1.0"
    text: TextSettings = field(default_factory=TextSettings)
    tokenizer_model: TokenizerSettings = field(default_factory=TokenizerSettings)
    tokenizer: TokenizerTraining = field(default_factory=TokenizerTraining)
    data: DataSettings = field(default_factory=DataSettings)
    transformer: TransformerTraining = field(default_factory=TransformerTraining)
    evaluation: EvaluationSettings = field(default_factory=EvaluationSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    judge: JudgeTraining = field(default_factory=JudgeTraining)
    retriever: RetrieverTraining = field(default_factory=RetrieverTraining)
    paper: PaperTraining = field(default_factory=PaperTraining)


SECTIONS = {
    "text": TextSettings, "tokenizer_model": TokenizerSettings, "tokenizer": TokenizerTraining, "data": DataSettings,
    "transformer": TransformerTraining, "evaluation": EvaluationSettings,
    "export": ExportSettings, "judge": JudgeTraining,
    "retriever": RetrieverTraining,
    "paper": PaperTraining,
}  # fmt: skip


def load_preset(name: str) -> Preset:
    """A preset that ships with the package, or the YAML file at the path `name`."""
    shipped = files("brookesia_recipe") / "presets" / f"{name}.yaml"
    content = yaml.safe_load((shipped if shipped.is_file() else Path(name)).read_text()) or {}
    values = {
        key: section(SECTIONS[key], value) if key in SECTIONS else value for key, value in content.items()
    }
    return section(Preset, values)


def section(kind: type, values: dict[str, Any]) -> Any:
    unknown = set(values) - {item.name for item in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} has no setting {', '.join(sorted(unknown))}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})
