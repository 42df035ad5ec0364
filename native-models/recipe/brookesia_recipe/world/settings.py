"""What a world may contain: the vocabulary in one place, and the levels as settings of one renderer."""

from __future__ import annotations

from dataclasses import dataclass

from .rich import RICH_COLOURS, RICH_KINDS, RICH_SIZE_CELLS, RICH_STANDS, STYLES

PIXELS = 256
"""Side of the native picture; every coordinate of the world is given in these pixels."""
CELL = 16
"""Side of one token cell in pixels: the picture is a 16x16 grid of cells."""
CELLS = PIXELS // CELL

FIRST_HELD_OUT_SEED = 10_000_000
"""Training uses seeds 0 <= seed < 10,000,000 only; evaluation uses seeds >= 10,000,000 only."""

KINDS = (
    "house", "tree", "pine", "lighthouse", "tent", "boat", "car", "rocket", "balloon", "bird", "duck", "cat",
    "flower", "mushroom", "umbrella", "ball",
)  # fmt: skip
COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white")
ALL_KINDS = (*KINDS, *RICH_KINDS)
ALL_COLOURS = (*COLOURS, *RICH_COLOURS)
"""What any level may name: the common words first, then those of the level 'rich'."""
SIZES = ("small", "big")
SLOTS = ("left", "middle", "right")
GROUNDS = ("meadow", "snow", "desert", "sea", "beach", "city")
RELIEFS = ("none", "hills", "mountains")
TIMES = ("day", "sunset", "night")
WEATHERS = ("clear", "cloudy")
SKIES = ("blue", "orange", "navy", "pink", "purple", "green", "grey")
SIDES = ("left", "right")
HORIZONS = (9, 10)
"""Rows of cells at which the ground may begin."""

DEFAULT_SKY = {"day": "blue", "sunset": "orange", "night": "navy"}
"""The sky a time of day has unless the scene names another; a sky equal to its default goes unsaid."""
SKY_CHOICES = {
    "day": ("pink", "purple", "green", "orange", "grey"),
    "sunset": ("pink", "purple"),
    "night": ("purple", "green"),
}
"""The named skies each time of day may have instead of its default."""

STANDS = {
    "house": ("ground",), "tree": ("ground",), "pine": ("ground",), "lighthouse": ("ground", "water"),
    "tent": ("ground",), "boat": ("water",), "car": ("ground",), "rocket": ("sky",), "balloon": ("sky",),
    "bird": ("sky",), "duck": ("water", "ground"), "cat": ("ground",), "flower": ("ground",),
    "mushroom": ("ground",), "umbrella": ("ground",), "ball": ("ground", "water"),
}  # fmt: skip
STANDS |= RICH_STANDS
"""Where a kind may stand; the ground 'sea' offers water and sky, every other ground offers ground and sky."""

SIZE_CELLS = {
    "house": ((4, 4), (6, 6)), "tree": ((4, 5), (6, 7)), "pine": ((4, 5), (5, 7)),
    "lighthouse": ((3, 6), (4, 8)),
    "tent": ((5, 4), (6, 5)), "boat": ((4, 4), (6, 6)), "car": ((5, 3), (7, 4)), "rocket": ((3, 5), (4, 7)),
    "balloon": ((4, 5), (5, 7)), "bird": ((5, 4), (6, 5)), "duck": ((4, 4), (6, 6)), "cat": ((4, 4), (6, 6)),
    "flower": ((3, 5), (4, 7)), "mushroom": ((4, 4), (6, 6)), "umbrella": ((4, 5), (6, 7)),
    "ball": ((3, 3), (5, 5)),
}  # fmt: skip
SIZE_CELLS |= RICH_SIZE_CELLS
"""(columns, rows) of each kind's box, small and big."""


@dataclass(frozen=True)
class WorldSettings:
    """A level: which part of the vocabulary occurs and how often. Probabilities are in 0..1."""

    kinds: tuple[str, ...] = KINDS
    colours: tuple[str, ...] = COLOURS
    grounds: tuple[str, ...] = GROUNDS
    reliefs: tuple[str, ...] = RELIEFS
    times: tuple[str, ...] = TIMES
    weathers: tuple[str, ...] = WEATHERS
    count_weights: tuple[float, ...] = (0.04, 0.56, 0.40)
    """Probability of 0, 1, 2 ... things: at most 3, or 6 where they are scattered."""
    twin_probability: float = 0.2
    """How often a further thing repeats the kind and colour of the first."""
    named_sky_probability: float = 0.25
    """How often the sky is not the default one of its time."""
    steady: bool = False
    """One place for each slot and size, one horizon: less that a sentence cannot tell, so faster to learn."""
    scattered: bool = False
    """Things stand anywhere, the small ones further back, and may cover one another in part."""
    styles: tuple[str, ...] = STYLES[:1]

    def __post_init__(self) -> None:
        for name, known in (("kinds", ALL_KINDS), ("colours", ALL_COLOURS), ("grounds", GROUNDS),
                            ("reliefs", RELIEFS), ("times", TIMES), ("weathers", WEATHERS),
                            ("styles", STYLES)):  # fmt: skip
            chosen = getattr(self, name)
            if not chosen or not set(chosen) <= set(known):
                raise ValueError(f"{name} must be a non-empty part of {known}, not {chosen}")
        most = 6 if self.scattered else len(SLOTS)
        if not 1 <= len(self.count_weights) <= most + 1 or abs(sum(self.count_weights) - 1) > 1e-6:
            raise ValueError(
                f"count_weights are the probabilities of 0 to at most {most} things and sum to 1"
            )


LEVELS = {
    "toy": WorldSettings(
        kinds=("house", "tree", "ball"), colours=("red", "yellow", "blue"), grounds=("meadow", "snow"),
        reliefs=("none",), weathers=("clear",), times=("day", "night"), count_weights=(0.0, 1.0),
        named_sky_probability=0.0, steady=True,
    ),
    "calm": WorldSettings(steady=True),
    "free": WorldSettings(),
    "lively": WorldSettings(count_weights=(0.04, 0.36, 0.35, 0.25)),
    "rich": WorldSettings(
        kinds=ALL_KINDS, colours=ALL_COLOURS, count_weights=(0.03, 0.2, 0.27, 0.25, 0.15, 0.1), scattered=True,
        named_sky_probability=0.35, styles=STYLES,
    ),
}  # fmt: skip
"""toy: for tests in CI; calm: what two cores can master; free: things anywhere on the grid;
lively: as free with up to three things; rich: 46 kinds, 12 colours, styles, up to five things that overlap."""
