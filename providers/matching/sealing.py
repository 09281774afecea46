"""The sealed words of a need: its statement, its reading, and the inputs of its match, each bound to its place."""

import base64
import zlib
from dataclasses import dataclass

from pydantic import TypeAdapter

from providers.models import Need
from providers.rules.reading import Reading
from providers.vault import Vault

_READING = TypeAdapter(Reading)


@dataclass(frozen=True, slots=True)
class Words:
    """Seals and opens what citizens said."""

    vault: Vault

    def seal_statement(self, number: str, statement: str) -> str:
        return self.vault.seal(statement, f"need.statement.{number}")

    def statement(self, need: Need) -> str:
        return self.vault.open(need.statement_sealed, f"need.statement.{need.number}")

    def seal_reading(self, number: str, reading: Reading) -> str:
        return self.vault.seal(_READING.dump_json(reading).decode(), f"need.reading.{number}")

    def reading(self, need: Need) -> Reading:
        return _READING.validate_json(self.vault.open(need.reading_sealed, f"need.reading.{need.number}"))

    def seal_inputs(self, seed: str, inputs: bytes) -> str:
        packed = base64.b64encode(zlib.compress(inputs)).decode()
        return self.vault.seal(packed, f"match_run.inputs.{seed}")

    def inputs(self, seed: str, sealed: str) -> bytes:
        return zlib.decompress(base64.b64decode(self.vault.open(sealed, f"match_run.inputs.{seed}")))
