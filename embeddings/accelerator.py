"""Which GPU torch would work on: asked without importing torch, which takes seconds, where there can be none."""

import platform
import shutil
from pathlib import Path

# What the drivers of Nvidia's and AMD's cards put up on Linux.
DEVICES = (Path("/dev/nvidiactl"), Path("/dev/kfd"))


def accelerator() -> str | None:
    """Name the device in torch's words, "cuda" or "mps"; None for a CPU."""
    if not _can_be_there():
        return None
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else None


def _can_be_there() -> bool:
    if platform.system() == "Darwin":
        return platform.machine() == "arm64"
    return any(device.exists() for device in DEVICES) or shutil.which("nvidia-smi") is not None
