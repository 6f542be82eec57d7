"""Read Korea's Digital Platform Government with data: history, words, collective impact, architecture, indicators."""

__version__ = "0.1.0"
