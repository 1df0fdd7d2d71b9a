"""What was handed in: found in a folder or a zip, each file taken or named with the reason."""
