"""Tests mirror the packages; builders and fakes stand beside them."""
