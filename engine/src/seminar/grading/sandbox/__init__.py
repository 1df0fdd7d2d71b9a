"""What keeps a submission in its own folder: the strongest means that this machine offers."""
