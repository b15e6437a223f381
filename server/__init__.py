"""The school's record of truth: tables, use cases, desk, station interface."""
