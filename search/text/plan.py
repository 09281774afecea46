"""The plan of a question: which tokens an engine looks for, and what each would mean.

A question is a few groups, one for each thing said. A group has choices: the word itself, its parts, its synonyms, its
reading. A document answers a group when it holds all tokens of one choice, and is found when it answers `need` groups.
"""

from dataclasses import dataclass, replace

from search.port import Match
from search.text import choices, words
from search.text.choices import Choice
from search.text.fold import fold
from search.text.vocabulary import Said, Vocabulary

LONGEST_QUESTION = 400  # letters; more is a story, not a question
MOST_GROUPS = 10


@dataclass(frozen=True, slots=True)
class Group:
    """One thing said, and the ways to mean it."""

    said: str
    choices: tuple[Choice, ...]
    telling: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A question, understood as words. `bonus` choices lift documents but find none."""

    text: str = ""
    groups: tuple[Group, ...] = ()
    need: int = 0
    bonus: tuple[Choice, ...] = ()
    segments: tuple[str, ...] = ()
    mapped: tuple[Match, ...] = ()

    @property
    def browses(self) -> bool:
        """Whether nothing was said: everything answers."""
        return not self.text.strip()

    def looser(self) -> "Plan | None":
        """Return a plan that finds more, for a question that found nothing."""
        if self.need > 1:
            return replace(self, need=1)
        pairs = dict.fromkeys(pair for group in self.groups for pair in words.pieces(group.said) if len(pair) > 1)
        if len(pairs) <= max(1, len(self.groups)):
            return None
        groups = tuple(Group(pair, (choices.exact(pair),)) for pair in list(pairs)[:MOST_GROUPS])
        return replace(self, groups=groups, need=max(2, len(groups) // 2))


def plan(text: str, vocabulary: Vocabulary) -> Plan:
    """Plan a full question."""
    folded = fold(text[:LONGEST_QUESTION])
    groups, segments, mapped = _read(folded, vocabulary)
    telling = sorted(groups, key=lambda group: -group.telling)[:MOST_GROUPS]
    kept = tuple(group for group in groups if group in telling)
    need = min(len(kept), 2)
    return Plan(text, kept, need, choices.whole(folded), tuple(segments), tuple(mapped))


def plan_prefix(text: str) -> Plan:
    """Plan what may still be typed on: all of it must be in a name."""
    folded = fold(text[:LONGEST_QUESTION])
    said = list(dict.fromkeys(words.runs(folded)))[:MOST_GROUPS]
    if len({words.is_han(run[0]) for run in said}) > 1:  # a name half in characters, half in the letters of the next
        groups = (Group(folded, choices.half_typed(said)),)
    else:
        groups = tuple(Group(run, choices.of_word(run)) for run in said)
    return Plan(text, groups, len(groups), choices.beginning(folded), tuple(said))


def _read(folded: str, vocabulary: Vocabulary) -> tuple[list[Group], list[str], list[Match]]:
    groups: dict[str, Group] = {}
    segments: list[str] = []
    mapped: list[Match] = []
    place = 0
    for said in [*vocabulary.find(folded), Said(len(folded), len(folded), ())]:
        between = words.words(folded[place : said.start])
        segments += between
        groups.update((word, Group(word, choices.of_word(word), words.telling(word))) for word in _matter(between))
        if said.synonyms:
            phrase = folded[said.start : said.end]
            segments.append(phrase)
            groups[phrase] = Group(phrase, choices.of_phrase(phrase, said.synonyms))
            mapped += [Match(phrase, synonym.term, synonym.kind) for synonym in said.synonyms]
        place = said.end
    if not groups:  # nothing but small words: they are the question
        groups = {word: Group(word, choices.of_word(word)) for word in segments}
    return list(groups.values()), segments, mapped


def _matter(found: list[str]) -> list[str]:
    """Leave out spoken words; join single characters that the dictionary tore apart, drop those left alone."""
    joined: list[str] = []
    alone = ""
    for word in [*found, ""]:
        if len(word) == 1 and words.is_han(word) and not words.is_spoken(word):
            alone += word
            continue
        joined += [alone, word]
        alone = ""
    return [word for word in joined if len(word.strip()) > 1 and not words.is_spoken(word)]
