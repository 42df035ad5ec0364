"""CIDEr-D (Vedantam et al. 2015) and BLEU (Papineni et al. 2002) of captions, as the COCO evaluation computes them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

LONGEST = 4
BEST = 10.0
"""CIDEr-D of a caption that is its only reference."""
SIGMA = 6.0
"""Of the Gaussian over the difference in length."""
WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")

END = "<end>"
Grams = Counter[tuple[str, ...]]
Weights = dict[tuple[str, ...], float]


def words(caption: str) -> list[str]:
    """Lower case, without punctuation."""
    return WORD.findall(caption.lower())


def grams(caption: Sequence[str], length: int) -> Grams:
    return Counter(tuple(caption[start : start + length]) for start in range(len(caption) - length + 1))


def cider(captions: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """CIDEr-D of one caption for each picture beside the picture's references; 0 to 10."""
    each = cider_each(captions, references)
    return sum(each) / max(len(each), 1)


def cider_each(captions: Sequence[str], references: Sequence[Sequence[str]]) -> list[float]:
    """For each picture."""
    scorer = Cider(references)
    return [scorer.score(caption, number) for number, caption in enumerate(captions)]


class Cider:
    """What a group of words tells is how few of these pictures' references have it.

    `ended`: the end counts as a word, so that a caption that breaks off is not as good as a whole one.
    """

    def __init__(self, references: Sequence[Sequence[str]], ended: bool = False) -> None:
        self.ended = ended
        self.told = [[self.words(reference) for reference in group] for group in references]
        self.document: Counter[tuple[str, ...]] = Counter()
        for group in self.told:
            self.document.update(
                {gram for one in group for n in range(1, LONGEST + 1) for gram in grams(one, n)}
            )
        self.total = math.log(max(len(self.told), 1))
        self.known: dict[int, list[list[Weights]]] = {}

    def words(self, caption: str) -> list[str]:
        return [*words(caption), END] if self.ended else words(caption)

    def vectors(self, caption: Sequence[str]) -> list[Weights]:
        return [
            {gram: count * (self.total - math.log(max(1, self.document[gram]))) for gram, count in grams(caption, n).items()}
            for n in range(1, LONGEST + 1)
        ]  # fmt: skip

    def score(self, caption: str, number: int) -> float:
        """0 to 10: of a caption beside the references of the picture with this number."""
        if number not in self.known:
            self.known[number] = [self.vectors(one) for one in self.told[number]]
        candidate = self.words(caption)
        mine = self.vectors(candidate)
        found = [
            similarity(mine, vectors, len(candidate) - len(one))
            for vectors, one in zip(self.known[number], self.told[number], strict=True)
        ]
        return BEST * sum(found) / max(len(found), 1)


def similarity(left: list[Weights], right: list[Weights], difference: int) -> float:
    """Mean over the lengths of the clipped cosine; `difference` of the numbers of words is punished."""
    total = 0.0
    for mine, other in zip(left, right, strict=True):
        norm = math.sqrt(sum(v * v for v in mine.values())) * math.sqrt(sum(v * v for v in other.values()))
        shared = sum(min(value, other[gram]) * other[gram] for gram, value in mine.items() if gram in other)
        total += shared / norm if norm else 0.0
    return total / LONGEST * math.exp(-(difference**2) / (2 * SIGMA**2))


def bleu(captions: Sequence[str], references: Sequence[Sequence[str]], longest: int = LONGEST) -> float:
    """Of all captions together, 0 to 1; the closest reference counts for the length."""
    right, said = [0] * longest, [0] * longest
    length = expected = 0
    for caption, group in zip(captions, references, strict=True):
        candidate, told = words(caption), [words(reference) for reference in group]
        length += len(candidate)
        expected += min((abs(len(one) - len(candidate)), len(one)) for one in told)[1]
        for n in range(1, longest + 1):
            mine, most = grams(candidate, n), Counter()
            for one in told:
                most |= grams(one, n)
            right[n - 1] += (mine & most).total()
            said[n - 1] += mine.total()
    if min(right) == 0:
        return 0.0
    precision = sum(math.log(a / b) for a, b in zip(right, said, strict=True)) / longest
    return math.exp(precision + min(0.0, 1 - expected / length))
