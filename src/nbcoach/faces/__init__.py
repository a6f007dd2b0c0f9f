"""The faces: each turns one kind of request into one call of the core."""
