"""A pack that is exported anew keeps its retriever where words and codes still mean what it was trained on."""

from __future__ import annotations

import json

import pytest

from brookesia_recipe.retriever.kept import kept_retriever

SECTION = {"text": {"file": "retriever-text.onnx", "maxTokens": 40}, "image": {"file": "retriever-image.onnx"}}


def manifest(words: str = "a", codes: str = "b") -> dict:
    named = {"tokenizer.json": words, "encoder.onnx": codes, "transformer.onnx": "c"}
    files = [{"path": path, "bytes": 1, "sha256": sha} for path, sha in named.items()]
    return {"files": files, "evaluation": {}}


@pytest.fixture
def pack(tmp_path):
    content = {**manifest(), "retriever": SECTION, "evaluation": {"retriever": {"recall": 0.9}}}
    (tmp_path / "pack.json").write_text(json.dumps(content))
    for part in (SECTION["text"], SECTION["image"]):
        (tmp_path / part["file"]).write_bytes(b"graph")
    return tmp_path


def test_it_stays_with_its_figures(pack):
    content = manifest()
    content["files"][2]["sha256"] = "another transformer"
    assert kept_retriever(pack).put_into(content)
    assert content["retriever"] == SECTION and content["evaluation"] == {"retriever": {"recall": 0.9}}


@pytest.mark.parametrize("other", ({"words": "x"}, {"codes": "x"}))
def test_it_goes_where_words_or_codes_are_others(pack, other):
    content = manifest(**other)
    assert not kept_retriever(pack).put_into(content)
    assert "retriever" not in content and content["evaluation"] == {}


def test_there_is_none_in_a_new_pack_or_one_whose_graphs_are_gone(pack, tmp_path_factory):
    assert kept_retriever(tmp_path_factory.mktemp("new")) is None
    (pack / "retriever-text.onnx").unlink()
    assert kept_retriever(pack) is None
