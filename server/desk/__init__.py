"""The librarian's desk: what needs a person now, in the browser of a signed-in member of staff."""

from server.desk.pages import desk_pages

__all__ = ["desk_pages"]
