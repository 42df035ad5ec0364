"""A Llama of random weights from Hugging Face transformers: its graph, and what `generate` makes of it.

Writes `transformer.onnx`, `transformer.json` (that part of a pack's manifest) and `expected.json` beside itself; run
`npx prettier --write` on them afterwards. Tokens, tokenizer and image graphs are those of ../tiny-pack.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from decoder_graph import write_graph
from expectations import expectations
from transformers import LlamaConfig, LlamaForCausalLM

HERE = Path(__file__).parent
TINY = HERE.parent / "tiny-pack"
SEED = 2
"""Chosen so that no expected id hangs on rounding: expectations.py measures it."""
GAINS = {"embed_tokens": 4.0, "q_proj": 3.0, "k_proj": 3.0, "o_proj": 3.0, "down_proj": 2.0}
"""Lively attention, so that a wrong position or mask shows."""


def random_llama(vocabulary_size: int, special: dict[str, int]) -> LlamaForCausalLM:
    config = LlamaConfig(
        vocab_size=vocabulary_size, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=640, tie_word_embeddings=True, attn_implementation="eager",
        bos_token_id=special["bos"], eos_token_id=special["eos"], pad_token_id=special["pad"],
    )  # fmt: skip
    model = LlamaForCausalLM(config).eval()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                gain = next((gain for part, gain in GAINS.items() if part in name), 1.0)
                parameter.normal_(std=gain * parameter.shape[1] ** -0.5, generator=generator)
                parameter.copy_(parameter.half().float())
    return model


def manifest_part(config: LlamaConfig) -> dict[str, object]:
    past, present = "past_key_values.{layer}", "present.{layer}"
    return {
        "graphs": [{"precision": "fp16-storage", "file": "transformer.onnx"}],
        "layers": config.num_hidden_layers, "heads": config.num_attention_heads, "kvHeads": config.num_key_value_heads,
        "headDim": config.head_dim, "maxLength": config.max_position_embeddings, "positions": {"kind": "index"},
        "cache": {
            "style": "past-present",
            "names": {
                "tokens": "input_ids", "mask": "attention_mask", "positions": "position_ids", "logits": "logits",
                "pastKey": f"{past}.key", "pastValue": f"{past}.value",
                "presentKey": f"{present}.key", "presentValue": f"{present}.value",
            },
        },
    }  # fmt: skip


def write_json(name: str, content: object) -> None:
    (HERE / name).write_text(json.dumps(content) + "\n", encoding="utf-8")


def main() -> None:
    tokens = json.loads((TINY / "pack.json").read_text())["tokens"]
    tiny = json.loads(TINY.with_name("tiny-pack.expected.json").read_text())
    model = random_llama(tokens["vocabularySize"], tokens["special"])
    write_json("transformer.json", manifest_part(model.config))
    write_json("expected.json", expectations(model, tokens, tiny))
    write_graph(model, HERE / "transformer.onnx")


if __name__ == "__main__":
    main()
