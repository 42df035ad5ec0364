"""The illustration world: seed -> scene -> picture, labels and sentences, deterministic.

Seeds below 10,000,000 are for training, those from 10,000,000 on for evaluation only.
"""

from .controls import CLASS_COLOURS, CONTROLS, control, edges
from .edits import Edit, EditPictures, changed_cells, edit_pictures, sample_edit
from .labels import CLASSES, class_map
from .language import attributes, caption_canonical, captions, parse_caption
from .layout import LabelledBox, Layout, canonical_label, layout, varied_layout
from .questions import TOPICS, Question, sample_question, sample_questions
from .reference import refer
from .regions import LENGTHS, RegionQuestion, describe, description_request, identify, locate, regions
from .render import render, segmentation, thing_mask
from .scene import Scene, Thing, boxes, is_held_out, may_stand, overlap, place, positions, sample_scene
from .settings import (
    CELL,
    CELLS,
    COLOURS,
    DEFAULT_SKY,
    FIRST_HELD_OUT_SEED,
    GROUNDS,
    HORIZONS,
    KINDS,
    LEVELS,
    PIXELS,
    RELIEFS,
    SIDES,
    SIZE_CELLS,
    SIZES,
    SKIES,
    SKY_CHOICES,
    SLOTS,
    STANDS,
    TIMES,
    WEATHERS,
    WorldSettings,
)  # fmt: skip
from .typos import with_typo

__all__ = [
    "CELL",
    "CELLS",
    "CLASSES",
    "CLASS_COLOURS",
    "COLOURS",
    "CONTROLS",
    "DEFAULT_SKY",
    "FIRST_HELD_OUT_SEED",
    "GROUNDS",
    "HORIZONS",
    "KINDS",
    "LENGTHS",
    "LEVELS",
    "PIXELS",
    "RELIEFS",
    "SIDES",
    "SIZES",
    "SIZE_CELLS",
    "SKIES",
    "SKY_CHOICES",
    "SLOTS",
    "STANDS",
    "TIMES",
    "TOPICS",
    "WEATHERS",
    "Edit",
    "EditPictures",
    "LabelledBox",
    "Layout",
    "Question",
    "RegionQuestion",
    "Scene",
    "Thing",
    "WorldSettings",
    "attributes",
    "boxes",
    "canonical_label",
    "caption_canonical",
    "captions",
    "changed_cells",
    "class_map",
    "control",
    "describe",
    "description_request",
    "edges",
    "edit_pictures",
    "identify",
    "is_held_out",
    "layout",
    "locate",
    "may_stand",
    "overlap",
    "parse_caption",
    "place",
    "positions",
    "refer",
    "regions",
    "render",
    "sample_edit",
    "sample_question",
    "sample_questions",
    "sample_scene",
    "segmentation",
    "thing_mask",
    "varied_layout",
    "with_typo",
]  # fmt: skip
