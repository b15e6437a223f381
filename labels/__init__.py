"""Words in, bytes out: what a label or a printed code looks like."""
