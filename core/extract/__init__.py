"""Finds the facts of a repaired text."""
