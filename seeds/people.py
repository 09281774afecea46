"""The people of a development database: one of every role, who sign in with these phones and the development code."""

from dataclasses import dataclass

from providers.enums import Role

WORKPLACE = "sample-law-firm-001"  # where the two of an institution work


@dataclass(frozen=True, slots=True)
class SeedPerson:
    """A made-up person; those of an institution hold their role there."""

    phone: str
    name: str
    role: Role
    workplace: str | None = None


PEOPLE = (
    SeedPerson("+8613800000001", "样例市民甲", Role.CITIZEN),
    SeedPerson("+8613800000002", "样例市民乙", Role.CITIZEN),
    SeedPerson("+8613800000003", "样例窗口人员", Role.WINDOW_CLERK),
    SeedPerson("+8613800000004", "样例热线人员", Role.HOTLINE_AGENT),
    SeedPerson("+8613800000005", "样例机构人员", Role.PROVIDER_STAFF, WORKPLACE),
    SeedPerson("+8613800000006", "样例机构管理员", Role.PROVIDER_ADMIN, WORKPLACE),
    SeedPerson("+8613800000007", "样例调度员", Role.DISPATCHER),
    SeedPerson("+8613800000008", "样例审核员", Role.MODERATOR),
    SeedPerson("+8613800000009", "样例审计员", Role.AUDITOR),
    SeedPerson("+8613800000010", "样例中心管理员", Role.CENTRE_ADMIN),
)
