"""The base of the errors that a user can mend."""


class PolicyError(Exception):
    """Its message says what is wrong and what to do. Raised as a subclass with a name of its own."""
