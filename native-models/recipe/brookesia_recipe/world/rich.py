"""The further vocabulary of the level 'rich': plain tables, added to the common ones. No other level draws from them."""

from __future__ import annotations

RICH_KINDS = (
    "cactus", "palm", "snowman", "dog", "rabbit", "penguin", "turtle", "fish", "whale", "crab", "butterfly", "castle",
    "windmill", "bench", "lamp", "gift", "kite", "plane", "helicopter", "ufo", "submarine", "bus", "truck", "train",
    "robot", "apple", "pumpkin", "cake", "flag", "cup",
)  # fmt: skip
RICH_COLOURS = ("brown", "black", "grey", "turquoise")
STYLES = ("flat", "bold", "sticker", "pastel")
"""flat: as every other level; bold: thick outlines; sticker: white outlines; pastel: pale colours."""

RICH_STANDS: dict[str, tuple[str, ...]] = {kind: ("ground",) for kind in RICH_KINDS} | {
    "fish": ("water",), "whale": ("water",), "submarine": ("water",), "turtle": ("ground", "water"),
    "butterfly": ("sky",), "kite": ("sky",), "plane": ("sky",), "helicopter": ("sky",), "ufo": ("sky",),
}  # fmt: skip
RICH_SIZE_CELLS = {
    "cactus": ((3, 5), (4, 6)), "palm": ((4, 5), (5, 7)), "snowman": ((3, 5), (4, 6)), "dog": ((5, 4), (6, 5)),
    "rabbit": ((3, 5), (4, 6)), "penguin": ((3, 5), (4, 6)), "turtle": ((5, 3), (6, 4)), "fish": ((4, 3), (5, 4)),
    "whale": ((5, 4), (7, 5)), "crab": ((5, 3), (6, 4)), "butterfly": ((4, 3), (5, 4)), "castle": ((4, 4), (6, 6)),
    "windmill": ((4, 5), (5, 7)), "bench": ((5, 3), (6, 4)), "lamp": ((3, 6), (3, 7)), "gift": ((3, 3), (4, 4)),
    "kite": ((3, 5), (4, 6)), "plane": ((5, 3), (7, 4)), "helicopter": ((5, 3), (7, 4)), "ufo": ((5, 3), (6, 4)),
    "submarine": ((5, 3), (7, 4)), "bus": ((5, 3), (7, 4)), "truck": ((5, 3), (7, 4)), "train": ((5, 4), (7, 5)),
    "robot": ((3, 5), (4, 6)), "apple": ((3, 3), (4, 4)), "pumpkin": ((4, 3), (5, 4)), "cake": ((4, 4), (5, 5)),
    "flag": ((3, 5), (4, 6)), "cup": ((3, 3), (4, 4)),
}  # fmt: skip

RICH_KIND_WORDS: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in RICH_KINDS} | {
    "palm": ("palm", "palm tree"), "dog": ("dog", "dog", "puppy"), "rabbit": ("rabbit", "rabbit", "bunny"),
    "turtle": ("turtle", "turtle", "tortoise"), "lamp": ("lamp", "street lamp"), "gift": ("gift", "gift", "gift box"),
    "plane": ("plane", "airplane", "aeroplane"), "ufo": ("ufo", "ufo", "flying saucer"), "truck": ("truck", "truck", "lorry"),
    "train": ("train", "train", "locomotive"), "cake": ("cake", "cake", "birthday cake"), "cup": ("cup", "cup", "mug"),
}  # fmt: skip
RICH_COLOUR_WORDS: dict[str, tuple[str, ...]] = {
    "brown": ("brown",), "black": ("black",), "grey": ("grey", "gray"), "turquoise": ("turquoise", "turquoise", "teal"),
}  # fmt: skip
RICH_MAIN: dict[str, tuple[int, int, int]] = {
    "brown": (150, 92, 48), "black": (58, 58, 68), "grey": (146, 150, 160), "turquoise": (44, 192, 186),
}  # fmt: skip
OUTLINED = ("bold", "sticker")
"""Styles that show in things alone."""
STYLE_WORDS = {
    "bold": ("with bold outlines", "with thick outlines"),
    "sticker": ("in sticker style", "with white outlines"),
    "pastel": ("in pastel colours", "in pastel colors", "in soft pale colours"),
}
