"""Inputs that nobody meant: targets for a fuzzer that follows the program's branches, and what it has found."""
