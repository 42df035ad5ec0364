"""What Hugging Face's `generate` writes: the ids that the studio's engine has to repeat."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import LlamaForCausalLM

PROMPTS = 24
NEW_TOKENS = 20
LEFT_PADDED = ((0, 1), (2, 23), (7, 12))
"""Prompts that are also read together in one batch."""
BEAM_PROMPTS = (1, 5, 9)
BEAMS = 3
GUIDANCE = 1.8
SMALLEST_MARGIN = 2e-3
"""Between the best and the second best logit: rounding is a thousand times smaller."""
Ids = list[int]


@torch.inference_mode()
def expectations(model: LlamaForCausalLM, tokens: dict[str, Any], tiny: dict[str, Any]) -> dict[str, Any]:
    prompts = random_prompts(tokens)
    greedy = [write_greedily(model, [prompt])[0] for prompt in prompts]
    return {
        "greedy": [{"prompt": prompt, "ids": ids} for prompt, ids in zip(prompts, greedy, strict=True)],
        "leftPadded": [
            {"prompts": together, "ids": write_greedily(model, [prompts[index] for index in together])}
            for together in LEFT_PADDED
        ],
        "beams": [
            {"prompt": index, "beams": BEAMS, "hypotheses": search(model, prompts[index])} for index in BEAM_PROMPTS
        ],
        "caption": write_greedily(model, [tiny["captionPrompt"]["ids"]], allowed=caption_ids(tokens))[0],
        "guided": {"guidance": GUIDANCE, "ids": draw(model, tokens, tiny)},
    }  # fmt: skip


def random_prompts(tokens: dict[str, Any]) -> list[Ids]:
    """Of 1 to 47 ids of all ranges; the last one holds a picture and is longer than the engine reads at once."""
    generator = torch.Generator().manual_seed(0)
    end = tokens["ranges"]["image"][1]

    def draw(count: int) -> Ids:
        return torch.randint(0, end, (count,), generator=generator).tolist()

    prompts = [[tokens["special"]["bos"], *draw(2 * index)] for index in range(PROMPTS - 1)]
    picture = [tokens["ranges"]["image"][0] + (7 * cell) % 2560 for cell in range(256)]
    return [*prompts, [tokens["special"]["bos"], *draw(9), tokens["special"]["break"], *picture]]


def write_greedily(model: LlamaForCausalLM, prompts: list[Ids], allowed: Ids | None = None) -> list[Ids]:
    """What each prompt goes on with, the ending token included; prompts of different length are padded on the left."""
    given = padded(model, prompts)
    written = model.generate(
        **given, do_sample=False, max_new_tokens=NEW_TOKENS, output_logits=True, return_dict_in_generate=True,
        suppress_tokens=others(model, allowed),
    )  # fmt: skip
    rows = [until_end(model, row) for row in written.sequences[:, given["input_ids"].shape[1] :].tolist()]
    check_margins(torch.stack(written.logits, 1), rows, allowed)
    return rows


def padded(model: LlamaForCausalLM, prompts: list[Ids]) -> dict[str, Tensor]:
    longest = max(map(len, prompts))
    gaps = [longest - len(prompt) for prompt in prompts]
    pad = model.config.pad_token_id
    ids = [[pad] * gap + prompt for gap, prompt in zip(gaps, prompts, strict=True)]
    mask = [[0] * gap + [1] * (longest - gap) for gap in gaps]
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


def until_end(model: LlamaForCausalLM, row: Ids) -> Ids:
    end = model.config.eos_token_id
    return row[: row.index(end) + 1] if end in row else row


def others(model: LlamaForCausalLM, allowed: Ids | None) -> Ids | None:
    return None if allowed is None else sorted(set(range(model.config.vocab_size)) - set(allowed))


def check_margins(logits: Tensor, rows: list[Ids], allowed: Ids | None) -> None:
    """`logits` [rows, steps, ids]: no expected id may hang on rounding."""
    choice = logits if allowed is None else logits[..., allowed]
    best = choice.topk(2).values
    for row, ids in enumerate(rows):
        margin = (best[row, : len(ids), 0] - best[row, : len(ids), 1]).min().item()
        if margin < SMALLEST_MARGIN:
            raise SystemExit(f"two ids are only {margin:.1e} apart: choose another seed")


def search(model: LlamaForCausalLM, prompt: Ids) -> list[dict[str, Any]]:
    found = model.generate(
        **padded(model, [prompt]), do_sample=False, max_new_tokens=NEW_TOKENS, num_beams=BEAMS,
        num_return_sequences=BEAMS, early_stopping=True, length_penalty=1.0, output_scores=True,
        return_dict_in_generate=True,
    )  # fmt: skip
    rows = found.sequences[:, len(prompt) :].tolist()
    scores = found.sequences_scores.tolist()
    return [{"ids": until_end(model, row), "score": score} for row, score in zip(rows, scores, strict=True)]


def caption_ids(tokens: dict[str, Any]) -> Ids:
    return [*range(*tokens["ranges"]["text"]), tokens["special"]["eos"]]


def draw(model: LlamaForCausalLM, tokens: dict[str, Any], tiny: dict[str, Any]) -> Ids:
    """The first cells of a picture, guided away from the prompt without words."""
    prompt, empty = (torch.tensor([tiny[name]["ids"]]) for name in ("generatePrompt", "unconditionalPrompt"))
    written = model.generate(
        input_ids=prompt, attention_mask=torch.ones_like(prompt), do_sample=False, max_new_tokens=NEW_TOKENS,
        guidance_scale=GUIDANCE, negative_prompt_ids=empty, negative_prompt_attention_mask=torch.ones_like(empty),
        suppress_tokens=others(model, list(range(*tokens["ranges"]["image"]))),
    )  # fmt: skip
    return written[0, prompt.shape[1] :].tolist()
