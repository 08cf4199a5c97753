"""Announcements, approvals and feeds, as programs see them."""
