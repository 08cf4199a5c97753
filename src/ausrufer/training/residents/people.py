"""Who lives in the practice town. All names are made up. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with an account on every network; `key` is the name there, `number` the id."""

    key: str
    name: str
    number: int


RESIDENTS: tuple[Resident, ...] = tuple(
    Resident(key, name, 90_001 + place)
    for place, (key, name) in enumerate(
        (
            ("evalindner", "Eva Lindner"),
            ("juergenpohl", "Jürgen Pohl"),
            ("aylinkaya", "Aylin Kaya"),
            ("tobiasbrandt", "Tobias Brandt"),
            ("helgawiesner", "Helga Wiesner"),
            ("miroslavhorak", "Miroslav Horák"),
            ("lenafuchs", "Lena Fuchs"),
            ("oemermutlu", "Ömer Mutlu"),
            ("ritasommer", "Rita Sommer"),
            ("jonasreuter", "Jonas Reuter"),
            ("wutbuerger0815", "Klartext 0815"),
            ("gewinnfee", "Gewinnfee"),
        )
    )
)
GRUMBLER, SPAMMER = RESIDENTS[-2:]
NEIGHBOURS = RESIDENTS[:-2]
