"""UTF-8, whatever the locale says: names of files, messages and what workers read are the same everywhere."""

from __future__ import annotations

import os
import sys

from actes.diagnostics import MachineError


def speak_utf8() -> None:
    """Start Python again in UTF-8 mode (PEP 540) when it took its encoding of file names from an older locale.

    Without it, `LC_ALL=C` with `PYTHONUTF8=0` or a locale in ISO 8859-1 would find no file with an accent in its
    name. Nothing is done where names are in UTF-8 already. Raises MachineError when UTF-8 was forbidden (`-X utf8=0`).
    """
    if sys.flags.utf8_mode or sys.getfilesystemencoding().lower().replace("-", "") == "utf8":
        return
    if "utf8" in sys._xoptions:
        raise MachineError("Python was started with “-X utf8=0”: start it without, names and texts are in UTF-8")
    # processes of the build start with the variables of this one
    os.environ["PYTHONUTF8"] = "1"
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
