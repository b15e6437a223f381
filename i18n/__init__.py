"""Texts in Kazakh, Russian and English; order and search keys of Kazakh words."""
