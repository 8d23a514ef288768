"""Running the web app."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from service.errors import PortBusy
from ui.web.app import build

if TYPE_CHECKING:
    from service.library import Library


def serve(
    library: Library, host: str = "127.0.0.1", port: int = 7860, *, once_up: Callable[[], None] = lambda: None
) -> None:
    """Serve the web app until it is interrupted.

    Args:
        library: what it shows.
        host: the address it listens on.
        port: the port it listens on.
        once_up: called when it answers.

    Raises:
        PortBusy: something else listens there; the hint names a port that is free.
    """
    listening = listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(build(library, host=host), log_level="warning", access_log=False)
    _Announcing(config, address, once_up).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Take an address.

    Raises:
        PortBusy: it is taken; the hint names a port that is free.
    """
    try:
        return _bound(host, port)
    except OSError as error:
        with _bound(host, 0) as other:
            free = other.getsockname()[1]
        raise PortBusy(
            f"port {port} of {host} can't be had ({error.strerror})", hint=f"take a free one: --port {free}"
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except OSError:
        taken.close()
        raise
    return taken


class _Announcing(uvicorn.Server):
    """A server that says where it is when it is up."""

    def __init__(self, config: uvicorn.Config, address: str, once_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._address = address
        self._once_up = once_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"duizhao 对照  {self._address}\n")
        sys.stdout.flush()
        self._once_up()
