"""Templates (Vorlagen) of whole messages: per department, looked at again, offered to towns."""
