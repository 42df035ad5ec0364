"""Captions by beam search and answers, many photos at once: the reference for the engine, which searches the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.rows import FEATURE, picture_positions, text_positions, with_bos
from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS, MASKS
from brookesia_recipe.transformer.model import KINDS, Cache, Inputs, Transformer

CAPTION_PROMPT = (BREAK, MASKS[0])
AT_ONCE = 50


@dataclass(frozen=True)
class Search:
    """`penalty`: a text's score is its log-probability / tokens ^ penalty, the ending one counted."""

    beams: int = 3
    penalty: float = 0.7
    limit: int = 32


@dataclass
class Found:
    """What ended so far, best first: (score, ids)."""

    texts: list[tuple[float, list[int]]] = field(default_factory=list)
    done: bool = False


def write_texts(
    model: Transformer, features: np.ndarray | None, prompts: Sequence[Sequence[int]], grid: tuple[int, int], search: Search,
    text: tuple[int, int],
) -> list[list[int]]:  # fmt: skip
    """The likeliest text after each photo [N,cells,F] and its prompt, without `<eos>`.

    `text`: the half-open range of ids that may be written.
    """
    return [ids for [(_, ids), *_] in search_texts(model, features, prompts, grid, search, text)]


@torch.inference_mode()
def search_texts(
    model: Transformer, features: np.ndarray | None, prompts: Sequence[Sequence[int]], grid: tuple[int, int], search: Search,
    text: tuple[int, int],
) -> list[list[tuple[float, list[int]]]]:  # fmt: skip
    """For each prompt all texts that its search ends with, as `search_beams` gives them; prompts of one length go together."""
    found: list[list[tuple[float, list[int]]]] = [[] for _ in prompts]
    for start in range(0, len(prompts), AT_ONCE):
        places = range(start, min(start + AT_ONCE, len(prompts)))
        for length in sorted({len(prompts[place]) for place in places}):
            group = [place for place in places if len(prompts[place]) == length]
            shown = None if features is None else features[group]
            texts = search_beams(model, shown, [prompts[place] for place in group], grid, search, text)
            for place, own in zip(group, texts, strict=True):
                found[place] = own
    return found


def prompt_inputs(
    features: np.ndarray | None, prompts: Sequence[Sequence[int]], grid: tuple[int, int]
) -> Inputs:
    """`<bos> CELLS prompt`, all prompts of one length."""
    picture = picture_positions(grid if features is not None else (0, 0))
    cells, count = len(picture) - 1, len(prompts[0])
    tokens = np.array([[BOS, *[FEATURE] * cells, *prompt] for prompt in prompts])
    after = text_positions(count)
    positions = np.concatenate([picture, after])
    kinds = np.where(tokens == FEATURE, KINDS["source"], KINDS["text"])
    following = np.append(kinds[:, 1:], np.full((len(tokens), 1), KINDS["text"]), 1)
    keys, queries = (
        np.broadcast_to(part, (len(tokens), *part.shape)).copy() for part in (positions[:-1], positions[1:])
    )
    arrays = (torch.from_numpy(array) for array in (tokens, keys, queries, kinds, following))
    return Inputs(*arrays, None if features is None else with_bos(features))


def search_beams(
    model: Transformer, features: np.ndarray | None, prompts: Sequence[Sequence[int]], grid: tuple[int, int], search: Search,
    text: tuple[int, int],
) -> list[list[tuple[float, list[int]]]]:  # fmt: skip
    """For each prompt as many texts as there are beams, with their scores, the likeliest first.

    As Hugging Face does with `early_stopping=True`: over when as many texts have ended as there are beams.
    """
    rows, width = len(prompts), search.beams
    cache, found = Cache(), [Found() for _ in prompts]
    allowed = torch.tensor([EOS, *range(*text)])
    logits = model.logits(model(prompt_inputs(features, prompts, grid), cache)[:, -1])
    # The first round has one beam a row; the others start with no chance.
    scores = torch.full((rows, width), -torch.inf)
    scores[:, 0] = 0
    logits = repeat(cache, logits, width)
    texts = torch.zeros(rows, width, 0, dtype=torch.int64)
    for length in range(1, search.limit + 1):
        chances = logits[:, allowed].float().log_softmax(-1).view(rows, width, -1)
        all_scores = (scores[..., None] + chances).flatten(1)
        best, order = all_scores.topk(2 * width)
        beam, token = order // len(allowed), allowed[order % len(allowed)]
        scores, kept, words = step(found, best, beam, token, texts, length, search)
        if all(each.done for each in found) or length == search.limit:
            break
        texts = torch.cat(
            (texts.gather(1, kept[..., None].expand(-1, -1, texts.shape[2])), words[..., None]), -1
        )
        reorder(cache, (kept + torch.arange(rows)[:, None] * width).flatten())
        logits = model.logits(model(text_inputs(words.flatten(), len(prompts[0]) + length - 1), cache)[:, -1])
    return [each.texts for each in found]


def step(
    found: list[Found], best: Tensor, beam: Tensor, token: Tensor, texts: Tensor, length: int, search: Search
) -> tuple[Tensor, Tensor, Tensor]:
    """Takes the texts that end among the best, and gives the next beams: scores, beams they go on from, tokens [rows,beams]."""
    width, last = search.beams, length == search.limit
    scores, kept, words = best[:, :width].clone(), beam[:, :width].clone(), token[:, :width].clone()
    for row, each in enumerate(found):
        place = 0
        for rank in range(2 * width):
            score, ended = best[row, rank].item(), token[row, rank].item() == EOS
            if rank < width and (ended or last) and not each.done and score > -torch.inf:
                ids = texts[row, beam[row, rank]].tolist() + ([] if ended else [token[row, rank].item()])
                each.texts.append((score / length**search.penalty, ids))
            if not ended and place < width:
                scores[row, place], kept[row, place], words[row, place] = (
                    best[row, rank],
                    beam[row, rank],
                    token[row, rank],
                )
                place += 1
        each.texts = sorted(each.texts, reverse=True)[:width]
        each.done = len(each.texts) == width
    return scores, kept, words


def repeat(cache: Cache, logits: Tensor, times: int) -> Tensor:
    cache.layers = [(k.repeat_interleave(times, 0), v.repeat_interleave(times, 0)) for k, v in cache.layers]
    return logits.repeat_interleave(times, 0)


def reorder(cache: Cache, rows: Tensor) -> None:
    cache.layers = [(keys[rows], values[rows]) for keys, values in cache.layers]


def text_inputs(tokens: Tensor, place: int) -> Inputs:
    """One token a row, the `place`-th behind the picture."""
    positions = torch.from_numpy(text_positions(place + 1)[place:]).expand(len(tokens), 2, 3)
    kinds = torch.full((len(tokens), 1), KINDS["text"])
    return Inputs(tokens[:, None], positions[:, :1], positions[:, 1:], kinds, kinds)


@dataclass(frozen=True)
class Weighing:
    """A second opinion on texts: their cosine with the picture, in the retriever's space.

    `pictures`: vectors [N,D] of length 1; `texts`: gives those of some texts; `weight`: what a cosine of 1 weighs beside a score.
    """

    pictures: np.ndarray
    texts: Callable[[list[str]], np.ndarray]
    weight: float


def captions_of(
    model: Transformer, bpe: Tokenizer, features: np.ndarray, grid: tuple[int, int], search: Search, text: tuple[int, int],
    weighing: Weighing | None = None,
) -> list[str]:  # fmt: skip
    """The best caption of each photo [N,cells,F]: by its score, and where there is a second opinion by that, too."""
    captions: list[str] = []
    found = search_texts(model, features, [CAPTION_PROMPT] * len(features), grid, search, text)
    for place, texts in enumerate(found):
        told = [bpe.decode(ids).strip() for _, ids in texts]
        scores = np.array([score for score, _ in texts])
        if weighing is not None:
            scores += weighing.weight * (weighing.texts(told) @ weighing.pictures[place])
        captions.append(told[int(scores.argmax())])
    return captions
