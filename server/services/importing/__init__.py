"""Readers and the catalogue by file: bytes to lines, lines to changes, changes at once."""
