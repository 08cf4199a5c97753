"""LinkedIn: the page of an organisation, through the versioned REST interface."""

from ausrufer.connectors.linkedin_page.connector import LinkedInPageConnector

__all__ = ["LinkedInPageConnector"]
