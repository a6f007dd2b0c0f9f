"""Who answers for a notebook, and what it must not hold."""
