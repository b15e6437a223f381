"""Ways a station reaches a library system; all speak the port in link.py."""
