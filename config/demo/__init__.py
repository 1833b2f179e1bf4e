"""The demonstration: invented people and content, put in through the same services as the pages use."""

from config.demo.muat import is_filled, load
from config.demo.sapa import describe

__all__ = ["describe", "is_filled", "load"]
