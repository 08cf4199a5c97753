"""Levelling the dialects of feeds in the tree, before feedparser reads it.

feedparser resolves ids as if they were addresses, and takes the caption of a picture for the text
of its item. Here an id stays what it is, and pictures of Media RSS become enclosures. RSS does not
say whether a title is HTML: with a tag in it, it is.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

_MEDIA = ("{http://search.yahoo.com/mrss/}", "{http://search.yahoo.com/mrss}")
_ITEMS = frozenset({"item", "entry"})
_TAGGED = re.compile(r"</?[a-zA-Z][^<>]*>")


def level(root: Element) -> None:
    """Change the tree in place so that every dialect says the same things the same way."""
    for element in root.iter():
        if element.tag == "title" and _TAGGED.search(element.text or ""):
            element.set("type", "html")
        if _name(element) in _ITEMS:
            _level_id(element)
            _level_media(element)
    for element in list(root.iter()):
        for child in [child for child in element if _is_media(child)]:
            element.remove(child)


def keep_first(root: Element, most: int) -> int:
    """Take all items beyond the first `most` out of the tree; return how many there were."""
    count = 0
    for parent in list(root.iter()):
        for item in [child for child in parent if _name(child) in _ITEMS]:
            count += 1
            if count > most:
                parent.remove(item)
    return count


def home(root: Element) -> str:
    """Return the address of the website the feed speaks for, where it names one."""
    for element in [root, *root]:
        for child in element:
            if _name(child) == "link" and child.get("rel", "alternate") in {"alternate", "self"}:
                address = (child.get("href") or child.text or "").strip()
                if address.startswith(("http://", "https://")):
                    return address
    return ""


def _level_id(item: Element) -> None:
    for child in list(item):
        name = _name(child)
        if name == "guid" and child.get("isPermaLink", "true").lower() == "true":
            _use_as_link(item, child)
        if name in {"guid", "id"}:
            child.set("isPermaLink", "false")


def _use_as_link(item: Element, guid: Element) -> None:
    address = (guid.text or "").strip()
    has_link = any(_name(child) == "link" for child in item)
    if not has_link and address.startswith(("http://", "https://")):
        SubElement(item, "link").text = address


def _level_media(item: Element) -> None:
    pictures = [element for element in item.iter() if _is_media(element, "content")]
    if not pictures:
        pictures = [element for element in item.iter() if _is_media(element, "thumbnail")]
    for picture in pictures:
        kind = picture.get("type") or ("image/*" if _is_image(picture) else "")
        facts = {"url": picture.get("url", ""), "type": kind, "alt": _caption(picture, item)}
        SubElement(item, "enclosure", facts | {"length": picture.get("fileSize", "")})


def _is_image(element: Element) -> bool:
    return element.get("medium") == "image" or _is_media(element, "thumbnail")


def _caption(picture: Element, item: Element) -> str:
    for holder in _around(picture, item):
        for name in ("description", "title"):
            for child in holder:
                if _is_media(child, name) and (child.text or "").strip():
                    return (child.text or "").strip()
    return ""


def _around(picture: Element, item: Element) -> Iterator[Element]:
    """Yield what may carry the caption: the picture, then the group it stands in."""
    yield picture
    yield from (group for group in item if _is_media(group, "group") and picture in list(group))


def _is_media(element: Element, name: str = "") -> bool:
    return any(element.tag.startswith(space + name) for space in _MEDIA) and (
        not name or _name(element) == name
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
