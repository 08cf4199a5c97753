"""The pictures of the practice town: small flat scenes, the same each time they are drawn."""

import io
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 720
SCALE = 2  # drawn larger and scaled down: smooth edges
Colour = tuple[int, int, int]
Point = tuple[float, float]


class Scene:
    """A canvas in units of a thousandth of the height; (0, 0) is top left."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self._image)
        self._unit = HEIGHT * SCALE / 1000
        self.width = 1000 * WIDTH / HEIGHT
        self._sky(top, bottom)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(self._at([(left, top), (right, bottom)]), fill=colour)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._at(points), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self._draw.ellipse(self._at(corners), fill=colour)

    def oval(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill an ellipse."""
        self._draw.ellipse(self._at([(left, top), (right, bottom)]), fill=colour)

    def stroke(self, points: Sequence[Point], colour: Colour, thickness: float) -> None:
        """Draw a line."""
        self._draw.line(
            self._at(points), fill=colour, width=round(thickness * self._unit), joint="curve"
        )

    def jpeg(self) -> bytes:
        """Return the scene as a JPEG."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=88, optimize=True)
        return out.getvalue()

    def _sky(self, top: Colour, bottom: Colour) -> None:
        for row in range(HEIGHT * SCALE):
            share = row / (HEIGHT * SCALE)
            mixed = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
            self._draw.line([(0, row), (WIDTH * SCALE, row)], fill=mixed)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._unit, y * self._unit) for x, y in points]


def draw(motif: str) -> bytes:
    """Return the picture of a motif as a JPEG; raises KeyError for an unknown one."""
    return _MOTIFS[motif]().jpeg()


def _houses(scene: Scene, ground: float, colours: Sequence[Colour], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same town every time
    x = -20.0
    while x < scene.width:
        width, height = chance.uniform(110, 190), chance.uniform(150, 280)
        wall, roof = colours[chance.randrange(len(colours))], (126, 62, 52)
        scene.box(x, ground - height, x + width, ground, wall)
        gable = chance.uniform(50, 90)
        scene.shape(
            [(x - 8, ground - height), (x + width / 2, ground - height - gable),
             (x + width + 8, ground - height)], roof,
        )  # fmt: skip
        for column in range(2):
            for row in range(int(height // 80)):
                left = x + width * (0.2 + 0.4 * column)
                top = ground - height + 25 + row * 75
                scene.box(left, top, left + width * 0.2, top + 42, (250, 232, 178))
        x += width + chance.uniform(2, 18)


def _roadworks() -> Scene:
    scene = Scene((164, 205, 235), (232, 241, 246))
    _houses(scene, 620, [(226, 205, 176), (206, 180, 158), (238, 222, 196)], 3)
    scene.box(0, 620, scene.width, 660, (172, 170, 166))
    scene.box(0, 660, scene.width, 1000, (92, 96, 102))
    scene.shape([(700, 720), (1500, 690), (1700, 900), (820, 960)], (120, 92, 68))
    scene.shape([(740, 745), (1470, 715), (1600, 860), (850, 915)], (92, 68, 50))
    for left, top, size in ((180, 640, 1.0), (900, 610, 0.86)):
        _barrier(scene, left, top, size)
    return scene


def _barrier(scene: Scene, left: float, top: float, size: float) -> None:
    width, height = 620 * size, 90 * size
    for leg in (0.08, 0.92):
        x = left + width * leg
        scene.box(x - 9, top, x + 9, top + 270 * size, (70, 74, 80))
        scene.disc(x, top - 26 * size, 26 * size, (250, 176, 32))
        scene.disc(x, top - 26 * size, 15 * size, (255, 224, 130))
    scene.box(left, top + 30 * size, left + width, top + 30 * size + height, (250, 250, 248))
    stripe = width / 8
    for number in range(0, 8, 2):
        x = left + number * stripe
        scene.shape(
            [(x, top + 30 * size + height), (x + stripe * 0.6, top + 30 * size),
             (x + stripe * 1.6, top + 30 * size), (x + stripe, top + 30 * size + height)],
            (204, 34, 41),
        )  # fmt: skip


def _library() -> Scene:
    scene = Scene((244, 233, 214), (236, 220, 194))
    chance = random.Random(8)  # noqa: S311 - the same books every time
    spines = [(38, 84, 124), (178, 58, 72), (226, 164, 60), (62, 124, 100), (98, 74, 118)]
    for shelf in range(4):
        bottom = 235 + shelf * 200
        scene.box(60, bottom, 1060, bottom + 18, (120, 78, 46))
        x = 76.0
        while x < 1030:  # noqa: PLR2004 - the end of the shelf
            width, height = chance.uniform(16, 40), chance.uniform(110, 168)
            scene.box(x, bottom - height, x + width - 3, bottom, spines[chance.randrange(5)])
            scene.box(x, bottom - height + 22, x + width - 3, bottom - height + 30, (246, 236, 214))
            x += width
    for side in (48, 1060):
        scene.box(side, 40, side + 16, 870, (104, 66, 38))
    scene.box(1170, 110, 1690, 620, (250, 250, 246))
    scene.box(1190, 130, 1670, 600, (158, 205, 232))
    scene.oval(1180, 420, 1700, 800, (116, 168, 104))
    scene.box(1120, 620, scene.width, 870, (237, 222, 197))
    scene.box(1170, 600, 1690, 640, (250, 250, 246))
    scene.box(1420, 110, 1440, 620, (250, 250, 246))
    scene.box(0, 870, scene.width, 1000, (150, 108, 72))
    scene.oval(1180, 850, 1700, 960, (178, 66, 66))
    scene.box(1300, 690, 1560, 860, (46, 96, 120))
    scene.box(1270, 640, 1310, 870, (38, 82, 104))
    scene.box(1550, 740, 1590, 870, (38, 82, 104))
    return scene


def _trees() -> Scene:
    scene = Scene((176, 214, 238), (240, 246, 240))
    scene.disc(1500, 170, 80, (255, 226, 130))
    scene.oval(-300, 480, 900, 1100, (140, 180, 112))
    scene.oval(600, 500, 2200, 1200, (120, 166, 98))
    scene.shape([(900, 560), (1000, 560), (1500, 1000), (820, 1000)], (112, 168, 206))
    for x, y, size in ((220, 800, 1.0), (520, 740, 0.8), (760, 860, 1.15), (1400, 800, 1.0)):
        _tree(scene, x, y, size)
    return scene


def _tree(scene: Scene, x: float, y: float, size: float) -> None:
    scene.box(x - 46 * size, y - 190 * size, x - 34 * size, y, (158, 120, 76))
    scene.stroke([(x - 40 * size, y - 130 * size), (x, y - 122 * size)], (70, 70, 66), 5 * size)
    scene.box(x - 9 * size, y - 250 * size, x + 9 * size, y, (104, 74, 50))
    for dx, dy, radius in ((0, -350, 96), (-62, -290, 72), (62, -296, 70), (0, -262, 66)):
        scene.disc(x + dx * size, y + dy * size, radius * size, (64, 130, 72))
    scene.disc(x - 26 * size, y - 370 * size, 42 * size, (90, 156, 88))


def _snow() -> Scene:
    scene = Scene((96, 118, 150), (196, 208, 222))
    _houses(scene, 660, [(168, 150, 146), (146, 132, 138), (186, 168, 158)], 11)
    scene.box(0, 650, scene.width, 1000, (238, 242, 248))
    scene.shape([(0, 1000), (500, 690), (1300, 690), (scene.width, 1000)], (178, 188, 200))
    scene.box(640, 520, 1120, 780, (240, 126, 34))
    scene.box(980, 440, 1200, 780, (240, 126, 34))
    scene.box(1040, 480, 1170, 600, (196, 220, 238))
    scene.shape([(1190, 640), (1330, 800), (1330, 850), (1190, 850)], (58, 66, 78))
    for wheel in (740, 1080):
        scene.disc(wheel, 800, 66, (40, 44, 50))
        scene.disc(wheel, 800, 30, (190, 194, 200))
    scene.disc(1060, 424, 22, (255, 196, 40))
    chance = random.Random(5)  # noqa: S311 - the same flakes every time
    for _ in range(260):
        x, y = chance.uniform(0, scene.width), chance.uniform(0, 1000)
        scene.disc(x, y, chance.uniform(2, 6), (252, 253, 255))
    return scene


def _market() -> Scene:
    scene = Scene((18, 26, 58), (70, 58, 96))
    scene.box(500, 220, 1280, 720, (150, 112, 92))
    scene.shape([(470, 230), (890, 60), (1310, 230)], (92, 54, 50))
    scene.box(840, 40, 940, 240, (150, 112, 92))
    scene.disc(890, 130, 34, (250, 240, 214))
    for column in range(5):
        for row in range(2):
            left, top = 560 + column * 145, 300 + row * 170
            scene.box(left, top, left + 76, top + 110, (255, 214, 120))
    scene.box(0, 720, scene.width, 1000, (58, 52, 72))
    for x in (40, 360, 1280, 1520):
        _stall(scene, x)
    _fir(scene, 890)
    return scene


def _stall(scene: Scene, x: float) -> None:
    scene.box(x, 640, x + 250, 880, (116, 72, 42))
    scene.box(x + 24, 690, x + 226, 790, (255, 206, 110))
    scene.shape([(x - 22, 650), (x + 125, 540), (x + 272, 650)], (172, 40, 48))
    for light in range(7):
        scene.disc(x - 12 + light * 45, 662, 9, (255, 236, 160))


def _fir(scene: Scene, x: float) -> None:
    scene.box(x - 18, 850, x + 18, 910, (84, 56, 38))
    for top, half, bottom in ((390, 90, 560), (480, 140, 710), (590, 190, 870)):
        scene.shape([(x, top), (x - half, bottom), (x + half, bottom)], (24, 88, 62))
    for dx, y in ((0, 380), (-40, 520), (34, 560), (-84, 660), (70, 690), (0, 740), (-120, 830),
                  (112, 836), (20, 826)):  # fmt: skip
        scene.disc(x + dx, y, 14, (255, 216, 104))


def _square() -> Scene:
    scene = Scene((188, 220, 242), (244, 247, 248))
    scene.box(200, 260, 1580, 640, (214, 196, 172))
    scene.box(200, 230, 1580, 270, (150, 96, 76))
    for number in range(9):
        left = 250 + number * 148
        scene.box(left, 330, left + 84, 560, (124, 164, 190))
        scene.oval(left, 290, left + 84, 374, (124, 164, 190))
    scene.box(0, 640, scene.width, 1000, (226, 220, 210))
    for row in range(4):
        scene.box(0, 700 + row * 84, scene.width, 704 + row * 84, (206, 198, 186))
    scene.oval(640, 760, 1140, 920, (150, 160, 166))
    scene.oval(664, 772, 1116, 900, (112, 180, 216))
    scene.stroke([(890, 840), (890, 660)], (226, 242, 250), 14)
    scene.oval(800, 630, 980, 700, (226, 242, 250))
    for x in (140, 420, 1340, 1640):
        _tree(scene, x, 860, 0.9)
    for x in (250, 1420):
        scene.box(x, 880, x + 210, 900, (120, 80, 50))
        scene.box(x + 20, 900, x + 34, 950, (70, 70, 70))
        scene.box(x + 176, 900, x + 190, 950, (70, 70, 70))
    return scene


def _bridge() -> Scene:
    scene = Scene((74, 70, 122), (244, 170, 128))
    scene.disc(1330, 420, 90, (255, 214, 150))
    scene.oval(-400, 420, 900, 900, (64, 74, 92))
    scene.oval(900, 440, 2400, 900, (72, 80, 96))
    scene.box(0, 660, scene.width, 1000, (78, 104, 140))
    stone, shade = (142, 124, 116), (112, 96, 92)
    scene.box(0, 470, scene.width, 720, stone)
    scene.box(0, 440, scene.width, 482, shade)
    for middle in (330, 890, 1450):
        scene.oval(middle - 200, 520, middle + 200, 960, (98, 110, 140))
    scene.box(0, 720, scene.width, 1000, (78, 104, 140))
    for number in range(14):
        x, y = 60 + number * 125, 780 + (number * 53) % 180
        scene.box(x, y, x + 110, y + 6, (150, 160, 178))
    return scene


_MOTIFS: dict[str, Callable[[], Scene]] = {
    "roadworks": _roadworks,
    "library": _library,
    "trees": _trees,
    "snow": _snow,
    "market": _market,
    "square": _square,
    "bridge": _bridge,
}
