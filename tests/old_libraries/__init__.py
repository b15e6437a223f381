"""Libraries as finished stages left them: every later version must bring them up to date."""
