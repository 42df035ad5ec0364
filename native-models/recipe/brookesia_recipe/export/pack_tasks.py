"""The templates of a pack's tasks, as sequences.py and tasks.py lay them out. Their language: docs/pack-format.md."""

from __future__ import annotations

from typing import Any

from brookesia_recipe.transformer.examples import NOWHERE
from brookesia_recipe.transformer.sample import DRAWING, PLANNING
from brookesia_recipe.transformer.tasks import SHOWN_NAMES

MAX_PROMPT_TOKENS = 64
MAX_REFERENCES = 2
IMAGE = {"generate": "image"}
CELLS = {"generate": "cells", "of": "cells"}
PLAN = {"generate": "plan"}
SOURCE = {"image": "source"}
CONTROL = {"image": "control", "kind": "control"}
ABOUT = {"about": "things"}
GREEDY = {"temperature": 0, "topP": 1, "guidance": 1}
UNCONDITIONAL = ["<bos>", "<mask:0>", "<break>", IMAGE]

Template = list[Any]


def tasks() -> dict[str, Any]:
    """All of them, by name."""
    return {
        "plan": task(["<bos>", {"text": "prompt"}, "<break>", {"boxes": "given", "placed": False}, "<break>", PLAN],
                     defaults=planning(), maxPromptTokens=MAX_PROMPT_TOKENS),
        "generate": task(["<bos>", *layout(), "<break>", IMAGE], [UNCONDITIONAL],
                         defaults=drawing(DRAWING.guidance), maxPromptTokens=MAX_PROMPT_TOKENS),
        "liken": task(["<bos>", {"images": "references", "most": MAX_REFERENCES}, "<break>", *layout(), "<break>", IMAGE],
                      defaults=drawing(), maxPromptTokens=MAX_PROMPT_TOKENS),
        "caption": task(["<bos>", "<mask:0>", "<break>", {"image": "source", "kind": "image"}, "<break>", "<mask:0>",
                         {"generate": "text"}], maxNewTokens=48, stop=["eos"]),
        "read": task([*read(), "<break>", PLAN]),
        "replan": task(["<bos>", {"text": "prompt"}, "<break>", *layout("before", "before", False), "<break>",
                        {"generate": "changes"}], maxPromptTokens=MAX_PROMPT_TOKENS),
        "redraw": task([*read(), "<break>", *layout("before", "before", False), "<eos>",
                        "<break>", *layout(), "<break>", CELLS], defaults=drawing()),
        "edit": task([*instruct({"text": "prompt"}), IMAGE], defaults=drawing(), mode="redraw",
                     maxPromptTokens=MAX_PROMPT_TOKENS),
        "inpaint": task(["<bos>", *layout(), "<break>", {**SOURCE, "holes": "cells"}, "<break>", CELLS],
                        defaults=drawing(), maxPromptTokens=MAX_PROMPT_TOKENS),
        "control": control(),
        "ask": task([*question(), {"generate": "answer", **ABOUT}], maxPromptTokens=MAX_PROMPT_TOKENS, maxNewTokens=160),
        "locate": task([*question(), {"generate": "box", "otherwise": NOWHERE, **ABOUT}],
                       maxPromptTokens=MAX_PROMPT_TOKENS, maxNewTokens=72),
        "segment": show("classes"),
        "depth": show("depth"),
    }  # fmt: skip


def task(
    parts: Template, unconditional: list[Template] | None = None, defaults: dict[str, Any] | None = None, **others: Any
) -> dict[str, Any]:  # fmt: skip
    """Of one template; greedy unless told otherwise."""
    template = {"parts": parts, "unconditional": unconditional or []}
    return {"templates": [template], "defaults": defaults or GREEDY, **others}


def planning() -> dict[str, Any]:
    return {"temperature": PLANNING.temperature, "topP": PLANNING.top_p, "guidance": 1}


def drawing(guidance: float = 1) -> dict[str, Any]:
    return {"temperature": DRAWING.temperature, "topP": DRAWING.top_p, "guidance": guidance}


def layout(things: str = "things", background: str = "background", placed: bool = True) -> Template:
    return [{"boxes": things, "placed": placed}, "<break>", {"text": background, "before": " "}]


def read() -> Template:
    return ["<bos>", "<mask:1>", "<break>", SOURCE]


def instruct(words: Any) -> Template:
    return ["<bos>", words, "<break>", SOURCE, "<break>"]


def question() -> Template:
    return ["<bos>", {"turns": "turns", "most": 1}, *layout(placed=False), "<break>"]


def show(name: str) -> dict[str, Any]:
    return task([*instruct(SHOWN_NAMES[name]), {**IMAGE, "kind": "control"}], defaults=drawing())


def control() -> dict[str, Any]:
    """The layout is read from the control first, then drawn."""
    seen = ["<bos>", {"text": "prompt"}, "<break>", CONTROL, "<break>"]
    drawn = [*seen, *layout(placed=False), "<eos>", "<break>", *layout(), "<break>", IMAGE]
    return {
        "templates": [
            {"parts": [*seen, PLAN], "unconditional": [], "defaults": planning()},
            {"parts": drawn, "unconditional": []},
        ],
        "defaults": drawing(), "maxPromptTokens": MAX_PROMPT_TOKENS,
    }  # fmt: skip
