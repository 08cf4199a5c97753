"""The calendar of messages: pure rules over days, times and what lies on them."""
