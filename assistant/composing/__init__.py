"""Answers without a language model: one module for each kind of question, every word of substance copied."""
