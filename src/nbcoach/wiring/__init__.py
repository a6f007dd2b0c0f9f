"""How nbcoach is wired into an environment and a project: what `doctor` examines, and what `init` proposes."""
