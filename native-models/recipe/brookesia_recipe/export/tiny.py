"""A pack of random weights, under 1 MB, with the ids that PyTorch computes from it: what the engine's tests are exact about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from brookesia_recipe.export import parity
from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.pack import PackText, manifest, write_manifest
from brookesia_recipe.export.task_forms import TaskForms, as_json, describe
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.retriever.graphs import write_retriever
from brookesia_recipe.retriever.model import Retriever
from brookesia_recipe.retriever.settings import RetrieverTraining
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.text.bpe import train_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import EOS, Vocabulary
from brookesia_recipe.tokenizer.model import ImageTokenizer, TokenizerSettings
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import KINDS, ModelSettings, Transformer
from brookesia_recipe.transformer.sample import Sampling, draw_pictures, write_plans, write_text
from brookesia_recipe.transformer.sequences import Writer
from brookesia_recipe.world import LabelledBox, Layout

SEED = 30
"""Chosen so that no expected id hangs on rounding: see test_tiny_pack.py."""
GAINS = {"qkv": 3.0, "attention.out": 3.0, "digits": 0.3}
PROMPT = "a red boat"
LAYOUT = Layout(
    (LabelledBox("red boat", (16, 128, 112, 224)), LabelledBox("balloon", (176, 16, 240, 96))), "on the sea at sunset"
)  # fmt: skip
SENTENCES = (
    "a red boat on the sea at sunset", "a blue house in a meadow by day", "a green tree on the left under a night sky",
    "a yellow ball in the snow", "two white boats and a purple balloon", "a pink lighthouse at night",
)  # fmt: skip
ABOUT = PackText(
    id="tiny", title="Tiny test pack", description="Random weights for tests; its pictures are noise.",
    trained_on="Nothing.", limits=("It is not trained.",), sample_prompts=(*SENTENCES, PROMPT, "a boat"),
)  # fmt: skip


def export_tiny(folder: Path) -> None:
    """Write the pack to `folder` and the expected values beside it, as `<folder>.expected.json` and `<folder>.tasks.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    bpe = train_bpe(SENTENCES * 4, 300)
    vocabulary = vocabulary_of(bpe, 2560)
    model, image_model = random_models(vocabulary)
    bpe.save(str(folder / "tokenizer.json"))
    write_transformer(model, folder / "transformer.onnx")
    write_encoder(image_model, folder / "encoder.onnx")
    write_decoder(image_model, folder / "decoder.onnx")
    context = len(image_model.settings.channels) * 2
    retriever = random_retriever(vocabulary)
    write_retriever(retriever, folder)
    write_manifest(
        folder, manifest(ABOUT, folder, vocabulary, model.settings, context, {}, retriever=retriever)
    )
    parity.write(model, folder, parity.made_up_scenes())
    expected = expectations(model, image_model, vocabulary, bpe)
    expected["retriever"] = retriever_expectations(retriever, image_model, bpe)
    folder.with_name(f"{folder.name}.expected.json").write_text(json.dumps(expected) + "\n")
    codes = np.array(expected["encoderCodes"])
    tasks = TaskForms(model, Writer(bpe, vocabulary), codes, LAYOUT, PROMPT).expectations()
    folder.with_name(f"{folder.name}.tasks.json").write_text(json.dumps(tasks) + "\n")


def random_models(vocabulary: Vocabulary) -> tuple[Transformer, ImageTokenizer]:
    settings = ModelSettings(vocabulary.size, vocabulary.image_start, width=32, layers=2, heads=2, hidden=64)
    model = Transformer(settings)
    image_model = ImageTokenizer(TokenizerSettings((4, 8, 16, 24), (0, 0, 1, 1), (0, 1, 1, 1)))
    generator = torch.Generator().manual_seed(SEED)
    scatter(model, generator)
    scatter(image_model, generator)
    nn.init.normal_(image_model.encoder.out.weight, std=0.6, generator=generator)
    with torch.no_grad():
        for parameter in image_model.parameters():
            parameter.copy_(parameter.half().float())
    return model.folded(), image_model.eval()


def random_retriever(vocabulary: Vocabulary) -> Retriever:
    settings = RetrieverTraining(width=16, layers=2, heads=2, hidden=16, cells=4, dimension=8, max_tokens=12)
    model = Retriever(settings, vocabulary.location_start)
    scatter(model, torch.Generator().manual_seed(SEED))
    return model.stored()


@torch.inference_mode()
def retriever_expectations(model: Retriever, image_model: ImageTokenizer, bpe: Tokenizer) -> dict[str, Any]:
    """Vectors of some texts, the last one longer than the tower reads, and of two pictures."""
    texts = [PROMPT, "", " and ".join(SENTENCES[:2])]
    codes = image_model.encode(torch.from_numpy(synthetic_picture())[None])
    pictures = torch.cat([codes, (codes * 7 + 1) % 2560])
    texts_at = model.text(token_rows(bpe, texts, model.settings.max_tokens))
    return {
        "texts": texts, "textVectors": rounded(texts_at), "codes": pictures.flatten(1).tolist(),
        "pictureVectors": rounded(model.image(pictures)),
    }  # fmt: skip


def rounded(vectors: torch.Tensor) -> list[list[float]]:
    return [[round(value, 6) for value in vector] for vector in vectors.tolist()]


def scatter(model: nn.Module, generator: torch.Generator) -> None:
    """Random weights with lively attention (so that a wrong position shows); norms are left alone."""
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            nn.init.normal_(parameter, std=0.1, generator=generator)
        elif parameter.dim() > 1 and len(parameter):
            gain = next((gain for part, gain in GAINS.items() if part in name), 1.2)
            nn.init.normal_(parameter, std=gain * parameter[0].numel() ** -0.5, generator=generator)


def synthetic_picture() -> np.ndarray:
    """pixel[c][y][x] = ((x (c + 1) + y (3 - c)) mod 256) / 255, float32 [3,256,256]."""
    c, y, x = np.meshgrid(np.arange(3), np.arange(256), np.arange(256), indexing="ij")
    return ((x * (c + 1) + y * (3 - c)) % 256 / 255).astype(np.float32)


@torch.inference_mode()
def expectations(
    model: Transformer, image_model: ImageTokenizer, vocabulary: Vocabulary, bpe: Tokenizer
) -> dict[str, Any]:
    writer, words = Writer(bpe, vocabulary), bpe.encode(PROMPT).ids
    prompt, unconditional = writer.generate_prompt(LAYOUT), sequences.unconditional_prompt()
    plan_prompt = writer.plan_prompt(PROMPT, LAYOUT.things[:1])
    plan = write_plans(model, [plan_prompt], writer, Sampling(0, 1, 1))[0]
    codes = image_model.encode(torch.from_numpy(synthetic_picture())[None])[0]
    question = sequences.caption_prompt(sequences.picture(codes.numpy(), vocabulary.image_start))
    picture = {
        guidance: draw_pictures(model, [prompt], unconditional, Sampling(0, 1, guidance), cells=40)[
            0
        ].tolist()
        for guidance in (1.0, 1.8)
    }
    text_range = tuple(vocabulary.ranges()["text"])
    caption = write_text(model, [question], text_range, Sampling(0, 1, 1), limit=16)[0]
    pixels = image_model.decode(codes[None])[0]
    return {
        "prompt": PROMPT, "layout": as_json(LAYOUT), "textIds": words,
        "planPrompt": describe(plan_prompt), "planIds": plan.written, "plan": as_json(plan.layout()),
        "imageStart": vocabulary.image_start, "imageKind": KINDS["image"],
        "generatePrompt": describe(prompt), "unconditionalPrompt": describe(unconditional),
        "greedyImageIds": [code + vocabulary.image_start for code in picture[1.0]],
        "greedyImageIdsGuided": [code + vocabulary.image_start for code in picture[1.8]], "guidance": 1.8,
        "encoderFormula": "pixel[c][y][x] = ((x*(c+1) + y*(3-c)) % 256)/255",
        "encoderCodes": codes.flatten().tolist(),
        "decodedSamples": [{"c": c, "y": y, "x": x, "value": round(pixels[c, y, x].item(), 5)}
                           for c, y, x in ((0, 0, 0), (1, 100, 37), (2, 255, 255), (0, 128, 200))],
        "captionPrompt": describe(question), "captionIds": caption, "captionStopped": len(caption) < 16, "eos": EOS,
    }  # fmt: skip
