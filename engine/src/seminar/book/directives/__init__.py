"""What a chapter may say beyond MyST: one role or directive a module."""
