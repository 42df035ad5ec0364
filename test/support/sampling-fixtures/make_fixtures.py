"""What sampling and beam search should give, from the papers' formulas alone, in double precision.

Writes `sampling.json` and `beam.json` beside itself; run `npx prettier --write` on them afterwards. Sampling
is in PyTorch over whole vocabularies with sorting and masks, beam search in NumPy with lists: ways of their
own, so that an error of the studio is not repeated here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
VOCABULARY = 24
BEAM_VOCABULARY = 6
BEAM_END = 5
BEAM_LENGTH = 4
Tokens = tuple[int, ...]


@dataclass(frozen=True)
class Contrast:
    """CD-K: the cutoff is `alpha` times the `k`-th largest probability of the expert."""

    k: int
    alpha: float


@dataclass(frozen=True)
class Settings:
    """`penalty` is that of repetition, for the ids in `seen`. None leaves a step out."""

    temperature: float = 1.0
    topP: float = 1.0
    scales: list[float] = field(default_factory=list)
    topK: int | None = None
    cdk: Contrast | None = None
    penalty: float | None = None
    seen: list[int] = field(default_factory=list)


def guide(streams: torch.Tensor, scales: list[float]) -> torch.Tensor:
    """[streams, vocabulary] -> [vocabulary]: c, u + a (c - u) or u + si (i - u) + st (full - i)."""
    guided = streams[0]
    for scale, less, more in zip(scales, streams[:-1], streams[1:], strict=True):
        guided = guided + scale * (more - less)
    return guided


def penalize(logits: torch.Tensor, seen: list[int], penalty: float) -> torch.Tensor:
    """CTRL, with negative logits multiplied."""
    index = torch.tensor(seen)
    chosen = logits[index]
    return logits.scatter(0, index, torch.where(chosen < 0, chosen * penalty, chosen / penalty))


def mask(values: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
    return values.masked_fill(~keep, -torch.inf)


def top_k(logits: torch.Tensor, k: int) -> torch.Tensor:
    return mask(logits, logits >= logits.topk(k).values[-1])


def top_p(probabilities: torch.Tensor, p: float) -> torch.Tensor:
    """The fewest most likely tokens that reach p, brought to a sum of one."""
    ordered, order = probabilities.sort(descending=True)
    before = ordered.cumsum(0) - ordered
    keep = torch.zeros_like(probabilities, dtype=torch.bool).scatter(0, order, before < p)
    kept = probabilities * keep
    return kept / kept.sum()


def contrast(expert: torch.Tensor, amateur: torch.Tensor, cdk: Contrast) -> torch.Tensor:
    """Logits of both -> log p_exp - log p_ama where 0 < p_exp >= alpha * kmax(p_exp), else -inf."""
    p_exp, p_ama = expert.softmax(0), amateur.softmax(0)
    plausible = p_exp >= cdk.alpha * p_exp.topk(cdk.k).values[-1]
    return mask(p_exp.log() - p_ama.log(), plausible & (p_exp > 0))


def distribution(streams: torch.Tensor, allowed: torch.Tensor, settings: Settings) -> torch.Tensor:
    """[vocabulary]: the probabilities a token is drawn by."""
    logits = guide(streams, settings.scales)
    if settings.penalty is not None:
        logits = penalize(logits, settings.seen, settings.penalty)
    logits = mask(logits, allowed)
    if settings.topK is not None:
        logits = top_k(logits, settings.topK)
    if settings.cdk is not None:
        scores = contrast(logits, mask(streams[0], allowed), settings.cdk)
        return (scores / settings.temperature).softmax(0)
    return top_p((logits / settings.temperature).softmax(0), settings.topP)


def entropy(probabilities: torch.Tensor) -> float:
    """In nats."""
    return float(-torch.special.xlogy(probabilities, probabilities).sum())


def sampling_cases() -> list[Settings]:
    two, three = [3.0], [1.5, 7.5]
    return [
        Settings(),
        Settings(temperature=0.7),
        Settings(temperature=1.6, scales=two),
        Settings(temperature=0.9, scales=three),
        Settings(topK=1),
        Settings(topK=5, temperature=1.3),
        Settings(topP=0.8),
        Settings(topP=0.6, topK=7, scales=two, temperature=2.0),
        Settings(topP=0.9, scales=three, temperature=1.4),
        Settings(penalty=1.2, seen=[4, 5, 9, 16]),
        Settings(penalty=2.5, seen=[0, 3, 7, 23], temperature=0.8, topK=9, topP=0.9),
        Settings(penalty=1.7, seen=[6, 12, 20], scales=two, topP=0.95),
        Settings(cdk=Contrast(1, 0.5), scales=[1.0]),
        Settings(cdk=Contrast(1, 0.1), scales=[1.0], temperature=0.5),
        Settings(cdk=Contrast(3, 0.5), scales=[1.0]),
        Settings(cdk=Contrast(8, 1.0), scales=[1.0], temperature=1.5),
        Settings(cdk=Contrast(4, 0.2), scales=[1.8], temperature=1.1),
        Settings(cdk=Contrast(3, 0.3), scales=[1.0, 1.0]),
        Settings(cdk=Contrast(6, 0.05), scales=[1.5, 2.5], temperature=2.0, topK=5),
        Settings(cdk=Contrast(2, 0.25), scales=[1.0], penalty=1.4, seen=[6, 8, 10], temperature=0.8),
    ]


def random_logits(generator: torch.Generator, *shape: int) -> torch.Tensor:
    """Rounded to three decimals and to what 32 bits hold, as the studio reads them."""
    logits = 2 * torch.randn(*shape, generator=generator, dtype=torch.float64)
    return (1000 * logits).round().div(1000).float().double()


def make_sampling(generator: torch.Generator) -> list[dict[str, object]]:
    ids = [index for index in range(2, 22) if index not in (7, 13)]
    allowed = torch.zeros(VOCABULARY, dtype=torch.bool).index_fill(0, torch.tensor(ids), True)
    made = []
    for settings in sampling_cases():
        streams = random_logits(generator, len(settings.scales) + 1, VOCABULARY)
        probabilities = distribution(streams, allowed, settings)
        made.append(
            {
                "settings": {name: value for name, value in asdict(settings).items() if value is not None},
                "logits": [[round(value, 3) for value in row] for row in streams.tolist()],
                "allowed": ids,
                "probabilities": probabilities[allowed].tolist(),
                "entropy": entropy(probabilities),
            }
        )
    return made


@dataclass(frozen=True)
class Hypothesis:
    tokens: Tokens
    logProbability: float
    score: float


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())


def beam_search(table: dict[Tokens, np.ndarray], beams: int, length: int, penalty: float) -> list[Hypothesis]:
    """As transformers' `_beam_search` with `early_stopping=True`; the end counts into the length."""
    running: list[tuple[Tokens, float]] = [((), 0.0)]
    finished: list[Hypothesis] = []
    for size in range(1, length + 1):
        ways = [
            ((*tokens, token), reached + float(step))
            for tokens, reached in running
            for token, step in enumerate(log_softmax(table[tokens]))
        ]
        ways.sort(key=lambda way: -way[1])
        for tokens, reached in ways[:beams]:
            if tokens[-1] == BEAM_END or size == length:
                written = tokens[:-1] if tokens[-1] == BEAM_END else tokens
                finished.append(Hypothesis(written, reached, reached / size**penalty))
        finished = sorted(finished, key=lambda one: -one.score)[:beams]
        if len(finished) == beams:
            break
        running = [way for way in ways if way[0][-1] != BEAM_END][:beams]
    return finished


def make_table(generator: torch.Generator) -> dict[Tokens, np.ndarray]:
    """Logits after everything that can be written; the end grows likelier with the length."""
    prefixes: list[Tokens] = [()]
    table: dict[Tokens, np.ndarray] = {}
    while prefixes:
        prefix = prefixes.pop(0)
        logits = random_logits(generator, BEAM_VOCABULARY).numpy()
        logits[BEAM_END] = np.float64(np.float32(round(float(logits[BEAM_END]) + 0.9 * len(prefix), 3)))
        table[prefix] = logits
        if len(prefix) + 1 < BEAM_LENGTH:
            prefixes += [(*prefix, token) for token in range(BEAM_VOCABULARY) if token != BEAM_END]
    return table


def make_beam(generator: torch.Generator) -> dict[str, object]:
    table = make_table(generator)
    cases = [
        {
            "beams": beams,
            "length": length,
            "lengthPenalty": penalty,
            "hypotheses": [asdict(one) for one in beam_search(table, beams, length, penalty)],
        }
        for beams in (1, 2, 3, 5)
        for length in (3, BEAM_LENGTH)
        for penalty in (-0.5, 0.0, 1.0, 2.0)
    ]
    logits = {
        " ".join(map(str, prefix)): [round(one, 3) for one in row.tolist()] for prefix, row in table.items()
    }
    return {"vocabularySize": BEAM_VOCABULARY, "end": BEAM_END, "logits": logits, "cases": cases}


def main() -> None:
    generator = torch.Generator().manual_seed(20230905)
    for name, made in (("sampling", make_sampling(generator)), ("beam", make_beam(generator))):
        (HERE / f"{name}.json").write_text(json.dumps(made, allow_nan=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
