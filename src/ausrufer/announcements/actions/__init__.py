"""The only writers of announcements, one file per part of the way."""
