"""The commands that look after accounts: `policy-assistant user add | list | remove | limit | log`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from settings import Settings
    from vectorstore.accounts import Accounts

user = typer.Typer(help="账号与权限 · Accounts and what they may do.", no_args_is_help=True)

PASSWORD_VARIABLE = "POLICY_USER_PASSWORD"  # for scripts, so that no password stands in a command line

Name = Annotated[str, typer.Argument(help="用户名 · name")]
Groups = Annotated[list[str] | None, typer.Option("--group", help="分组，可重复 · group, may be repeated")]


@user.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader、editor 或 admin")] = "reader",
    group: Groups = None,
) -> None:
    """建立账号，或改密码、角色和分组。 Make an account, or change its password, role and groups."""
    password = os.environ.get(PASSWORD_VARIABLE) or typer.prompt(
        "密码 · password", hide_input=True, confirmation_prompt=True
    )
    with _accounts() as accounts:
        person = accounts.add(name, password, role, group or ())
        accounts.write_down("", "user add", f"{person.name} {person.role}")
    print(f"{person.name}  {person.role}  {' '.join(person.groups)}".rstrip())


@user.command("list")
def people() -> None:
    """列出账号。 List the accounts."""
    with _accounts() as accounts:
        for person in accounts.people():
            print(f"{person.name}  {person.role}  {' '.join(person.groups)}".rstrip())


@user.command("remove")
def remove(name: Name) -> None:
    """删除账号。 Remove an account."""
    with _accounts() as accounts:
        accounts.remove(name)
        accounts.write_down("", "user remove", name)


@user.command("limit")
def limit(
    document: Annotated[str, typer.Argument(help="文件编号或文号 · id or number of a document")],
    group: Groups = None,
) -> None:
    """只让这些分组看到一份文件；不写分组则人人可见。 Show a document to these groups only."""
    from ui.build import open_catalogue
    from ui.reading import document_id as id_of

    with open_catalogue(_settings()) as catalogue:
        document_id = id_of(catalogue, document)
    with _accounts() as accounts:
        accounts.limit_document(document_id, group or ())
        accounts.write_down("", "limit", f"{document_id} {' '.join(group or ())}".rstrip())


@user.command("log")
def log(most: Annotated[int, typer.Option(min=1, help="行数 · lines")] = 50) -> None:
    """登录、上传和移除的记录，新的在前。 Log-ins, uploads and removals, newest first."""
    with _accounts() as accounts:
        for deed in accounts.deeds(most):
            print(f"{deed.at}  {deed.person or '-'}  {deed.action}  {deed.subject}")


@contextlib.contextmanager
def _accounts() -> Iterator[Accounts]:
    from ui.services import CATALOGUE_NAME
    from vectorstore.accounts import Accounts
    from vectorstore.connections import Connections

    folder = _settings().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(Connections(folder / CATALOGUE_NAME, writable=True)) as connections:
        yield Accounts(connections)


def _settings() -> Settings:
    from settings import Settings

    return Settings()
