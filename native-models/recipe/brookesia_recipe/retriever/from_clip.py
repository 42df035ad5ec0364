"""CLIP and SigLIP as a pack's retriever: two graphs, the tokenizer and the manifest's part about them.

    python -m brookesia_recipe.retriever.from_clip --model <Hugging Face folder> --out <pack folder>

Needs `transformers` besides the recipe's own packages. Runs nothing from the network: the model is a folder on the disk.
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE

TOKENIZER_FILE = "retriever-tokenizer.json"
OPSET = 17


class TextGraph(nn.Module):
    """tokens int64 [N,S] -> vectors float32 [N,D] of length 1."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, tokens: Tensor) -> Tensor:
        pooled = self.model.text_model(input_ids=tokens).pooler_output
        # SigLIP projects inside of its text tower.
        project = getattr(self.model, "text_projection", None)
        return nn.functional.normalize(pooled if project is None else project(pooled), dim=-1)


class ImageGraph(nn.Module):
    """pixels float32 [N,3,side,side], 0..1 -> vectors float32 [N,D] of length 1."""

    def __init__(self, model: nn.Module, mean: list[float], deviation: list[float]) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, 3, 1, 1))

    def forward(self, pixels: Tensor) -> Tensor:
        pooled = self.model.vision_model(pixel_values=(pixels - self.mean) / self.deviation).pooler_output
        project = getattr(self.model, "visual_projection", None)
        return nn.functional.normalize(pooled if project is None else project(pooled), dim=-1)


def export_clip(
    model: nn.Module, tokenizer: Path, mean: list[float], deviation: list[float], out: Path
) -> dict[str, Any]:
    """Writes both graphs and the tokenizer; returns what `pack.json` says of them under `retriever`."""
    model = model.eval()
    config, siglip = model.config, model.config.model_type.startswith("siglip")
    length, side = config.text_config.max_position_embeddings, config.vision_config.image_size
    text, image = TextGraph(model), ImageGraph(model, mean, deviation)
    tokens = torch.zeros(2, length, dtype=torch.int64)
    save(text, tokens, out / TEXT_FILE, "tokens", {0: "N"} if siglip else {0: "N", 1: "S"})
    save(image, torch.zeros(2, 3, side, side), out / IMAGE_FILE, "pixels", {0: "N"})
    shutil.copyfile(tokenizer, out / TOKENIZER_FILE)
    with torch.inference_mode():
        dimension = text(tokens).shape[1]
    return {
        "text": {"file": TEXT_FILE, "maxTokens": length, "words": words_of(config.text_config, siglip)},
        "image": {"file": IMAGE_FILE},
        "reads": "pixels",
        # CLIP was trained on the middle of pictures, SigLIP on all of them squeezed.
        "pixels": {"side": side, "fit": "stretch" if siglip else "cover"},
        "dimension": dimension,
        "scale": round(float(model.logit_scale.detach().exp()), 4),
    }


def words_of(text: Any, siglip: bool) -> dict[str, Any]:
    """CLIP reads its vector at the first end token, SigLIP at the last of a fixed number of tokens."""
    if siglip:
        return {"tokenizer": TOKENIZER_FILE, "end": text.eos_token_id, "pad": text.pad_token_id, "toLength": True}
    end = text.eos_token_id
    return {"tokenizer": TOKENIZER_FILE, "begin": text.bos_token_id, "end": end, "pad": end}


def save(graph: nn.Module, example: Tensor, path: Path, name: str, free: dict[int, str]) -> None:
    with warnings.catch_warnings():
        # The older exporter needs no further package, and these models have no branches that it would miss.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph,
            (example,),
            str(path),
            input_names=[name],
            output_names=["vectors"],
            dynamic_axes={name: free, "vectors": {0: "N"}},
            opset_version=OPSET,
            dynamo=False,
        )


def main() -> None:
    from transformers import AutoModel

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    folder, out = arguments.model, arguments.out
    out.mkdir(parents=True, exist_ok=True)
    processor = json.loads((folder / "preprocessor_config.json").read_text())
    retriever = export_clip(
        AutoModel.from_pretrained(folder, local_files_only=True),
        folder / "tokenizer.json",
        processor["image_mean"],
        processor["image_std"],
        out,
    )
    (out / "retriever.json").write_text(json.dumps({"retriever": retriever}, indent=2) + "\n")


if __name__ == "__main__":
    main()
