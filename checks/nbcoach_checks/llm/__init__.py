"""Language models that others host and change."""
