"""Papers with a signature: registers and acts as PDF. Nothing here reads or writes a library:
values come in, bytes go out."""
