"""The touchscreen station: a pure session, its screens and its link to a library."""
