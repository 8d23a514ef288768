"""Which folders are refused before anything in them is loaded.

A model is other people's files. Weights in pickles (`.bin`, `.pt`) can run code when opened, and a
configuration can name code to fetch and import; safetensors and sentence-transformers' own modules can do
neither. The libraries have guards of their own, which have had holes: CVE-2025-32434 (weights_only, torch
below 2.6), CVE-2026-4372 (attention kernels named in a configuration, transformers below 5.3), CVE-2026-5241
(trust_remote_code set by a configuration, transformers below 5.5).
"""

import json
from collections.abc import Iterator
from pathlib import Path

from models.errors import ModelDamaged, ModelRefused, ModelUnavailable

PICKLES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"})
OWN_MODULES = "sentence_transformers."
# Configurations are a few kilobytes; what is larger is a vocabulary, and slow to parse.
LARGEST_CONFIGURATION_BYTES = 1_000_000


def screen(folder: Path) -> None:
    """See that a folder is a sentence-transformers model that can be loaded without running anyone's code.

    Raises:
        ModelUnavailable: it is not a sentence-transformers folder.
        ModelRefused: its weights are pickles, or it asks for code of its own.
        ModelDamaged: one of its configuration files is not JSON.
    """
    if not (folder / "modules.json").is_file():
        raise ModelUnavailable(
            f"{folder} is no sentence-transformers folder: it has no modules.json, so how its vectors are "
            "pooled is unknown. Save it with SentenceTransformer.save, or name another folder."
        )
    _refuse_code(folder)


def screen_cross_encoder(folder: Path) -> None:
    """See that a folder is a cross-encoder that can be loaded without running anyone's code.

    Raises:
        ModelUnavailable: it is no model's folder.
        ModelRefused: its weights are pickles, or it asks for code of its own.
        ModelDamaged: one of its configuration files is not JSON.
    """
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(f"{folder} is no cross-encoder's folder: it has no config.json. Name another folder.")
    _refuse_code(folder)


def _refuse_code(folder: Path) -> None:
    _refuse_pickles(folder)
    if (folder / "modules.json").is_file():
        _refuse_foreign_modules(folder / "modules.json")
    for path in sorted(folder.rglob("*.json")):
        # config.json is read whatever its size: padding must not hide what it asks for.
        if path.name == "config.json" or path.stat().st_size <= LARGEST_CONFIGURATION_BYTES:
            _refuse_remote_code(path)


def _refuse_pickles(folder: Path) -> None:
    # Each module of a model reads its own subfolder, so safetensors in one do not excuse a pickle in another.
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICKLES):
        if not any(path.parent.glob("*.safetensors")):
            raise ModelRefused(
                f"The weights {path} are a pickle, which can run code when opened, and there are no "
                "safetensors beside them. Use a model that is published with safetensors."
            )
    if not any(folder.rglob("*.safetensors")):
        raise ModelRefused(f"{folder} holds no weights in safetensors. Use a model that is published with them.")


def _refuse_foreign_modules(path: Path) -> None:
    modules = _parsed(path)
    entries = modules if isinstance(modules, list) else [modules]
    for entry in entries:
        name = entry.get("type") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name.startswith(OWN_MODULES):
            raise ModelRefused(
                f"{path} asks for the module {name!r}, which is code outside sentence-transformers. Use another model."
            )


def _refuse_remote_code(path: Path) -> None:
    for key, value in _settings(_parsed(path)):
        names_kernel = key.endswith(("attn_implementation", "attn_implementation_internal"))
        if key == "auto_map" or (key == "trust_remote_code" and value) or (names_kernel and "/" in json.dumps(value)):
            raise ModelRefused(
                f"{path} asks for remote code ({key}: {value!r}), which duizhao never runs. Use another model."
            )


def _settings(value: object) -> Iterator[tuple[str, object]]:
    """Walk every key and value of a parsed JSON text, however deep."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield from found.items()
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _parsed(path: Path) -> object:
    try:
        parsed: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(f"{path} is not readable as JSON ({error}). Fetch or save the model again.") from error
    return parsed
