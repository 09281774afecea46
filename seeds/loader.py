"""Loading a folder of CSV files: read and judged first, then stored in one go."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from providers import content
from providers.accounts import Person
from providers.content import Loading, Outcome
from providers.enums import Role
from seeds import files
from seeds.files import File, Part
from seeds.generator import Ground, Sample, generate
from seeds.people import PEOPLE
from seeds.report import FileReport, Report
from seeds.rows.institutions import ListingRow
from seeds.table import Table, read_table

CONTENT = Path(__file__).parent / "content"

Progress = Callable[[str, int, int], None]  # what, done, of how many
EnsurePerson = Callable[[Person, datetime], Awaitable[object]]
Tables = dict[str, Table[Any]]


class NoContent(Exception):
    """The folder cannot be loaded at all; the message says why."""


async def load(
    folder: Path | None,
    now: datetime,
    progress: Progress,
    people: EnsurePerson | None = None,
    *,
    samples: bool | None = None,
) -> Report:
    """Load a folder, or the content shipped here; `samples` asks for made-up institutions (by default with ours only).

    `people` stores the people of a development database; without it there are none.
    """
    tables = read_folder(folder or CONTENT)
    wanted = samples if samples is not None else folder is None
    made_up = wanted and tables[files.PROVIDERS.name].missing
    kept = made_up and await content.has_samples()
    sample = generate(ground_of(tables), now) if made_up and not kept else Sample()
    job = _Job(tables | sample_tables(sample), sample, progress, now, people)
    report = await content.load_in_one_go(job.run, now)
    report.samples_kept = kept
    return report


def read_folder(folder: Path) -> Tables:
    """Read every known file of a folder; raises NoContent when there is none."""
    if not folder.is_dir():
        raise NoContent(f"{folder} is no folder")
    tables: Tables = {file.name: read_table(folder / file.name, file.form) for file in files.ALL}
    if all(table.missing for table in tables.values()):
        raise NoContent(f"{folder} holds none of {', '.join(tables)}")
    return tables


def ground_of(tables: Tables) -> Ground:
    """Return what made-up institutions stand on."""
    return Ground(
        types=tuple(tables[files.PROVIDER_TYPES.name].rows.values()),
        services=tuple(tables[files.SERVICES.name].rows.values()),
        districts=tuple(tables[files.DISTRICTS.name].rows.values()),
        subdistricts=tuple(tables[files.SUBDISTRICTS.name].rows.values()),
        languages=tuple(tables[files.LANGUAGES.name].rows.values()),
    )


def sample_tables(sample: Sample) -> Tables:
    """Return made-up institutions in the form of an operator's files."""
    made = zip(files.INSTITUTIONS, (sample.providers, sample.practitioners, sample.listings), strict=True)
    return {file.name: Table[Any](file.name, dict(enumerate(rows, 2))) for file, rows in made if rows}


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be stored in one go."""

    tables: Tables
    sample: Sample
    progress: Progress
    now: datetime
    people: EnsurePerson | None

    async def run(self, loading: Loading) -> Report:
        report = Report(first=loading.first)
        if self.tables[files.CENTRE.name].missing and not await loading.keys(content.CENTRE):
            self.tables[files.CENTRE.name] = read_table(CONTENT / files.CENTRE.name, files.CENTRE.form)
        for file in files.ALL:
            table = self.tables[file.name]
            if not table.missing:
                report.files.append(await self._store(loading, file, table))
            elif file in files.SHELF and file is not files.CENTRE:
                report.files.append(FileReport(file.name, remarks=["not in the folder, left as it is"]))
        report.guides = await loading.rewrite_guides()
        await loading.put_closings(self.sample.closings)
        report.people = await self._store_people()
        return report

    async def _store(self, loading: Loading, file: File, table: Table[Any]) -> FileReport:
        report = FileReport(file.name, remarks=list(table.remarks))
        report.take(content.refusals(table.refused.items()))
        bar = _Bar(self.progress, file.name, len(table.rows))
        if file is files.LISTINGS:
            rows: Iterable[tuple[int, ListingRow]] = table.rows.items()
            outcome = await loading.put_listings([row.entry(line) for line, row in rows], bar.tick)
        else:
            outcome = await _store_parts(loading, file, table, bar)
        report.take(outcome)
        if not loading.first and table.rows:
            report.gone = await _gone(loading, file, table)
        return report

    async def _store_people(self) -> int:
        if self.people is None:
            return 0
        places = await content.provider_ids([person.workplace for person in PEOPLE if person.workplace])
        for person in PEOPLE:
            works_at = places.get(person.workplace or "")
            memberships: Mapping[int, Role] = {works_at: person.role} if works_at else {}
            roles = () if person.workplace else (person.role,)
            await self.people(Person(person.phone, person.name, roles, memberships), self.now)
        return len(PEOPLE)


@dataclass(slots=True)
class _Bar:
    """Counts the rows of a file; a row of several parts counts once."""

    progress: Progress
    name: str
    total: int
    done: int = 0

    def tick(self, more: int) -> None:
        self.done = min(self.total, self.done + more)
        self.progress(self.name, self.done, self.total)

    def rest(self, _: int) -> None:
        """Parts beside the thing itself are not counted."""


async def _store_parts(loading: Loading, file: File, table: Table[Any], bar: _Bar) -> Outcome:
    """Store part by part; a row that was refused in one goes no further."""
    outcome = content.refusals(_twice(file, table))
    for part in (*file.parts, *file.then):
        records = [
            record
            for line, row in table.rows.items()
            if line not in outcome.refused
            for record in part.records(row, line)
        ]
        outcome += await loading.put(part.kind, records, bar.tick if part.kind is file.kind else bar.rest)
    return outcome


def _twice(file: File, table: Table[Any]) -> Iterator[tuple[int, str]]:
    """Tell the rows that claim what another row holds, before anything of them is stored."""
    for part in file.then:
        lines = dict[tuple[Any, ...], int]()
        for line, row in table.rows.items():
            for record in part.records(row, line):
                first = lines.setdefault(_own_key(part, record.values), line)
                if first != line:
                    yield line, f"the same {part.kind.word} stands on line {first}"


async def _gone(loading: Loading, file: File, table: Table[Any]) -> list[str]:
    kept = {
        _own_key(part, record.values)
        for part in file.parts
        if part.kind is file.kind
        for line, row in table.rows.items()
        for record in part.records(row, line)
    }
    return sorted(" ".join(map(str, key)) for key in await loading.keys(file.kind) - kept)


def _own_key(part: Part, values: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("provider", "service") if part.kind is content.LISTING else part.kind.key
    return tuple(values[name] for name in names)
