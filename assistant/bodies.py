"""Which departments of the documents a question means, with the place that it names (洛阳市科技局).

1. A name without a place fits the departments of all documents.
2. A name with a place fits the departments of that place's documents, which print 市科技局 or 科技局, and those
   that print the place themselves. A document is of the place that its title, issuer or number names.
3. A department of another place never fits, however alike the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.library import Library
from assistant.understanding import place_stem
from policytext.departments import government_levels, local_name, resolve_department
from policytext.places import find_places, province_of
from vectorstore.records import Document, Duty

Printed = tuple[str, str]  # the id of a document and a department's name in it
_LEVELLED = re.compile(r"^(?:省|市|县|区|州|自治区|国家|中央|国务院)")


def departments_meant(asked: str, library: Library, duties: Iterable[Duty]) -> set[Printed]:
    """The departments of `duties` that the name in the question can mean."""
    printed = {(d.document_id, x.name) for d in duties for x in d.departments}
    if government_levels(asked):  # each document has its own name for the governments of a level
        documents = {document_id for document_id, _ in printed}
        return set().union(*(_named(asked, {one for one in printed if one[0] == d}) for d in documents))
    place, local = local_name(asked)
    if place is None:
        return _named(asked, printed)
    stem = place_stem(place)
    with_place = {one for one in printed if stem in one[1]}
    own = {d.id for d in library.documents() if is_of_place(d, place, local)}
    near = {one for one in printed - with_place if one[0] in own}
    bare = local[1:] if _LEVELLED.match(local) else local
    unlevelled = {one for one in near if not _LEVELLED.match(one[1]) and one[0] in own}
    return _named(asked, with_place) | _named(local, near) | _named(bare, unlevelled)


def _named(asked: str, printed: set[Printed]) -> set[Printed]:
    """Those among `printed` that the name resolves to; 经济和信息化委员会 is printed as 经济信息化委 too."""
    names = sorted({name for _, name in printed})
    short = asked.replace("和", "").replace("委员会", "委")
    meant = set(resolve_department(asked, names) or resolve_department(short, names))
    return {one for one in printed if one[1] in meant}


def is_of_place(document: Document, place: str, local: str = "") -> bool:
    """Is it a document of the place? 省公安厅 in a document of a city is the department of its province."""
    head = f"{document.title}\n{document.issuer or ''}\n{document.number or ''}"
    homes = {mention.name for mention in find_places(head)}
    if place in homes:
        return True
    above = {province_of(place_stem(home)) or home for home in homes}
    return local.startswith("省") and place in above
