"""What commands do once Django is ready; imported by them only then."""
