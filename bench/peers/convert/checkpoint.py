"""A Llama of the pack's shape with random weights, as a Hugging Face checkpoint."""

from __future__ import annotations

from pathlib import Path

import torch
from shape import Shape
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

SEED = 0


CONTROLS = ["<bos>", "<eos>", "<pad>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
"""llama.cpp refuses a vocabulary without them."""


def words(shape: Shape) -> list[str]:
    """One made-up word per id; 0 and 1 begin and end a text, as in the pack."""
    named = CONTROLS + BYTES
    return named + [f"w{index}" for index in range(len(named), shape.vocabulary_size)]


def write_checkpoint(shape: Shape, folder: Path) -> LlamaForCausalLM:
    """float32 safetensors; the head is a matrix of its own, as in the pack."""
    torch.manual_seed(SEED)
    model = LlamaForCausalLM(config_of(shape)).eval()
    model.save_pretrained(folder)
    tokenizer_of(shape).save_pretrained(folder)
    return model


def config_of(shape: Shape) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=shape.vocabulary_size,
        hidden_size=shape.width,
        intermediate_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        head_dim=shape.head_dim,
        max_position_embeddings=shape.max_length,
        rms_norm_eps=1e-5,
        tie_word_embeddings=False,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=2,
        dtype="float32",
    )


def tokenizer_of(shape: Shape) -> PreTrainedTokenizerFast:
    """The export asks for one; no benchmark uses it."""
    ids = {word: index for index, word in enumerate(words(shape))}
    tokenizer = Tokenizer(WordLevel(ids, unk_token="<pad>"))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<pad>"
    )
