"""What to know about a message before it goes out, told by its own words: pure, no clock."""
