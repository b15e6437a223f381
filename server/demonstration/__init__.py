"""A school to try things on: made-up people, real titles, loans of the last weeks.

It exists only in `--demo`; a real library never imports it.
"""
