"""Accounts: who may log in, what they may see, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.accounts import ATTEMPTS, AccountInvalid, Accounts, LoginRefused, LoginThrottled, Person
from vectorstore.connections import Connections

PASSWORD = "一个足够长的密码呀呀"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    connections = Connections(tmp_path / "catalogue.sqlite3", writable=True)
    yield Accounts(connections)
    connections.close()


def test_nobody_is_known_until_somebody_is_added(accounts: Accounts):
    assert not accounts.anybody()
    accounts.add("李", PASSWORD, "reader", ["财政", " 财政 ", ""])
    assert accounts.people() == [Person("李", "reader", ("财政",))]


def test_password_is_kept_as_an_argon2_hash(accounts: Accounts, tmp_path: Path):
    accounts.add("李", PASSWORD, "reader")
    kept = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert PASSWORD.encode() not in kept
    assert b"$argon2id$" in kept


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [("", PASSWORD, "reader"), ("李", "short", "reader"), ("李", PASSWORD, "king")],
)
def test_unusable_account_is_refused(accounts: Accounts, name: str, password: str, role: str):
    with pytest.raises(AccountInvalid):
        accounts.add(name, password, role)


def test_session_lasts_until_log_out(accounts: Accounts, tmp_path: Path):
    accounts.add("李", PASSWORD, "editor")
    token, person = accounts.log_in("李", PASSWORD, "10.0.0.1")
    assert accounts.session(token) == person
    assert token.encode() not in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    accounts.log_out(token)
    assert accounts.session(token) is None


def test_new_password_and_removal_end_the_sessions(accounts: Accounts):
    accounts.add("李", PASSWORD, "reader")
    first, _ = accounts.log_in("李", PASSWORD, "10.0.0.1")
    accounts.add("李", PASSWORD + "新", "reader")
    assert accounts.session(first) is None
    second, _ = accounts.log_in("李", PASSWORD + "新", "10.0.0.1")
    accounts.remove("李")
    assert accounts.session(second) is None


def test_wrong_passwords_are_throttled_by_name_even_from_elsewhere(accounts: Accounts):
    accounts.add("李", PASSWORD, "reader")
    for attempt in range(ATTEMPTS):
        with pytest.raises(LoginRefused):
            accounts.log_in("李", "wrong", f"10.0.0.{attempt}")
    with pytest.raises(LoginThrottled) as refused:
        accounts.log_in("李", PASSWORD, "10.0.1.1")
    assert 0 < refused.value.retry_s <= 15 * 60


def test_wrong_names_are_throttled_by_address(accounts: Accounts):
    accounts.add("李", PASSWORD, "reader")
    for attempt in range(ATTEMPTS):
        with pytest.raises(LoginRefused):
            accounts.log_in(f"无名{attempt}", "wrong", "10.0.0.9")
    with pytest.raises(LoginThrottled):
        accounts.log_in("李", PASSWORD, "10.0.0.9")


def test_limited_document_is_seen_by_its_group_and_the_administrator(accounts: Accounts):
    member = accounts.add("甲", PASSWORD, "reader", ["财政"])
    other = accounts.add("乙", PASSWORD, "editor", ["教育"])
    chief = accounts.add("丙", PASSWORD, "admin")
    accounts.limit_document("d1", ["财政"])
    assert accounts.hidden_from(member) == set()
    assert accounts.hidden_from(other) == {"d1"}
    assert accounts.hidden_from(chief) == set()
    accounts.limit_document("d1", [])
    assert accounts.hidden_from(other) == set()


def test_log_ins_are_written_down_newest_first(accounts: Accounts):
    accounts.add("李", PASSWORD, "reader")
    with pytest.raises(LoginRefused):
        accounts.log_in("李", "wrong", "10.0.0.1")
    accounts.log_in("李", PASSWORD, "10.0.0.1")
    assert [(d.person, d.action) for d in accounts.deeds()] == [("李", "login"), ("李", "login refused")]
