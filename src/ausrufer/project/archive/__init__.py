"""Backup and restore: database, pictures and public pages in one tar file, secrets apart."""
