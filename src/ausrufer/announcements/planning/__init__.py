"""What is thought of before it is written: rough days, and plans from files."""
