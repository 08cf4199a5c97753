"""Who of the house is told what, and by which way: in the desk, by mail, push and Matrix."""
