"""`triage` on the command line: a line in, a line out, whatever the line is."""

from pathlib import Path

import orjson

from tests.edge.server import command

LINES = [
    '{"text": "老板拖欠我三个月工资怎么办"}',
    "{",
    "",
    "[]",
    '{"text": 7}',
    '{"words": "…"}',
    '{"text": ""}',
    '{"text": "\\ud800"}',
    '{"text": "他又打我了，我现在很害怕"}',
]
KEYS = {"services", "areas", "flags", "deadlines", "needs_human"}


def test_line_in_line_out(tmp_path: Path) -> None:
    ended = command(tmp_path, "triage", given="\n".join(LINES) + "\n")
    assert ended.returncode == 0, ended.stderr
    answers = [orjson.loads(line) for line in ended.stdout.splitlines()]
    assert len(answers) == len(LINES)
    assert [set(answer) == KEYS for answer in answers] == [True, *[False] * 5, True, False, True]
    assert [answer["error"]["code"] for answer in answers if "error" in answer] == [
        "INVALID_JSON",
        "INVALID_JSON",
        "INVALID",
        "INVALID",
        "INVALID",
        "INVALID_JSON",
    ]
    best = answers[0]["services"][0]
    assert set(best) == {"code", "name", "confidence"}
    assert best["name"]
    assert "VIOLENCE" in " ".join(answers[-1]["flags"])
    assert list(tmp_path.iterdir()) == []


def test_thousands_of_lines_in_one_call(tmp_path: Path) -> None:
    line = orjson.dumps({"text": "楼上漏水把我家天花板泡坏了，物业不管"}).decode()
    ended = command(tmp_path, "triage", given=f"{line}\n" * 3000)
    answers = ended.stdout.splitlines()
    assert len(answers) == 3000
    assert set(answers) == {answers[0]}
