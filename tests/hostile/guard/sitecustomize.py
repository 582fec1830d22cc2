"""Python with its connections refused and told: each attempt to leave the machine is a line of $CONNECTIONS_TOLD.

With this folder in PYTHONPATH, every Python that a command starts loads it, its workers too. The command's own socket
on 127.0.0.1 and those of its processes (of the family UNIX) are no connection.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

_TOLD = Path(os.environ["CONNECTIONS_TOLD"])


def _tell(name: str, arguments: Any) -> None:
    with _TOLD.open("a") as file:
        print(name, arguments, file=file)
    raise OSError("no network here")


def _refused(name: str, original: Any) -> Any:
    def refuse(self: socket.socket, *arguments: Any) -> Any:
        return original(self, *arguments) if self.family == socket.AF_UNIX else _tell(name, arguments)

    return refuse


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _refused(_name, getattr(socket.socket, _name)))
socket.getaddrinfo = lambda *arguments, **_options: _tell("getaddrinfo", arguments)  # type: ignore[misc]
