"""The pages and files of the preview.

Nothing is served by its path: pictures are those the chapter has (copies that reading has bounded and
cleaned), the page's own files are listed here. There is nothing to climb out of.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from actes import styles
from actes.labels import date_text
from actes.preview import panels, screen
from actes.preview.guard import PICTURE_POLICY
from actes.preview.proof import picture
from actes.preview.studio import Studio, View
from actes.preview.words import word
from actes.writing import fonts

STATIC = {
    "screen.css": (styles.HOUSE / "screen.css", "text/css"),
    "preview.js": (Path(__file__).with_name("preview.js"), "text/javascript"),
}
FACES = ("serif", "serif-italic", "serif-bold", "serif-bold-italic", "sans", "sans-italic", "sans-bold")
ALIVE = 15.0
"""Seconds after which an idle connection is shown to be alive."""
PIECE = 64 * 1024
"""Bytes sent at once of what may be large."""


def application(studio: Studio) -> Starlette:
    """The application that shows `studio`, to be put behind a `Guard`."""
    pages = _Pages(studio)
    made = Starlette(
        routes=[
            Route("/", pages.page),
            Route("/state", pages.states),
            Route("/text", pages.text),
            Route("/panel", pages.panel),
            Route("/proof", pages.proof),
            Route("/proof.pdf", pages.proof_file),
            Route("/proof/{number}.png", pages.proof_page),
            Route("/media/{slug}/{name}", pages.media),
            Route("/static/{name}", pages.static),
            Route("/fonts/{name}.ttf", pages.font),
        ]
    )
    made.router.redirect_slashes = False
    return made


class _Pages:
    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    def _language(self, request: Request) -> str:
        chosen = request.query_params.get("lang", "")
        return chosen if chosen in {"fr", "en"} else self.studio.language

    async def _view(self, request: Request) -> View:
        return await self.studio.view(request.query_params.get("chapter", ""))

    async def page(self, request: Request) -> Response:
        """The page, without the chapter, which it asks for."""
        language = self._language(request)
        return HTMLResponse(panels.render("page", language, other="en" if language == "fr" else "fr"))

    async def states(self, request: Request) -> Response:
        """Server-sent events: what is new, by its number."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        states = self.studio.states()
        coming = asyncio.ensure_future(anext(states))
        try:
            while True:
                done, _ = await asyncio.wait([coming], timeout=ALIVE)
                if not done:
                    yield ": alive\n\n"
                    continue
                if isinstance(coming.exception(), StopAsyncIteration):
                    return
                yield f"data: {coming.result()}\n\n"
                coming = asyncio.ensure_future(anext(states))
        finally:
            coming.cancel()
            await asyncio.wait([coming])
            await states.aclose()

    async def text(self, request: Request) -> Response:
        """The chapter and its number, the notice above it, and its title."""
        language = self._language(request)
        if not self.studio.session.slugs:
            await self.studio.run(self.studio.session.refresh)
        if not self.studio.session.slugs:
            return JSONResponse({"chapter": "", "number": 0, "html": "", "notice": word("left-empty", language)})
        view = await self._view(request)
        notice = view.problem
        if view.made is None and not notice:
            notice = word("never-read", language)
        elif view.made and view.made.stale and not notice:
            notice = word("stale", language)
        slug = self.studio.name(view)
        title = dict(self.studio.chapters()).get(slug, slug)
        return JSONResponse(
            {
                "chapter": slug,
                "number": view.numbers["text"],
                "html": view.text,
                "notice": notice,
                "title": word("preview-of", language, title=title),
            }
        )

    async def panel(self, request: Request) -> Response:
        """What stands beside the chapter, and its number."""
        view, language = await self._view(request), self._language(request)
        number = view.numbers["panel"]
        markup = await self.studio.run(lambda: self.studio.panel(view, language))
        return JSONResponse({"number": number, "html": markup})

    async def proof(self, request: Request) -> Response:
        """The proof pages, as HTML, and their number."""
        view, language = await self._view(request), self._language(request)
        proof = view.proof
        markup = panels.render(
            "proof",
            language,
            chapter=self.studio.name(view),
            proof=proof,
            date=date_text(proof.date, language) if proof else "",
            problem=view.proof_problem,
        )
        return JSONResponse({"number": view.numbers["proof"], "html": markup})

    async def proof_file(self, request: Request) -> Response:
        """The proof as a PDF file."""
        view = await self._view(request)
        if view.proof is None:
            return Response(status_code=404)
        return _in_pieces(view.proof.data, "application/pdf")

    async def proof_page(self, request: Request) -> Response:
        """A page of the proof as a picture."""
        view = await self._view(request)
        number, proof = request.path_params["number"], view.proof
        if proof is None or number not in map(str, range(1, proof.pages + 1)):
            return Response(status_code=404)
        return _in_pieces(await asyncio.to_thread(picture, proof, int(number)), "image/png")

    async def media(self, request: Request) -> Response:
        """A picture of a chapter."""
        view = self.studio.views.get(request.path_params["slug"])
        held = screen.media(view.made.contribution) if view and view.made else {}
        found = held.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        path, media_type = found
        return FileResponse(path, media_type=media_type, headers={"Content-Security-Policy": PICTURE_POLICY})

    async def static(self, request: Request) -> Response:
        """A file of the page itself."""
        found = STATIC.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        path, media_type = found
        return FileResponse(path, media_type=media_type)

    async def font(self, request: Request) -> Response:
        """A face of the book."""
        name = request.path_params["name"]
        if name not in FACES:
            return Response(status_code=404)
        data = await asyncio.to_thread(fonts.data, name)
        return _in_pieces(data, "font/ttf", {"Cache-Control": "private, max-age=86400"})


def _in_pieces(data: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer whose rest waits here, once for all, until its reader has taken what was sent to him."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(data), PIECE):
            yield data[start : start + PIECE]

    length = {"Content-Length": str(len(data))}
    return StreamingResponse(pieces(), media_type=media_type, headers={**length, **(headers or {})})
