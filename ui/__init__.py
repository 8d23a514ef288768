"""Faces for people: the command line (`cli`) and the web app (`web`). No logic worth testing without a screen is kept here."""
