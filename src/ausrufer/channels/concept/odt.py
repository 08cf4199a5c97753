"""The usage concept as an OpenDocument text, to be worked on further."""

from datetime import datetime, time
from io import BytesIO

from odfdo import (
    Cell,
    Column,
    Document,
    Element,
    Header,
    HeaderRows,
    Link,
    List,
    Paragraph,
    Row,
    Style,
    Table,
)

from ausrufer.channels.concept.content import Answer, Answers, Block, Concept, Grid, Points, Text

_BODY = "Text_20_body"
_OPEN = "Noch_20_offen"
_HEAD = "Tabellenkopf"
_FRAMED = "Rahmen"


def as_odt(concept: Concept) -> bytes:
    """Return the concept as an ODT with headings, tables with head rows, language and title."""
    document = Document("text")
    document.language = "de-DE"
    document.meta.title = concept.title
    document.meta.creation_date = document.meta.date = datetime.combine(concept.as_of, time())
    document.meta.creator = document.meta.initial_creator = concept.town
    _add_styles(document)
    body = document.body
    body.clear()
    body.append(_heading(1, concept.title))
    body.append(Paragraph(concept.stated, style=_BODY))
    for section in concept.sections:
        level = section.level + 1
        body.append(_heading(level, section.title))
        for number, block in enumerate(section.blocks):
            body.extend(_block(block, level=level, name=f"{section.title} {number}"))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add_styles(document: Document) -> None:
    for style in (
        Style("paragraph", name=_OPEN, display_name="Noch offen", area="text", bold=True),
        Style("paragraph", name=_HEAD, area="text", bold=True),
    ):
        document.insert_style(style)
    frame = "0.5pt solid #8a8f98"
    document.insert_style(
        Style("table-cell", name=_FRAMED, border=frame, padding="0.1cm"), automatic=True
    )


def _block(block: Block, *, level: int, name: str) -> list[Element]:
    if isinstance(block, Text):
        return [Paragraph(one, style=_BODY) for one in block.paragraphs]
    if isinstance(block, Points):
        return [List(list(block.items))]
    if isinstance(block, Grid):
        return [_table(block, name)]
    return _answers(block, level + 1)


def _answers(block: Answers, level: int) -> list[Element]:
    return [element for one in block.items for element in (_heading(level, one.term), *_said(one))]


def _said(answer: Answer) -> list[Element]:
    if answer.url and not answer.is_open:
        linked = Paragraph(style=_BODY)
        linked.append(Link(answer.url, text=answer.text))
        return [linked]
    style = _OPEN if answer.is_open else _BODY
    return [Paragraph(one, style=style) for one in answer.paragraphs]


def _table(grid: Grid, name: str) -> Table:
    table = Table(name)
    table.append(Column(repeated=len(grid.head)))
    head = HeaderRows()
    head.append(_row(grid.head, _HEAD))
    table.append(head)
    for cells in grid.rows:
        table.append(_row(cells, _BODY))
    return table


def _row(cells: tuple[str, ...], style: str) -> Row:
    row = Row()
    for text in cells:
        cell = Cell(style=_FRAMED)
        cell.set_attribute("office:value-type", "string")
        cell.append(Paragraph(text, style=style))
        row.append(cell)
    return row


def _heading(level: int, text: str) -> Header:
    heading = Header(level, text)
    heading.style = f"Heading_20_{level}"  # the constructor does not take it
    return heading
