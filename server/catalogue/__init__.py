"""The public pages of the library: no person in them, no sign-in before them."""

from server.catalogue.pages import public_pages

__all__ = ["public_pages"]
