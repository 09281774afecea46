"""What both engines share of language: folding, words, readings, vocabulary, the plan of a query, and the reasons.

Everything an engine is given has passed through here, so two engines cannot come to understand a word differently.
"""
