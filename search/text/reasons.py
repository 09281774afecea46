"""Reasons: why a document answers a question, and where. Found by reading its texts, on no engine's word."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.port import Document, Match, Part
from search.text import forms, readings, words
from search.text.choices import Choice
from search.text.fold import fold, fold_aligned
from search.text.plan import Group, Plan

_AROUND = 30  # letters of the body shown on each side of the first hit
_ORDER = ("EXACT", "COLLOQUIAL", "SYNONYM", "PREFIX", "PINYIN", "TYPO")


class _Text(NamedTuple):
    field: str
    text: str
    folded: str
    places: Sequence[int]


class _Found(NamedTuple):
    where: _Text
    match: Match
    spans: tuple[tuple[int, int], ...]


def explain(plan: Plan, document: Document) -> tuple[tuple[Match, ...], dict[str, tuple[Part, ...]]]:
    """Return the reasons, one for each thing said that is there, and the texts with their hits."""
    texts = list(_texts(document))
    found = [reason for group in plan.groups for reason in _reasons(group, texts)]
    best: dict[str, Match] = {}
    for reason in sorted(found, key=lambda one: _ORDER.index(one.match.kind)):
        best.setdefault(reason.match.said, reason.match)
    matched = tuple(best[group.said] for group in plan.groups if group.said in best)
    return matched, _highlights(texts, found)


def corrected(plan: Plan, matched: Sequence[Match]) -> str | None:
    """Return the question with its misspelt words put right as the best hit has them, if any."""
    slips = {match.said: match.term for match in matched if match.kind == "TYPO"}
    if not slips:
        return None
    return " ".join(slips.get(word, word) for word in plan.segments)


def begins(plan: Plan, document: Document) -> int:
    """Return 0 when the name begins with what was typed, 1 when an alias or a reading does, 2 otherwise."""
    typed = forms.whole(fold(plan.text))
    if forms.whole(fold(document.name)).startswith(typed):
        return 0
    for name in map(fold, (document.name, *document.aliases)):
        syllables = readings.read(forms.whole(name))
        ways = (forms.whole(name), "".join(syllables), "".join(one[:1] for one in syllables))
        if any(way.startswith(typed) for way in ways):
            return 1
    return 2


def _texts(document: Document) -> Iterator[_Text]:
    yield _Text("name", document.name, *fold_aligned(document.name))
    for alias in document.aliases:
        yield _Text("aliases", alias, *fold_aligned(alias))
    for keyword in document.keywords:
        yield _Text("keywords", keyword, *fold_aligned(keyword))
    yield _Text("body", document.body, *fold_aligned(document.body))


def _reasons(group: Group, texts: list[_Text]) -> Iterator[_Found]:
    choices = {(choice.kind, choice.term, choice.surface): choice for choice in reversed(group.choices)}
    for text in texts:
        for choice in reversed(choices.values()):
            if spans := tuple(_spans(choice, text)):
                yield _Found(text, _match(group, choice, text, spans[0]), spans)
                break


def _match(group: Group, choice: Choice, text: _Text, span: tuple[int, int]) -> Match:
    if choice.kind == "EXACT":
        aliased = text.field == "aliases"
        return Match(group.said, text.text if aliased else group.said, "COLLOQUIAL" if aliased else "EXACT")
    if choice.kind in {"SYNONYM", "COLLOQUIAL"}:
        return Match(group.said, choice.term, choice.kind)
    start, end = text.places[span[0]], text.places[span[1] - 1] + 1
    return Match(group.said, text.text[start:end], choice.kind)


def _spans(choice: Choice, text: _Text) -> Iterator[tuple[int, int]]:
    if choice.kind == "PINYIN":
        return _aloud(choice.term, text) if text.field in {"name", "aliases"} else iter(())
    if choice.kind == "TYPO":
        return _slips(choice.term, text) if text.field in {"name", "aliases"} else iter(())
    return _surfaces(choice, text)


def _surfaces(choice: Choice, text: _Text) -> Iterator[tuple[int, int]]:
    """Find what is written; of a choice of several words all must be in this text."""
    if not all(surface in text.folded for surface in choice.surface):
        return
    for surface in choice.surface:
        start = text.folded.find(surface)
        while start >= 0:
            if _at_word(choice, text.folded, start, start + len(surface)):
                yield start, start + len(surface)
            start = text.folded.find(surface, start + 1)


def _at_word(choice: Choice, folded: str, start: int, end: int) -> bool:
    """Latin words are matched whole, or from their beginning; Chinese ones anywhere."""
    if not folded[start].isascii():
        return True
    free = not (folded[start - 1 : start].isascii() and folded[start - 1 : start].isalnum())
    done = not (folded[end : end + 1].isascii() and folded[end : end + 1].isalnum())
    return free and (done or choice.kind == "PREFIX")


def _aloud(letters: str, text: _Text) -> Iterator[tuple[int, int]]:
    """Find characters whose pinyin, or whose initials, are the letters."""
    place = 0
    for run in words.runs(text.folded):
        place = text.folded.index(run, place)
        if words.is_han(run[0]):
            syllables = readings.read(run)
            for start in (at for at, syllable in enumerate(syllables) if syllable[:1] == letters[:1]):
                if length := _said_from(letters, syllables[start:]):
                    yield place + start, place + start + length
        place += len(run)


def _said_from(letters: str, syllables: list[str]) -> int:
    """Return how many syllables from the first spell the letters (the last may be unfinished), or 0."""
    firsts = "".join(syllable[:1] or "?" for syllable in syllables)
    if len(letters) > 1 and firsts.startswith(letters):
        return len(letters)
    spelt = ""
    for length, syllable in enumerate(syllables, 1):
        spelt += syllable
        if not syllable or len(spelt) >= len(letters):
            return length if spelt.startswith(letters) else 0
        if not letters.startswith(spelt):
            return 0
    return 0


def _slips(word: str, text: _Text) -> Iterator[tuple[int, int]]:
    keys = forms.nearly(word)
    place = 0
    for run in words.runs(text.folded):
        place = text.folded.index(run, place)
        if len(run) in forms.NEARLY_LENGTHS and not forms.nearly(run).isdisjoint(keys):
            yield place, place + len(run)
        place += len(run)


def _highlights(texts: list[_Text], found: list[_Found]) -> dict[str, tuple[Part, ...]]:
    shown: dict[str, tuple[Part, ...]] = {}
    for text in texts:
        spans = sorted(span for reason in found if reason.where is text for span in reason.spans)
        if spans and text.field not in shown:
            marked = [(text.places[start], text.places[end - 1] + 1) for start, end in spans]
            shown[text.field] = tuple(_parts(text, marked))
    return shown


def _parts(text: _Text, marked: list[tuple[int, int]]) -> Iterator[Part]:
    place, stop = 0, len(text.text)
    if text.field == "body":
        place, stop = max(0, marked[0][0] - _AROUND), min(stop, marked[0][1] + 3 * _AROUND)
    for start, end in _joined(marked):
        if start >= stop:
            break
        if start > place:
            yield Part(text.text[place:start], hit=False)
        yield Part(text.text[start:end], hit=True)
        place = end
    if place < stop:
        yield Part(text.text[place:stop], hit=False)


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that touch; they come sorted."""
    start, end = spans[0]
    for left, right in spans[1:]:
        if left > end:
            yield start, end
            start, end = left, right
        else:
            end = max(end, right)
    yield start, end
