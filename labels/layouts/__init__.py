"""How the words of each kind of label stand on it."""
