"""Pictures: looked at with care, freed of what they tell about people, made to fit a network."""

from ausrufer.foundation.pictures.cleaning import clean
from ausrufer.foundation.pictures.fitting import fit
from ausrufer.foundation.pictures.looking import PictureFacts, PictureRefused, inspect, sniff

__all__ = ["PictureFacts", "PictureRefused", "clean", "fit", "inspect", "sniff"]
