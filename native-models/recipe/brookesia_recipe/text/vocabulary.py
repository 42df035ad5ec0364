"""The one id space of the transformer: special, text, location and image ids, one range after the other."""

from __future__ import annotations

from dataclasses import dataclass

SPECIAL_TOKENS = (
    "<bos>",
    "<eos>",
    "<pad>",
    "<break>",
    "<mask:0>",
    "<mask:1>",
    "<mask:2>",
    "<mask:3>",
    "<hole>",
)
LOCATION_TOKENS = tuple(f"<loc:{index}>" for index in range(64))
BOS, EOS, PAD, BREAK, MASK, HOLE = 0, 1, 2, 3, 4, 8
MASKS = (4, 5, 6, 7)


@dataclass(frozen=True)
class Vocabulary:
    """Half-open id ranges. `text_tokens` counts the byte-level BPE's own entries (256 bytes + merges)."""

    text_tokens: int
    codebook: int
    special: tuple[str, ...] = SPECIAL_TOKENS

    @property
    def text_start(self) -> int:
        return len(self.special)

    @property
    def location_start(self) -> int:
        return self.text_start + self.text_tokens

    @property
    def image_start(self) -> int:
        return self.location_start + len(LOCATION_TOKENS)

    @property
    def image_end(self) -> int:
        return self.image_start + self.codebook

    @property
    def size(self) -> int:
        """Padded to a multiple of 64, so that the head's matrix is a friendly shape."""
        return -(-self.image_end // 64) * 64

    def ranges(self) -> dict[str, list[int]]:
        return {
            "special": [0, self.text_start],
            "text": [self.text_start, self.location_start],
            "location": [self.location_start, self.image_start],
            "image": [self.image_start, self.image_end],
        }
