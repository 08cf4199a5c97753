"""Captions written on the spot."""


def captions(*cues: tuple[float, float, str]) -> str:
    """Return WebVTT of cues: from when, until when, which words."""
    blocks = [f"{_clock(start)} --> {_clock(end)}\n{words}" for start, end, words in cues]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{rest:06.3f}"
