"""Devices on cables: they report scans and losses and know no library word."""
