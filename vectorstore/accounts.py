"""People, their sessions, what they may see and what they did. Off while nobody is in it.

The only reader and writer of the tables `people`, `sessions`, `attempts`, `document_groups` and `audit`.
Passwords are kept as argon2 hashes, sessions as hashes of their tokens.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from policytext.errors import PolicyError
from vectorstore.connections import Connections

Role = Literal["reader", "editor", "admin"]  # each may do what the one before may
ROLES: tuple[Role, ...] = get_args(Role)

SESSION_S = 12 * 3600
ATTEMPTS = 5  # wrong passwords for one name or from one address …
ATTEMPTS_S = 15 * 60  # … within this time
PASSWORD_CHARS = range(10, 201)
NAME_CHARS = 64


class AccountInvalid(PolicyError):
    """A name, a password or a role cannot be used."""


class LoginRefused(PolicyError):
    """Name or password is wrong."""


class LoginThrottled(PolicyError):
    """Too many wrong passwords; `retry_s` says when to try again."""

    def __init__(self, message: str, retry_s: int) -> None:
        super().__init__(message)
        self.retry_s = retry_s


@dataclass(frozen=True)
class Person:
    """Somebody who may log in."""

    name: str
    role: Role
    groups: tuple[str, ...] = ()

    def may(self, role: Role) -> bool:
        """Whether the person may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True)
class Deed:
    """One line of the audit log."""

    at: str  # ISO time, UTC
    person: str
    action: str
    subject: str


class Accounts:
    """All methods may be called from many threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._hasher = PasswordHasher()
        self._nobody = ""

    # People

    def anybody(self) -> bool:
        """Whether there are accounts at all: without them everything is open."""
        return self._one("SELECT 1 FROM people LIMIT 1") is not None

    def people(self) -> list[Person]:
        rows = self._connections.here.execute("SELECT name, role, groups FROM people ORDER BY name")
        return [_person(row) for row in rows]

    def add(self, name: str, password: str, role: str, groups: Iterable[str] = ()) -> Person:
        """Make an account, or give an existing one another password, role and groups; its sessions end.

        Raises: AccountInvalid.
        """
        name = name.strip()
        if not name or len(name) > NAME_CHARS or not name.isprintable():
            raise AccountInvalid(f"用户名须为 1 至 {NAME_CHARS} 个字。Name: 1 to {NAME_CHARS} characters.")
        if len(password) not in PASSWORD_CHARS:
            raise AccountInvalid(
                f"密码至少 {PASSWORD_CHARS.start} 个字符。A password needs {PASSWORD_CHARS.start} of them."
            )
        if role not in ROLES:
            raise AccountInvalid(f"角色须为 {'、'.join(ROLES)} 之一。The role is one of: {', '.join(ROLES)}")
        kept = sorted({group.strip() for group in groups if group.strip()})
        with self._connections.transaction() as connection:
            connection.execute(
                "INSERT INTO people (name, password, role, groups) VALUES (?, ?, ?, ?) ON CONFLICT (name) "
                "DO UPDATE SET password = excluded.password, role = excluded.role, groups = excluded.groups",
                (name, self._hasher.hash(password), role, "\n".join(kept)),
            )
            connection.execute("DELETE FROM sessions WHERE name = ?", (name,))
        return Person(name, ROLES[ROLES.index(role)], tuple(kept))

    def remove(self, name: str) -> None:
        """Raises: AccountInvalid: there is no such account."""
        with self._connections.transaction() as connection:
            gone = connection.execute("DELETE FROM people WHERE name = ?", (name,)).rowcount
            connection.execute("DELETE FROM sessions WHERE name = ?", (name,))
        if not gone:
            raise AccountInvalid(f"没有用户“{name}”。There is no account of this name.")

    # Logging in

    def log_in(self, name: str, password: str, address: str) -> tuple[str, Person]:
        """A new session's token, and whose it is. Raises: LoginThrottled, LoginRefused."""
        keys = (f"name {name.strip()[:NAME_CHARS]}", f"address {address}")
        self._require_patience(keys)
        person = self._known(name.strip(), password)
        if person is None:
            self._count_attempt(keys)
            self.write_down(name.strip()[:NAME_CHARS], "login refused", address)
            raise LoginRefused("用户名或密码不对。The name or the password is wrong.")
        token = secrets.token_urlsafe(32)
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE expires < ?", (time.time(),))
            connection.execute("DELETE FROM attempts WHERE key = ?", (keys[0],))
            connection.execute(
                "INSERT INTO sessions (token, name, expires) VALUES (?, ?, ?)",
                (_digest(token), person.name, time.time() + SESSION_S),
            )
        self.write_down(person.name, "login", address)
        return token, person

    def session(self, token: str) -> Person | None:
        """Whose session it is; None when it has ended or never was."""
        row = self._one(
            "SELECT people.name, role, groups FROM sessions JOIN people USING (name) "
            "WHERE token = ? AND expires > ?",
            _digest(token),
            time.time(),
        )
        return None if row is None else _person(row)

    def log_out(self, token: str) -> None:
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    # What may be seen

    def limit_document(self, document_id: str, groups: Iterable[str]) -> None:
        """Only members of `groups` see the document from now on; without groups everybody does."""
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM document_groups WHERE document_id = ?", (document_id,))
            connection.executemany(
                "INSERT INTO document_groups (document_id, name) VALUES (?, ?)",
                ((document_id, group) for group in sorted({g.strip() for g in groups if g.strip()})),
            )

    def hidden_from(self, person: Person) -> set[str]:
        """Ids of the documents that the person may not see. An administrator sees all."""
        if person.role == "admin":
            return set()
        rows = self._connections.here.execute("SELECT document_id, name FROM document_groups").fetchall()
        limited = {row["document_id"] for row in rows}
        return limited - {row["document_id"] for row in rows if row["name"] in person.groups}

    # What was done

    def write_down(self, person: str, action: str, subject: str) -> None:
        """One line more in the audit log."""
        with self._connections.transaction() as connection:
            connection.execute(
                "INSERT INTO audit (at, person, action, subject) VALUES (?, ?, ?, ?)",
                (datetime.now(UTC).isoformat(timespec="seconds"), person, action, subject),
            )

    def deeds(self, most: int = 200) -> list[Deed]:
        """The newest lines of the audit log, newest first."""
        rows = self._connections.here.execute(
            "SELECT at, person, action, subject FROM audit ORDER BY id DESC LIMIT ?", (most,)
        )
        return [Deed(*row) for row in rows]

    # Parts

    def _known(self, name: str, password: str) -> Person | None:
        row = self._one("SELECT name, role, groups, password FROM people WHERE name = ?", name)
        try:
            self._hasher.verify(row["password"] if row else self._nobodys(), password)
        except (VerificationError, InvalidHashError):
            return None
        return _person(row) if row else None

    def _nobodys(self) -> str:
        """A hash to check when a name is unknown, so that the time of a reply does not tell names."""
        self._nobody = self._nobody or self._hasher.hash(secrets.token_hex(16))
        return self._nobody

    def _require_patience(self, keys: Collection[str]) -> None:
        since = time.time() - ATTEMPTS_S
        for key in keys:
            row = self._one(
                "SELECT COUNT(*) AS n, MIN(at) AS first FROM attempts WHERE key = ? AND at > ?", key, since
            )
            if row["n"] >= ATTEMPTS:
                wait = max(1, round(row["first"] + ATTEMPTS_S - time.time()))
                minutes = -(-wait // 60)
                raise LoginThrottled(
                    f"尝试次数太多，请 {minutes} 分钟后再试。Too many attempts: wait {minutes} minutes.",
                    wait,
                )

    def _count_attempt(self, keys: Collection[str]) -> None:
        now = time.time()
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM attempts WHERE at < ?", (now - ATTEMPTS_S,))
            connection.executemany(
                "INSERT INTO attempts (key, at) VALUES (?, ?)", ((key, now) for key in keys)
            )

    def _one(self, query: str, *values: object) -> Any:
        return self._connections.here.execute(query, values).fetchone()


def _person(row: Any) -> Person:
    return Person(row["name"], row["role"], tuple(part for part in row["groups"].split("\n") if part))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
