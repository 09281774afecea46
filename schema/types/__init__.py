"""The types of the graph; their modules refer backwards only: viewer → matching → booking → catalog."""
