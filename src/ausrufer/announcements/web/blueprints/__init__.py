"""Templates of whole messages on the desk."""
