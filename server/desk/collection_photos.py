"""A photo of a damaged textbook, taken on the page where books are scanned."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from library.rights import Right
from server.desk.batch_list import row_number, scan_origin
from server.desk.collecting import open_here, scan_page
from server.desk.guard import allowed
from server.server import Server
from server.services.collection_photos import (
    MOST_BYTES,
    NotAPhoto,
    keep_photo,
    photo_of,
    remove_photo,
)
from server.services.collection_scans import scan_now


def add_collection_photo_pages(pages: Blueprint, server: Server) -> None:
    """Taking, looking, taking away."""

    @pages.post("/collection/scan/photo")
    @allowed(Right.COLLECT)
    def collection_photo() -> str | tuple[str, int]:
        here, number = open_here(request.form), row_number("scan")
        sent = request.files.get("photo")
        content = b"" if sent is None else sent.stream.read(MOST_BYTES + 1)
        try:
            kept = keep_photo(server, scan_origin(server), number, content)
        except NotAPhoto as fault:
            told = scan_now(server, number)
            return scan_page(server, here, told, graded=True, not_photo=fault.code), 422
        return scan_page(server, here, scan_now(server, number), graded=True, photo_kept=kept)

    @pages.post("/collection/scan/photo/remove")
    @allowed(Right.TEXTBOOKS)
    def collection_photo_remove() -> str:
        here, number = open_here(request.form), row_number("scan")
        remove_photo(server, scan_origin(server), number)
        return scan_page(server, here, scan_now(server, number), graded=True)

    # A name may stand on a fly-leaf: pictures are for those who may see names.
    @pages.get("/collection/photo/<int:number>.jpg")
    @allowed(Right.TEXTBOOKS)
    def collection_photo_file(number: int) -> Response:
        found = photo_of(server, number) if number < 2**31 else None
        if found is None:
            abort(404)
        return Response(found, mimetype="image/jpeg")
