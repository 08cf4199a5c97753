"""From the one text to the form of each channel: pure, deterministic, fast.

    Source ─ adapt ─→ Outgoing ─ with_edits ─→ Outgoing ─→ findings, preview

No Django, no clock, no I/O, no platform names: what a network takes is in its manifest.
"""
