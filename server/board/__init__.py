"""The board of the collection in the hall: a page without names, for a screen nobody touches."""

from server.board.pages import board_pages

__all__ = ["board_pages"]
