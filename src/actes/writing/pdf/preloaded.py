"""What the server that layout workers are forked from loads once for all of them: the engine and the faces."""

from actes.writing import fonts
from actes.writing.pdf import render

for _face in fonts.FACES:
    fonts.data(_face.name)

__all__ = ["render"]
