"""Evaluation: how it was for those who took part, blind, and one word from whoever has one."""
