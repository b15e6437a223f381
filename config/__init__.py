"""Every setting with its default and meaning, and the defaults as TOML files."""
