"""Find the one document that a person means, and forget it."""

from __future__ import annotations

from policytext.errors import PolicyError
from vectorstore.catalogue import Catalogue, DocumentUnknown
from vectorstore.records import Document
from vectorstore.store import PolicyStore


class DocumentAmbiguous(PolicyError):
    """Several documents have the name that was given."""


def named_document(catalogue: Catalogue, name: str) -> Document:
    """The document with this id, number, title or file name. Raises: DocumentUnknown, DocumentAmbiguous."""
    found = catalogue.resolve(name)
    if not found:
        raise DocumentUnknown(f"没有“{name}”这份文件。可用 policy-assistant documents 查看全部文件。")
    if len(found) > 1:
        listed = "；".join(f"{key}（{catalogue.document(key).title}）" for key in found)
        raise DocumentAmbiguous(f"“{name}”对应多份文件，请用编号指明：{listed}")
    return catalogue.document(found[0])


def remove_document(store: PolicyStore, name: str) -> Document:
    """Forget the document, its places and its former versions; the document as it was. Its files stay: the
    next ingest of their folder brings it back. Raises: DocumentUnknown, DocumentAmbiguous."""
    document = named_document(store.catalogue, name)
    store.remove([document.id])
    store.tidy()
    return document
