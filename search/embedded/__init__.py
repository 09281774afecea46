"""The embedded engine: tantivy in a folder of this machine, shared by its processes, with one writer at a time."""
