"""actes with its connections refused and told on standard error: `python guarded.py FILE preview FOLDER`.

Each attempt to leave the machine is a line of FILE. Its own socket on 127.0.0.1 and those of its processes
(of the family UNIX) are no connection.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    told = Path(sys.argv[1])
    del sys.argv[1]

    def refused(name: str, original: Any) -> Any:
        def refuse(self: socket.socket, *arguments: Any) -> Any:
            if self.family == socket.AF_UNIX:
                return original(self, *arguments)
            with told.open("a") as file:
                print(name, arguments, file=file)
            raise OSError("no network here")

        return refuse

    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, refused(name, getattr(socket.socket, name)))

    from actes.cli import main

    main()
