"""What is known of a film, and what the house takes: plain values, nothing is decoded here."""

from dataclasses import dataclass

MOST_BYTES = 1_000_000_000
MOST_SECONDS = 2 * 60 * 60
MOST_EDGE = 4096  # pixels: DCI 4K
LEAST_EDGE = 16
MOST_PER_SECOND = 121  # pictures; cameras in slow motion record 120

VIDEO_CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1"})
AUDIO_CODECS = frozenset({"aac", "mp3", "opus", "vorbis", "pcm_s16le", "pcm_s16be", "pcm_s24le"})
# what every browser and network plays without being made anew (MDN, web video codec guide)
PLAYED = {
    "video/mp4": ({"h264"}, {"", "aac", "mp3"}),
    "video/quicktime": ({"h264"}, {"", "aac"}),
    "video/webm": ({"vp8", "vp9"}, {"", "opus", "vorbis"}),
}


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """A film as people see it: `width` and `height` after turning it upright.

    `video` and `audio` are FFmpeg's names of the codecs; `video` names its pixels too where they
    are not the usual ones (8 bit, 4:2:0), `audio` is empty for a silent film.
    """

    media_type: str
    width: int
    height: int
    seconds: float
    size: int  # bytes
    video: str
    audio: str = ""
    rate: float = 0.0  # pictures a second on average; 0: nobody looked

    @property
    def plays_everywhere(self) -> bool:
        """Tell whether browsers and networks show the file as it is."""
        videos, audios = PLAYED.get(self.media_type, (set(), set()))
        return self.video in videos and self.audio in audios


class FilmRefused(Exception):
    """The film cannot be taken; `for_staff` says why in German."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff


class NotFinished(FilmRefused):
    """The decoder was killed or took too long: this says more of the machine than of the film."""
