"""Presets of the photo pack: one YAML file holds everything that a run may vary. Unknown settings are refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import yaml

from brookesia_recipe.settings import ExportSettings, section


@dataclass(frozen=True)
class EncoderSettings:
    lite: int = 0
    """EfficientNet-Lite 0, 1 or 2."""
    pixels: int = 224
    """Side of the square that it reads, a multiple of 32."""
    views: int = 4
    """Of each training photo: as it is, mirrored, and crops."""
    tuned: bool = False
    """Whether its last blocks learn with the reader; else it stays as ImageNet left it."""
    bits: int = 8
    """Of the weights as they are stored; sums are always floats."""

    def __post_init__(self) -> None:
        if self.pixels % 32 or self.lite not in (0, 1, 2) or self.bits not in (8, 16) or self.views < 1:
            raise ValueError("encoder: lite 0 to 2, pixels in steps of 32, bits 8 or 16, at least one view")

    @property
    def grid(self) -> int:
        """Cells on each side."""
        return self.pixels // 32

    @property
    def name(self) -> str:
        """Of its files."""
        return f"lite{self.lite}-{self.pixels}{'-tuned' if self.tuned else ''}"


@dataclass(frozen=True)
class ReaderTraining:
    text_tokens: int = 3600
    width: int = 256
    layers: int = 5
    heads: int = 4
    hidden: int = 704
    still: float = 0.34
    feature_hidden: int = 1280
    """Numbers between a cell's vector and its embedding; the encoder's own last layer starts them."""
    dropout: float = 0.15
    smoothing: float = 0.1
    """Of the labels: this share of the probability goes to all words evenly."""
    dropped_cells: float = 0.1
    """Share of a picture's cells that training hides."""
    spans: float = 0.15
    """Share of the captions of which a piece is cut out and written at the end (the CM3 objective)."""
    consensus: float = 0.0
    """Share of a caption's weight that goes by how much it agrees with the others of its photo."""
    questions: int = 4
    """Asked about each picture in a row; what they cost is their own length."""
    answer_weight: float = 2.0
    batch: int = 16
    minutes: float = 50.0
    steps: int | None = None
    blind_steps: int = 500
    muon_rate: float = 0.006
    adam_rate: float = 1.5e-3
    tail_rate: float = 2e-4
    """AdamW's for the encoder's last blocks, where they are tuned."""
    decay: float = 0.7
    ema: float = 0.998
    judged: int = 200
    """Dev photos that are captioned while training goes on."""


@dataclass(frozen=True)
class RewardTraining:
    """Captions are written and rewarded with their CIDEr (Rennie et al. 2017), after the reader's own training."""

    drawn: int = 5
    """Captions of a photo, by a beam search as wide; each is measured against the mean of the others."""
    longest: int = 20
    """Tokens of such a caption."""
    batch: int = 20
    told: int = 3
    """Photos beside them of which the reader's own rows are learned on."""
    minutes: float = 20.0
    steps: int | None = None
    told_weight: float = 0.1
    """Of the reader's own loss, so that answers and grammar stay."""
    kept: float = 0.5
    """Share of the reader's weights in the pack that are those before the rewards: beside what it gains, a reader that is
    rewarded learns the captions of its photos by heart."""
    muon_rate: float = 0.0004
    adam_rate: float = 5e-5
    decay: float = 0.6
    ema: float = 0.99


@dataclass(frozen=True)
class SearchTraining:
    width: int = 256
    layers: int = 2
    heads: int = 4
    hidden: int = 512
    dimension: int = 256
    max_tokens: int = 40
    batch: int = 192
    minutes: float = 12.0
    steps: int | None = None
    muon_rate: float = 0.004
    adam_rate: float = 1e-3
    decay: float = 0.7
    ema: float = 0.995


@dataclass(frozen=True)
class RegionTraining:
    pixels: int = 320
    """Of the longer side."""
    width: int = 64
    batch: int = 8
    minutes: float = 12.0
    steps: int | None = None
    muon_rate: float = 0.003
    adam_rate: float = 1e-3
    decay: float = 0.7
    ema: float = 0.995


@dataclass(frozen=True)
class PhotoPreset:
    pack_id: str = "photo"
    title: str = "Photo"
    version: str = "0.2.1"
    seed: int = 1
    beams: int = 6
    length_penalty: float = 0.8
    likeness: float = 2.0
    """What the cosine of a caption and its photo in the retriever's space weighs beside the caption's score."""
    max_new_tokens: int = 32
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    reader: ReaderTraining = field(default_factory=ReaderTraining)
    reward: RewardTraining = field(default_factory=RewardTraining)
    search: SearchTraining = field(default_factory=SearchTraining)
    regions: RegionTraining = field(default_factory=RegionTraining)
    export: ExportSettings = field(default_factory=lambda: ExportSettings(bits=8, block=64))


SECTIONS = {
    "encoder": EncoderSettings, "reader": ReaderTraining, "reward": RewardTraining,
    "search": SearchTraining, "regions": RegionTraining,
    "export": ExportSettings,
}  # fmt: skip


def load_photo_preset(name: str) -> PhotoPreset:
    """A preset that ships with the package, or the YAML file at the path `name`."""
    shipped = files("brookesia_recipe") / "presets" / f"{name}.yaml"
    content = yaml.safe_load((shipped if shipped.is_file() else Path(name)).read_text()) or {}
    values = {
        key: section(SECTIONS[key], value) if key in SECTIONS else value for key, value in content.items()
    }
    return section(PhotoPreset, values)
