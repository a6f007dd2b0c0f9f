"""Files that are copied into every exported pipeline as they are. They need no nbcoach, and no Python above 3.8."""
