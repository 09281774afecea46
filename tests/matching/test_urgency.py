"""How soon, who first, what is said at once; and legal aid as far as it is known."""

from datetime import timedelta

import pytest

from providers.enums import CheckResult, RiskFlag, Urgency
from providers.rules.aid import checks
from providers.rules.shelf import LEGAL_AID, NO_MEANS_TEST
from providers.rules.urgency import queue_key, safety_note, urgency_of
from tests.matching.market import NOW


@pytest.mark.parametrize(
    ("flags", "usual", "days_left", "urgency"),
    [
        ([], [], None, Urgency.ROUTINE),
        ([], ["normal", "same_day"], None, Urgency.SOON),
        ([], ["same_day", "24h"], None, Urgency.URGENT),
        ([RiskFlag.MINOR], ["normal"], None, Urgency.ROUTINE),
        ([RiskFlag.EVICTION], [], None, Urgency.URGENT),
        ([RiskFlag.LIMITATION_DEADLINE], [], 6, Urgency.URGENT),
        ([RiskFlag.LIMITATION_DEADLINE], [], 7, Urgency.ROUTINE),
        ([RiskFlag.LIMITATION_DEADLINE], [], None, Urgency.ROUTINE),
        ([RiskFlag.EVICTION, RiskFlag.SELF_HARM], ["normal"], None, Urgency.EMERGENCY),
    ],
)
def test_the_most_pressing_sign_counts(
    flags: list[RiskFlag], usual: list[str], days_left: int | None, urgency: Urgency
) -> None:
    assert urgency_of(flags, usual, days_left) is urgency


def test_danger_goes_first_then_the_promise_that_ends_first() -> None:
    soon, late = NOW + timedelta(minutes=1), NOW + timedelta(minutes=9)
    queue = [
        (Urgency.ROUTINE, soon, 1),
        (Urgency.EMERGENCY, None, 2),
        (Urgency.EMERGENCY, late, 3),
        (Urgency.ROUTINE, soon, 4),
    ]
    assert [need for *_, need in sorted(queue, key=lambda waiting: queue_key(*waiting))] == [3, 2, 1, 4]


def test_only_danger_is_answered_with_numbers_to_call() -> None:
    assert safety_note([RiskFlag.MINOR, RiskFlag.CROSS_BORDER]) == ""
    assert "110" in safety_note([RiskFlag.VIOLENCE])


def test_a_victim_of_violence_is_asked_for_no_proof_and_others_learn_what_is_missing() -> None:
    assert {each.result for each in checks(LEGAL_AID, [RiskFlag.VIOLENCE])} == {CheckResult.PASS}
    unknown = checks(LEGAL_AID, [])
    assert {each.result for each in unknown} == {CheckResult.UNKNOWN}
    assert len({each.reason for each in unknown}) == len(LEGAL_AID)
    assert checks([NO_MEANS_TEST], [])[0].rule is NO_MEANS_TEST
