"""What an operation may ask: one analysis per document, linear in its size, kept with the validated document.

Fragments are measured once each and their measures shared, so that chained fragments cost no more than they are long.
Depth and counts are fixed by the text; cost depends on variables (`first`, `ids`) and is summed anew for each call.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

MAX_DEPTH = 16
MAX_ALIASES = 50
MAX_REPEATS = 50  # one response name asked again in one selection: comparing them is quadratic
MAX_COST = 10_000
LIST_OF_UNKNOWN_LENGTH = 10
_SIZES = ("first", "last", "perDay", "limit")


def refuse(code: str, message: str, **facts: int) -> GraphQLError:
    """Make the error of an operation that asks too much."""
    return GraphQLError(message, extensions={"code": code, **facts})


def holds_nul(value: object) -> bool:
    """Whether a text anywhere inside holds U+0000, which PostgreSQL stores in no text."""
    left = [value]
    while left:
        part = left.pop()
        if isinstance(part, str):
            if "\0" in part:
                return True
        elif isinstance(part, dict):
            left += cast("dict[str, object]", part).values()
        elif isinstance(part, list):
            left += cast("list[object]", part)
    return False


@dataclass(slots=True)
class Measure:
    """Cost of a selection: its own fields, sub-selections with what multiplies them, and shared fragments."""

    own: int = 0
    parts: list[tuple[int | str, "Measure"]] = field(default_factory=list[tuple[int | str, "Measure"]])
    spreads: list[str] = field(default_factory=list[str])

    def cost(self, variables: Mapping[str, Any], fragments: Mapping[str, "Measure"], known: dict[str, int]) -> int:
        total = self.own
        for times, part in self.parts:
            total += _times(times, variables) * part.cost(variables, fragments, known)
        for name in self.spreads:
            if name not in known:
                known[name] = 0  # a circle counts once; validation refuses it
                known[name] = fragments[name].cost(variables, fragments, known) if name in fragments else 0
            total += known[name]
        return min(total, MAX_COST + 1)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The measures of a document by operation name and by fragment name."""

    operations: Mapping[str, Measure]
    fragments: Mapping[str, Measure]
    refused: GraphQLError | None

    def cost(self, operation: str | None, variables: Mapping[str, Any]) -> int:
        wanted = [m for name, m in self.operations.items() if operation in (None, name)]
        return max((m.cost(variables, self.fragments, {}) for m in wanted), default=0)


def analyse(document: DocumentNode) -> Analysis:
    """Measure a document that need not be valid yet."""
    walk = _Walk()
    operations: dict[str, Measure] = {}
    fragments: dict[str, Measure] = {}
    depths: dict[str, int] = {}
    spreads: dict[str, list[tuple[int, str]]] = {}
    for node in document.definitions:
        if not isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
            continue
        is_fragment = isinstance(node, FragmentDefinitionNode)
        name = node.name.value if node.name else ""
        key = f"fragment {name}" if is_fragment else f"operation {name}"
        measure, depths[key], spreads[key] = walk.definition(node.selection_set)
        (fragments if is_fragment else operations)[name] = measure
    deepest = max((_depth(key, depths, spreads, {}) for key in depths), default=0)
    return Analysis(operations, fragments, walk.refusal(deepest))


class _Walk:
    """Counts over a whole document while its selections are measured."""

    def __init__(self) -> None:
        self.aliases = 0
        self.repeats = 0

    def definition(self, selections: SelectionSetNode | None) -> tuple[Measure, int, list[tuple[int, str]]]:
        spreads: list[tuple[int, str]] = []
        deepest = [0]
        return self._measure(selections, 1, deepest, spreads), deepest[0], spreads

    def _measure(
        self, selections: SelectionSetNode | None, depth: int, deepest: list[int], spreads: list[tuple[int, str]]
    ) -> Measure:
        measure = Measure()
        names: Counter[str] = Counter()
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                names[(node.alias or node.name).value] += 1
                self.aliases += node.alias is not None
                if node.name.value.startswith("__"):
                    continue
                deepest[0] = max(deepest[0], depth)
                measure.own += 1
                if node.selection_set:
                    part = self._measure(node.selection_set, depth + 1, deepest, spreads)
                    measure.parts.append((_multiplier(node), part))
            elif isinstance(node, InlineFragmentNode):
                measure.parts.append((1, self._measure(node.selection_set, depth, deepest, spreads)))
            elif isinstance(node, FragmentSpreadNode):
                measure.spreads.append(node.name.value)
                spreads.append((depth - 1, node.name.value))
        self.repeats = max(self.repeats, max(names.values(), default=0))
        return measure

    def refusal(self, depth: int) -> GraphQLError | None:
        if depth > MAX_DEPTH:
            return refuse("DEPTH_LIMIT", f"selections may nest {MAX_DEPTH} deep, not {depth}", depth=depth)
        if self.aliases > MAX_ALIASES:
            return refuse("ALIAS_LIMIT", f"at most {MAX_ALIASES} aliases, not {self.aliases}", aliases=self.aliases)
        if self.repeats > MAX_REPEATS:
            return refuse("REPEAT_LIMIT", f"a field may be repeated {MAX_REPEATS} times in one selection")
        return None


def _depth(
    key: str, depths: Mapping[str, int], spreads: Mapping[str, list[tuple[int, str]]], known: dict[str, int]
) -> int:
    if key not in known:
        known[key] = depths.get(key, 0)  # a circle ends here
        below = (at + _depth(f"fragment {name}", depths, spreads, known) for at, name in spreads.get(key, ()))
        known[key] = max(known[key], *below, 0)
    return known[key]


def _multiplier(node: FieldNode) -> int | str:
    """Return the size of the list behind a field: a number, or the name of the variable that says it."""
    for argument in node.arguments or ():
        value = argument.value
        if argument.name.value in _SIZES and isinstance(value, IntValueNode):
            return max(int(value.value), 1)
        if argument.name.value == "ids" and isinstance(value, ListValueNode):
            return max(len(value.values), 1)
        if argument.name.value in (*_SIZES, "ids") and isinstance(value, VariableNode):
            return value.name.value
    inside = node.selection_set.selections if node.selection_set else ()
    named = {child.name.value for child in inside if isinstance(child, FieldNode)}
    return LIST_OF_UNKNOWN_LENGTH if named & {"edges", "nodes"} else 1


def _times(times: int | str, variables: Mapping[str, Any]) -> int:
    value: Any = variables.get(times) if isinstance(times, str) else times
    size = len(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType]
    return max(size, 1) if isinstance(size, int) else LIST_OF_UNKNOWN_LENGTH
