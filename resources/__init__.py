"""The tables, fonts, icons and translations that Hedui ships, and the scripts that build them."""
