"""The commands of this subpackage."""


def add_commands(subparsers):
    """Add this subpackage's commands to the command line."""
