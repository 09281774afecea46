"""Queries, a room for each part of the market; they do not lean on each other."""
