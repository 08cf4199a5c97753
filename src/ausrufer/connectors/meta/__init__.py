"""The networks of Meta: what a Facebook page, Instagram and Threads share, and one folder each."""
