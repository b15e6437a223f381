"""The library's own rules: pure Python, no clock, no files, no database."""
