"""The page of an emulated network that shows what stands there, marked as an exercise."""
