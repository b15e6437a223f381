"""The SIP2 codec; filled when other library systems are connected."""
