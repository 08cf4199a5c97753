"""The text of an item as the body of a message."""


def to_body(markup: str) -> str:
    """Return HTML as Markdown; pictures are left out, they travel on their own."""
    # its readers of HTML take 8 MB: not before something of a feed is read
    from ausrufer.intake.feeds.markdown import to_body as written

    return written(markup)
