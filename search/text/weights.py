"""How much things weigh in the order of an answer. The one place to tune."""

# The best service stands above its listings.
KINDS = {"service": 2.0, "guide": 1.6, "window": 1.5, "provider": 1.35, "practitioner": 1.15, "listing": 1.0}
KIND_ELSE = 1.0

# Where a word stands. `forms` are the name's own readings, beginnings and initials.
FIELDS = {"name": 4.0, "aliases": 3.0, "keywords": 1.5, "body": 0.6}
FORMS = 2.0

# How a word was meant.
WHOLE_NAME = 6.0
EXACT = 1.0
IN_PARTS = 0.7
SYNONYM = 0.8
PINYIN = 0.8
BEGINNING = 0.6
INITIALS = 0.5
TYPO = 0.4

# A boost of one stands just above the best that only matches words.
BOOST = 1.01


def of_kind(kind: str) -> float:
    """Return the weight of a kind of document, 1 or more."""
    return KINDS.get(kind, KIND_ELSE)
