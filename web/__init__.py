"""What all pages share: the app factory, the stream, tokens, fonts and icons."""
