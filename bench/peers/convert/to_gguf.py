"""The model as llama.cpp loads it: GGUF, matrices at 8 bits (Q8_0), norms as float32, a word for every id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from checkpoint import BYTES, CONTROLS, words
from gguf import GGMLQuantizationType, GGUFWriter, TokenType
from shape import Shape
from torch import Tensor
from transformers import LlamaForCausalLM

Q8_0 = GGMLQuantizationType.Q8_0


def write_gguf(model: LlamaForCausalLM, shape: Shape, path: Path) -> None:
    writer = GGUFWriter(path, "llama")
    describe(writer, shape)
    add_vocabulary(writer, shape)
    for name, weight in named_weights(model, shape):
        if weight.ndim == 1:
            writer.add_tensor(name, weight)
        else:
            writer.add_tensor(name, gguf.quants.quantize(weight, Q8_0), raw_dtype=Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def describe(writer: GGUFWriter, shape: Shape) -> None:
    writer.add_name("Llama-shaped, random weights")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_context_length(shape.max_length)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_rope_dimension_count(shape.head_dim)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(shape.vocabulary_size)


def add_vocabulary(writer: GGUFWriter, shape: Shape) -> None:
    vocabulary = words(shape)
    types = {**dict.fromkeys(CONTROLS, TokenType.CONTROL), **dict.fromkeys(BYTES, TokenType.BYTE)}
    writer.add_tokenizer_model("llama")
    writer.add_token_list(vocabulary)
    writer.add_token_scores([0.0] * len(vocabulary))
    writer.add_token_types([types.get(word, TokenType.NORMAL) for word in vocabulary])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    writer.add_unk_token_id(2)
    writer.add_pad_token_id(2)
    writer.add_add_bos_token(False)


def named_weights(model: LlamaForCausalLM, shape: Shape) -> Iterator[tuple[str, np.ndarray]]:
    """Under llama.cpp's names."""
    yield "token_embd.weight", to_numpy(model.model.embed_tokens.weight)
    yield "output_norm.weight", to_numpy(model.model.norm.weight)
    yield "output.weight", to_numpy(model.lm_head.weight)
    for index, layer in enumerate(model.model.layers):
        attention, feed_forward = layer.self_attn, layer.mlp
        named = {
            "attn_norm": layer.input_layernorm.weight,
            "attn_q": paired(attention.q_proj.weight, shape.heads),
            "attn_k": paired(attention.k_proj.weight, shape.heads),
            "attn_v": attention.v_proj.weight,
            "attn_output": attention.o_proj.weight,
            "ffn_norm": layer.post_attention_layernorm.weight,
            "ffn_gate": feed_forward.gate_proj.weight,
            "ffn_up": feed_forward.up_proj.weight,
            "ffn_down": feed_forward.down_proj.weight,
        }
        for name, weight in named.items():
            yield f"blk.{index}.{name}.weight", to_numpy(weight)


def paired(weight: Tensor, heads: int) -> Tensor:
    """llama.cpp rotates neighbouring numbers of a head; Hugging Face rotates its first half against its second."""
    return weight.reshape(heads, 2, -1, weight.shape[-1]).transpose(1, 2).reshape(weight.shape)


def to_numpy(weight: Tensor) -> np.ndarray:
    return weight.detach().float().contiguous().numpy()
