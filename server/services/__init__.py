"""Use cases: read, decide by the library's rules, write, in one transaction."""
