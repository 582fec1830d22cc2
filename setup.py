"""What pyproject.toml cannot say: a wheel carries the JATS DTDs that npm brought into the checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SCHEMAS = Path(__file__).parent / "node_modules" / "@jats4r" / "dtds" / "schema"
VERSIONS = ("1.2", "1.3", "1.4")


class BuildWithSchemas(build_py):
    """Copies the DTDs into `actes/dtds`; an editable installation finds them where npm put them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        if not SCHEMAS.is_dir():
            raise SystemExit("the JATS DTDs are missing: run `make setup` before building a wheel")
        target = Path(self.build_lib) / "actes" / "dtds"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for source in [p for p in SCHEMAS.iterdir() if p.is_file()]:
            shutil.copy2(source, target)
        for version in VERSIONS:
            if (SCHEMAS / version).is_dir():
                shutil.copytree(SCHEMAS / version, target / version)


setup(cmdclass={"build_py": BuildWithSchemas})
