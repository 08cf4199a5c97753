"""Small films made on the spot: no film lies in the repository."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av import AudioFrame, VideoFrame
from PIL import Image

RATE = 10  # pictures a second


def film(
    path: Path,
    *,
    seconds: float = 2.0,
    size: tuple[int, int] = (320, 180),
    video: str = "libx264",
    sound: str = "aac",
    form: str = "mp4",
    tint: int = 40,
    told: dict[str, str] | None = None,
    pixel: Fraction | None = None,
) -> Path:
    """Write a film of a slowly changing colour, silent sound where `sound` names a codec.

    `pixel` is the width of a pixel by its height, where it is not square.
    """
    quick = {} if form == "webm" else {"movflags": "+faststart"}
    with av.open(str(path), "w", format=form, options=quick) as out:
        out.metadata.update(told or {})
        picture = out.add_stream(video, rate=RATE)
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        if pixel is not None:
            picture.codec_context.sample_aspect_ratio = pixel
        heard = out.add_stream(sound, rate=48_000, layout="mono") if sound else None
        for number in range(int(seconds * RATE)):
            drawn = VideoFrame.from_image(Image.new("RGB", size, (tint, number % 200, 140)))
            drawn.pts, drawn.time_base = number, Fraction(1, RATE)
            out.mux(picture.encode(drawn))
        out.mux(picture.encode())
        if heard is not None:
            silence(out, heard, seconds)
    return path


def silence(out: Any, heard: Any, seconds: float) -> None:
    """Encode so many seconds of nothing to be heard."""
    piece = 960
    form = heard.codec_context.format.name if heard.codec_context.format else "fltp"
    for number in range(int(seconds * 48_000) // piece):
        frame = AudioFrame(format=form, layout="mono", samples=piece)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = 48_000, number * piece, Fraction(1, 48_000)
        out.mux(heard.encode(frame))
    out.mux(heard.encode())


def turned(path: Path, target: Path) -> Path:
    """Write the film as a telephone held upright does: lying, with the order to turn it by 90°."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 40  # the matrix of the first track (ISO/IEC 14496-12, 8.3.2)
    one, none = (1 << 16).to_bytes(4, "big"), bytes(4)
    minus = (-(1 << 16) & 0xFFFFFFFF).to_bytes(4, "big")
    content[at : at + 20] = none + one + none + minus + none
    target.write_bytes(content)
    return target
