"""The calendar on the desk."""
