"""`make bench`: figures of one run on one machine; read the ratios."""
