"""Records of other libraries: read from files, brought in, written out."""
