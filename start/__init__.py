"""Preparation, assembly, start-up and stop: the one package that knows all the others."""
