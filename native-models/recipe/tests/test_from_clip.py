"""CLIP and SigLIP with random weights as a pack's retriever. `write` makes test/support/tiny-clip of the same models."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

transformers = pytest.importorskip("transformers")

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers  # noqa: E402

from brookesia_recipe.export.session import open_session  # noqa: E402
from brookesia_recipe.retriever.from_clip import ImageGraph, TextGraph, export_clip  # noqa: E402

MEAN, DEVIATION = [0.48, 0.46, 0.41], [0.27, 0.26, 0.28]
BEGIN, END, SIDE, LENGTH = 298, 299, 32, 16
TEXTS = ["A red boat, on the sea!", "", "two dogs running on a beach that goes on and on and on and on and on for miles"]
SIZES = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
KINDS = ["clip", "siglip"]


def tiny_model(kind: str) -> torch.nn.Module:
    torch.manual_seed(5)
    text = {**SIZES, "vocab_size": 300, "max_position_embeddings": LENGTH}
    text |= {"bos_token_id": BEGIN, "eos_token_id": END, "pad_token_id": END}
    vision = {**SIZES, "image_size": SIDE, "patch_size": 8}
    if kind == "siglip":
        return transformers.SiglipModel(transformers.SiglipConfig(text_config=text, vision_config=vision)).eval()
    config = transformers.CLIPConfig(text_config=text, vision_config=vision, projection_dim=12)
    return transformers.CLIPModel(config).eval()


def tiny_tokenizer(path: Path) -> Tokenizer:
    """Made of the same parts as CLIP's own."""
    bpe = Tokenizer(models.BPE(end_of_word_suffix="</w>", continuing_subword_prefix=""))
    bpe.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    words = Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(words, "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    bpe.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=290, initial_alphabet=alphabet, end_of_word_suffix="</w>", show_progress=False
    )
    bpe.train_from_iterator([text.lower() for text in TEXTS], trainer)
    bpe.save(str(path))
    return bpe


def rows_of(bpe: Tokenizer, kind: str) -> torch.Tensor:
    before = [BEGIN] if kind == "clip" else []
    rows = [[*before, *bpe.encode(text, add_special_tokens=False).ids] for text in TEXTS]
    rows = [[*row[: LENGTH - 1], END] for row in rows]
    longest = LENGTH if kind == "siglip" else max(len(row) for row in rows)
    return torch.tensor([row + [END] * (longest - len(row)) for row in rows])


def slope() -> np.ndarray:
    """A picture as bytes, [SIDE, SIDE, 3]: each channel rises another way."""
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    return ((7 * x * (c + 1) + 5 * y * (3 - c)) % 256).astype(np.uint8)


def planes(picture: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(picture.transpose(2, 0, 1)[None].astype(np.float32) / 255)


@pytest.mark.parametrize("kind", KINDS)
def test_graphs_give_the_models_own_vectors(kind: str, tmp_path: Path) -> None:
    model = tiny_model(kind)
    bpe = tiny_tokenizer(tmp_path / "tokenizer.json")
    retriever = export_clip(model, tmp_path / "tokenizer.json", MEAN, DEVIATION, tmp_path)
    tokens, pixels = rows_of(bpe, kind), planes(slope())
    normalised = (pixels - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(DEVIATION).view(1, 3, 1, 1)
    with torch.inference_mode():
        whole = model(input_ids=tokens, pixel_values=normalised)
    text = open_session(tmp_path / "retriever-text.onnx").run(None, {"tokens": tokens.numpy()})[0]
    image = open_session(tmp_path / "retriever-image.onnx").run(None, {"pixels": pixels.numpy()})[0]
    np.testing.assert_allclose(text, whole.text_embeds.numpy(), atol=1e-5)
    np.testing.assert_allclose(image, whole.image_embeds.numpy(), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(text, axis=1), 1, atol=1e-5)
    assert retriever["dimension"] == text.shape[1] == image.shape[1]


def write(folder: Path) -> None:
    for kind in KINDS:
        out = folder / kind
        out.mkdir(parents=True, exist_ok=True)
        model, bpe = tiny_model(kind), tiny_tokenizer(out / "tokenizer.json")
        retriever = export_clip(model, out / "tokenizer.json", MEAN, DEVIATION, out)
        (out / "tokenizer.json").unlink()
        with torch.inference_mode():
            texts = TextGraph(model)(rows_of(bpe, kind)).tolist()
            picture = ImageGraph(model, MEAN, DEVIATION)(planes(slope()))[0].tolist()
        expected = {"texts": TEXTS, "tokens": rows_of(bpe, kind).tolist(), "textVectors": texts, "slope": picture}
        content = {"retriever": retriever, "expected": expected}
        (out / "retriever.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
