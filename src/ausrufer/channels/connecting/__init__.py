"""Access by consent: to the platform's page and back, tokens kept fresh, people warned in time."""
