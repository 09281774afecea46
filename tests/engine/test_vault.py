"""What the vault keeps shut."""

import base64

import pytest

from providers.vault import SealBroken, Vault

PLACE = "need.statement:FZ-1"
STATEMENT = "老板拖欠我三个月工资"


def altered(seal: str, position: int) -> str:
    version, key_id, body = seal.split(".")
    raw = bytearray(base64.b64decode(body))
    raw[position] ^= 1
    return f"{version}.{key_id}.{base64.b64encode(raw).decode()}"


def test_opens_what_it_sealed_and_never_seals_alike() -> None:
    vault = Vault("secret")
    first, second = vault.seal(STATEMENT, PLACE), vault.seal(STATEMENT, PLACE)
    assert first != second
    assert vault.open(first, PLACE) == vault.open(second, PLACE) == STATEMENT
    assert STATEMENT not in first


def test_every_altered_byte_breaks_the_seal() -> None:
    vault = Vault("secret")
    seal = vault.seal(STATEMENT, PLACE)
    for position in range(len(base64.b64decode(seal.split(".")[2]))):
        with pytest.raises(SealBroken):
            vault.open(altered(seal, position), PLACE)


def test_a_seal_opens_only_where_it_was_put() -> None:
    vault = Vault("secret")
    with pytest.raises(SealBroken):
        vault.open(vault.seal(STATEMENT, PLACE), "need.statement:FZ-2")


@pytest.mark.parametrize(
    "broken", ["", "v1", "v1.a.b.c", "v1.00000000.AAAA", "v1..", "plain text", "v1.{id}.?", "v1.{id}."]
)
def test_what_is_no_seal_is_refused(broken: str) -> None:
    vault = Vault("secret")
    key_id = vault.seal("x", PLACE).split(".")[1]
    with pytest.raises(SealBroken):
        vault.open(broken.replace("{id}", key_id), PLACE)


def test_another_version_is_refused() -> None:
    vault = Vault("secret")
    with pytest.raises(SealBroken):
        vault.open(vault.seal("x", PLACE).replace("v1.", "v2.", 1), PLACE)


def test_another_secret_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        Vault("other").open(Vault("secret").seal(STATEMENT, PLACE), PLACE)


def test_rotation_opens_the_old_seals_the_new_and_finds_both() -> None:
    old, new = Vault("old"), Vault("new", "old")
    seal = old.seal(STATEMENT, PLACE)
    assert new.open(seal, PLACE) == STATEMENT
    assert new.stale(seal)
    assert not new.stale(new.seal(STATEMENT, PLACE))
    assert new.index("phone", "13800000000") == old.index("phone", "13800000000")


def test_the_index_is_steady_and_keeps_domains_and_secrets_apart() -> None:
    vault = Vault("secret")
    phone = vault.index("phone", "13800000000")
    assert phone == Vault("secret").index("phone", "13800000000")
    others = {
        vault.index("party", "13800000000"),
        vault.index("phone", "13800000001"),
        Vault("x").index("phone", "13800000000"),
    }
    assert phone not in others
    assert len(phone) == 64
