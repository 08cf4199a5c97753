"""Films: taken in with care, freed of what they tell about people, made to fit a network."""

from ausrufer.foundation.films.facts import FilmFacts, FilmRefused

__all__ = ["FilmFacts", "FilmRefused"]
