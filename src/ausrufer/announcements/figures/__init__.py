"""Numbers of one's own publications, and the hours that did well."""
