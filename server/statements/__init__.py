"""Every query of the scan path, written once; `Library` keeps its SQL (never built per scan).

Rows are read by position in `server.facts`: a column added here is added there.
"""
