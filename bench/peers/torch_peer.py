"""Hugging Face transformers on PyTorch, with its own `generate`: asked and answering as peer.ts says."""

from __future__ import annotations

import json
import re
import resource
import sys
import threading
import time
from pathlib import Path

import torch
import transformers
from transformers import LlamaForCausalLM, StoppingCriteria

WARM_UP_TOKENS = 16
CANCEL_DELAY = 0.001
"""Seconds between a round and the request to cancel, so that it falls into the middle of the next one."""


class Watch(StoppingCriteria):
    """Asked after every round whether to stop."""

    def __init__(self, task: dict, row_tokens: int) -> None:
        self.row_tokens, self.cancel_after = row_tokens, task.get("cancelAfter")
        self.done, self.cancelled = 0, False
        self.first_row = self.asked = 0.0

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_) -> torch.Tensor:
        self.done += 1
        if self.done == self.row_tokens:
            self.first_row = time.perf_counter()
        if self.done == self.cancel_after:
            threading.Timer(CANCEL_DELAY, self.cancel).start()
        return torch.full((len(input_ids),), self.cancelled)

    def cancel(self) -> None:
        self.asked, self.cancelled = time.perf_counter(), True


def main() -> None:
    request = json.loads(sys.argv[1])
    torch.set_num_threads(request["threads"])
    model = LlamaForCausalLM.from_pretrained(
        Path(request["models"], "checkpoint"), dtype=torch.float32
    ).eval()
    # A text that ends by chance would look fast.
    model.generation_config.eos_token_id = None
    times = {task["name"]: measure(model, task, request["rowTokens"]) for task in request["tasks"]}
    answer = {
        "version": f"{transformers.__version__} (PyTorch {torch.__version__})",
        "weights": "float32, Llama-shaped",
        "peakMemory": peak_memory(),
        "times": times,
    }
    print(json.dumps(answer))


def measure(model: LlamaForCausalLM, task: dict, row_tokens: int) -> dict:
    short = {**task, "tokens": min(WARM_UP_TOKENS, task["tokens"])}
    short.pop("cancelAfter", None)
    timed(model, short, row_tokens)
    return timed(model, task, row_tokens)


def timed(model: LlamaForCausalLM, task: dict, row_tokens: int) -> dict:
    """Milliseconds."""
    prompt = [3 + (index * 37) % (model.config.vocab_size - 3) for index in range(task["prompt"])]
    ids = torch.tensor([prompt] * task["rows"])
    watch = Watch(task, row_tokens)
    begun = time.perf_counter()
    with torch.inference_mode():
        model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            max_new_tokens=task["tokens"],
            do_sample=False,
            stopping_criteria=[watch],
        )
    ended = time.perf_counter()
    check_end(task, watch)
    times = {"total": 1000 * (ended - begun)}
    if watch.first_row:
        times["firstRow"] = 1000 * (watch.first_row - begun)
    if watch.cancelled:
        times["cancel"] = 1000 * (ended - watch.asked)
    return times


def check_end(task: dict, watch: Watch) -> None:
    """A run that ends by itself too early, or is not cancelled in time, would look fast."""
    drawn, wanted = watch.done, task["tokens"]
    if drawn < wanted if "cancelAfter" in task else drawn == wanted:
        return
    raise SystemExit(f"“{task['name']}” drew {drawn} of {wanted} tokens.")


def peak_memory() -> int:
    """Bytes. On Linux `ru_maxrss` of a child starts at what its parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


if __name__ == "__main__":
    main()
