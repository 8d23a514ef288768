"""Settings: one table, from which flags, environment variables and their help are made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from service.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: by a flag, else by an environment variable, else its default.

    Attributes:
        where: what the default is on any machine, where it is another on each.
    """

    name: str
    default: str
    help: str
    where: str = ""

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"DUIZHAO_{self.name.upper()}"

    @property
    def default_said(self) -> str:
        """The default, as it may be said on any machine."""
        return self.where or self.default or "none"


SETTINGS = (
    Setting("home", str(user_data_path("duizhao")), "folder of the library", "in your user-data folder"),
    Setting("model", "multilingual-e5-small", "embedding model: a known name, a folder, or org/name@revision"),
    Setting("reranker", "", "cross-encoder that looks again at the first hits of ask: a folder, or org/name@revision"),
    Setting(
        "models",
        str(user_cache_path("duizhao") / "models"),
        "folder where prepared models are kept",
        "in your cache folder",
    ),
    Setting("host", "127.0.0.1", "address that the web app listens on"),
    Setting("port", "7860", "port that the web app listens on"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set."""

    home: Path
    model: str
    reranker: str
    models: Path
    host: str
    port: int


def settings(flags: Mapping[str, str | None], environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        flags: what the command line gave, by name; None where it gave nothing.
        environment: the environment's variables.

    Raises:
        BadRequest: the port is no number from 1 to 65535.
    """
    found = {s.name: flags.get(s.name) or environment.get(s.variable) or s.default for s in SETTINGS}
    assert {field.name for field in fields(Settings)} == set(found)  # noqa: S101  # the table and the class go together
    port = found["port"]
    if not port.isdecimal() or not 0 < int(port) < 65536:  # noqa: PLR2004
        raise BadRequest(f"the port {port!r} is no number from 1 to 65535", hint="give one, such as --port 7860")
    return Settings(
        Path(found["home"]).expanduser(),
        found["model"],
        found["reranker"],
        Path(found["models"]).expanduser(),
        found["host"],
        int(port),
    )
