"""The life of an operation: prepared once per text, refused when it asks too much, its faults masked and logged."""

import logging
import re
import secrets
from collections.abc import Iterator
from functools import lru_cache

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    parse,
    specified_rules,
)
from strawberry.extensions import MaskErrors, SchemaExtension
from strawberry.schema.schema import validate_document

from providers.errors import Refusal, Unauthenticated
from schema.guard import MAX_COST, Analysis, analyse, holds_nul, refuse

MAX_TOKENS = 8_000
_CACHED_DOCUMENTS = 256

_NUL = re.compile(r"\\u(?:0000|\{0+\})|\0")

log = logging.getLogger("fawu.operation")


class Guarded(SchemaExtension):
    """Parse, measure and validate a text once, whoever sends it again; refuse what costs too much."""

    introspection = True

    def on_parse(self) -> Iterator[None]:
        if self.execution_context.query:
            self.execution_context.graphql_document = _prepared(self.execution_context.query)[0]
        yield

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if context.query and context.pre_execution_errors is None:
            schema = context.schema._schema  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  it has no other name
            context.pre_execution_errors = list(_validated(schema, context.query, self.introspection))
            several = len(_prepared(context.query)[1].operations) > 1
            if several and context._provided_operation_name is None:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
                # Strawberry would run the first
                context.pre_execution_errors.append(refuse("GRAPHQL_INVALID", "several operations: say operationName"))
        yield

    def on_execute(self) -> Iterator[None]:
        context = self.execution_context
        if context.query:
            cost = _cost(_prepared(context.query)[1], context.operation_name, context.variables or {})
            if cost > MAX_COST:
                raise refuse(
                    "COST_LIMIT", f"this operation may touch too much: ask for fewer at once (limit {MAX_COST})"
                )
            if _NUL.search(context.query) or holds_nul(context.variables):
                raise refuse("BAD_USER_INPUT", "a text may not hold the character U+0000: leave it out")
        yield


class GuardedWithoutIntrospection(Guarded):
    """The same in production, where the schema is not told."""

    introspection = False


class Faults(MaskErrors):
    """Refusals and clients' errors pass with a stable code; faults are logged under an id that the client also gets."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=lambda _: True)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        cause = error.original_error
        if isinstance(cause, Unauthenticated):
            return _said(error, "请先登录。", "UNAUTHENTICATED")
        if isinstance(cause, Refusal):
            return _said(error, cause.message, cause.code)
        if cause is None or isinstance(cause, GraphQLError):
            return _with_code(error)
        fault = secrets.token_hex(8)
        log.error("fault", exc_info=cause, extra={"fault_id": fault, "path": error.path})
        return _said(error, f"服务器出了故障，请稍后再试；反馈时请附上编号 {fault}。", "INTERNAL", fault_id=fault)


def _said(error: GraphQLError, message: str, code: str, **facts: str) -> GraphQLError:
    return GraphQLError(message, nodes=error.nodes, path=error.path, extensions={"code": str(code), **facts})


def _with_code(error: GraphQLError) -> GraphQLError:
    if not (error.extensions or {}).get("code"):
        error.extensions = {
            **(error.extensions or {}),
            "code": "GRAPHQL_INVALID" if error.path is None else "BAD_USER_INPUT",
        }
    return error


@lru_cache(maxsize=_CACHED_DOCUMENTS)
def _prepared(text: str) -> tuple[DocumentNode, Analysis]:
    try:
        document = parse(text, max_tokens=MAX_TOKENS)
        return document, analyse(document)
    except RecursionError as error:
        raise refuse("DEPTH_LIMIT", "this document nests too deep to be read") from error


@lru_cache(maxsize=_CACHED_DOCUMENTS)
def _validated(schema: GraphQLSchema, text: str, introspection: bool) -> tuple[GraphQLError, ...]:  # noqa: FBT001 a cache key
    document, analysis = _prepared(text)
    if analysis.refused:
        return (analysis.refused,)
    rules = () if introspection else (NoSchemaIntrospectionCustomRule,)
    return tuple(validate_document(schema, document, (*specified_rules, *rules)))


def _cost(analysis: Analysis, operation: str | None, variables: dict[str, object]) -> int:
    try:
        return analysis.cost(operation, variables)
    except RecursionError as error:
        raise refuse("DEPTH_LIMIT", "this document chains too many fragments") from error
