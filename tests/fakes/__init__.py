"""Small classes that implement a port, for tests."""
