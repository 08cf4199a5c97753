"""Films by PyAV, inside the decoder's own process only: cleaned, looked at, made anew."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from ausrufer.foundation.films.burning import Burning
from ausrufer.foundation.films.facts import (
    AUDIO_CODECS,
    LEAST_EDGE,
    MOST_EDGE,
    MOST_PER_SECOND,
    MOST_SECONDS,
    VIDEO_CODECS,
)
from ausrufer.foundation.films.lettering import burnable
from ausrufer.foundation.films.signature import ENOUGH, container_of

_CALM = {"protocol_whitelist": "file"}
# the same film gives the same file: no names of programs, no times
_PLAIN = {"fflags": "+bitexact"}
_USUAL = frozenset({"yuv420p", "yuvj420p"})
_MEDIA_TYPES = {"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}
_POSTER_AT = 2.0  # seconds: many films begin in black


class Unfit(Exception):
    """The film is not taken; `code` says why."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def cleaned(source: Path, target: Path) -> dict[str, Any]:
    """Write picture and sound of a film to `target`, bit by bit as they are, and nothing else.

    Place, camera, times, chapters and tracks of data (where drones and cameras keep the way they
    took) stay behind. Returns the facts.
    """
    with _opened(source) as film:
        video = _video_of(film)
        container = _container(film, _sound_of(film))
        _copy(film, target, container)
        declared = _seconds(film, video)
    with av.open(str(target), options=_CALM) as kept:
        shown = _video_of(kept)
        seconds = _seconds(kept, shown)
        if seconds < declared - max(1.0, declared * 0.03):
            raise Unfit("incomplete")
        return _facts(kept, shown, container, target)


def frame(film: Path, poster: Path) -> None:
    """Write one picture of a film as JPEG, upright."""
    with av.open(str(film), options=_CALM) as opened:
        video = _video_of(opened)
        at = min(_POSTER_AT, _seconds(opened, video) / 3)
        found: VideoFrame | None = None
        opened.seek(int(at * 1_000_000))
        for found in opened.decode(video):
            if found.time is None or found.time >= at:
                break
        if found is None:
            raise Unfit("broken")
        width = _seen_width(video)
        picture = found.to_image(width=width, height=video.height)  # type: ignore[no-untyped-call]
        turned = picture.rotate(found.rotation, expand=True) if found.rotation else picture
        turned.thumbnail((1600, 1600))
        turned.save(poster, "JPEG", quality=88, optimize=True)


def _opened(source: Path) -> InputContainer:
    with source.open("rb") as file:
        # The format is named: by guessing, lists of other files and addresses would be opened too.
        container = container_of(file.read(ENOUGH))
    if not container:
        raise Unfit("no_film")
    try:
        return av.open(str(source), format=container, options=_CALM)
    except av.FFmpegError as broken:
        raise Unfit("incomplete") from broken


def _video_of(film: InputContainer) -> VideoStream:
    moving = [one for one in film.streams.video if not _is_cover(one)]
    if not moving:
        raise Unfit("no_picture")
    video = moving[0]
    name = video.codec_context.name.removeprefix("lib").replace("dav1d", "av1")
    name = name.replace("vpx-vp9", "vp9").replace("vpx", "vp8")
    if name not in VIDEO_CODECS:
        raise Unfit("codec", codec=name)
    edges = (video.width, _seen_width(video), video.height)
    if max(edges) > MOST_EDGE or min(edges) < LEAST_EDGE:
        raise Unfit("size", width=_seen_width(video), height=video.height)
    if video.average_rate and video.average_rate > MOST_PER_SECOND:
        raise Unfit("rate", rate=int(video.average_rate))
    seconds = _seconds(film, video)
    if seconds > MOST_SECONDS:
        raise Unfit("long", minutes=ceil(seconds / 60))
    if seconds <= 0:
        raise Unfit("incomplete")
    return video


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _sound_of(film: InputContainer) -> str:
    if not film.streams.audio:
        return ""
    name = film.streams.audio[0].codec_context.name
    name = {"mp3float": "mp3", "libopus": "opus", "libvorbis": "vorbis"}.get(name, name)
    if name not in AUDIO_CODECS:
        raise Unfit("sound", codec=name)
    return name


def _container(film: InputContainer, sound: str) -> str:
    if "matroska" in film.format.name:
        return "webm"
    return "mov" if sound.startswith("pcm_") else "mp4"


def _seconds(film: InputContainer, video: VideoStream) -> float:
    if video.duration and video.time_base:
        return float(video.duration * video.time_base)
    return (film.duration or 0) / 1_000_000


def _copy(film: InputContainer, target: Path, container: str) -> None:
    quick = {} if container == "webm" else {"movflags": "+faststart"}
    chosen = [_video_of(film), *film.streams.audio[:1]]
    with av.open(str(target), "w", format=container, options=_PLAIN | quick) as out:
        into = {one.index: out.add_stream_from_template(one) for one in chosen}
        for packet in film.demux(chosen):
            if packet.is_corrupt:
                raise Unfit("incomplete")
            if packet.dts is None and packet.pts is None:
                continue  # the empty packet behind the end
            packet.stream = into[packet.stream.index]
            out.mux(packet)


def _facts(film: InputContainer, video: VideoStream, container: str, file: Path) -> dict[str, Any]:
    name = video.codec_context.codec.canonical_name
    pixels = video.codec_context.pix_fmt or ""
    width, height = _seen_width(video), video.height
    if _turn(film, video) % 180:
        width, height = height, width
    return {
        "media_type": _MEDIA_TYPES[container],
        "width": width,
        "height": height,
        "seconds": round(_seconds(film, video), 3),
        "size": file.stat().st_size,
        "video": name if pixels in _USUAL else f"{name} {pixels}",
        "audio": _sound_of(film),
        "rate": round(float(video.average_rate or 0), 3),
    }


def _seen_width(video: VideoStream) -> int:
    """Return the width people see: cameras of some kinds record pixels that are not square."""
    return round(video.width * (video.sample_aspect_ratio or 1))


def _turn(film: InputContainer, video: VideoStream) -> int:
    """Return by how many degrees the film lies on its side, told by its first picture."""
    for one in film.decode(video):
        return int(one.rotation)
    raise Unfit("broken")


def remade(
    source: Path, target: Path, plan: dict[str, Any], captions: Path | None = None
) -> dict[str, Any]:
    """Write a film anew as H.264 and AAC by a plan (`plans.Plan`); returns its facts.

    `captions` are burnt into its pictures.
    """
    burning = _burning(captions, plan)
    with av.open(str(source), options=_CALM) as film:
        video = _video_of(film)
        with av.open(
            str(target), "w", format="mp4", options=_PLAIN | {"movflags": "+faststart"}
        ) as out:
            _remake_into(out, film, video, plan, burning)
    with av.open(str(target), options=_CALM) as made:
        return _facts(made, _video_of(made), "mp4", target)


def _burning(captions: Path | None, plan: dict[str, Any]) -> Burning | None:
    if captions is None:
        return None
    written = captions.read_text(encoding="utf-8")
    if not burnable(written):
        raise Unfit("captions")
    return Burning(written, width=plan["width"], height=plan["height"])


def _remake_into(
    out: OutputContainer,
    film: InputContainer,
    video: VideoStream,
    plan: dict[str, Any],
    burning: Burning | None,
) -> None:
    rate = video.average_rate or Fraction(25)
    picture = out.add_stream("libx264", rate=rate, options=_x264(plan))
    picture.width, picture.height, picture.pix_fmt = plan["width"], plan["height"], "yuv420p"
    picture.codec_context.time_base = Fraction(1, 90_000)
    heard = film.streams.audio[0] if film.streams.audio else None
    sound = out.add_stream("aac", rate=48_000, layout="stereo") if heard else None
    if sound is not None:
        sound.bit_rate = plan["sound_rate"]
    resampler = av.AudioResampler("fltp", "stereo", 48_000)
    graph: av.filter.Graph | None = None
    for packet in film.demux([one for one in (video, heard) if one is not None]):
        for one in packet.decode():
            if isinstance(one, VideoFrame):
                graph = graph or _graph(one, video, plan)
                graph.vpush(one)
                for drawn in _drawn(graph, burning):
                    drawn.pict_type = av.video.frame.PictureType.NONE
                    out.mux(picture.encode(drawn))
            elif sound is not None and isinstance(one, AudioFrame):
                for piece in resampler.resample(one):
                    out.mux(sound.encode(piece))
    out.mux(picture.encode())
    if sound is not None:
        for piece in resampler.resample(None):
            out.mux(sound.encode(piece))
        out.mux(sound.encode())


def _x264(plan: dict[str, Any]) -> dict[str, str]:
    fine = {"crf": "19", "preset": "medium", "threads": "2", "profile": "high"}
    if not plan["most_rate"]:
        return fine
    rate = str(plan["most_rate"])
    return fine | {"maxrate": rate, "bufsize": str(2 * plan["most_rate"])}


def _graph(first: VideoFrame, video: VideoStream, plan: dict[str, Any]) -> av.filter.Graph:
    """Turn the picture upright, make it fit and put bars around it where its shape is not taken."""
    graph = av.filter.Graph()
    turn = {90: ["2"], -270: ["2"], 270: ["1"], -90: ["1"], 180: ["1", "1"], -180: ["1", "1"]}
    steps = [
        graph.add_buffer(template=video),
        *(graph.add("transpose", way) for way in turn.get(int(first.rotation), [])),
        graph.add("scale", f"{plan['inner_width']}:{plan['inner_height']}"),
        graph.add("setsar", "1"),
        graph.add("pad", f"{plan['width']}:{plan['height']}:-1:-1"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ]
    for before, after in pairwise(steps):
        before.link_to(after)
    graph.configure()
    return graph


def _drawn(graph: av.filter.Graph, burning: Burning | None) -> Iterator[VideoFrame]:
    while True:
        try:
            drawn = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        if burning is not None:
            burning.onto(drawn)
        yield drawn
