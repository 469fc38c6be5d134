"""The screens: a module here with a ``router`` is a screen, and nothing else has to know it."""
