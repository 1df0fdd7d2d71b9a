"""From chapters to a folder of plain files: what is built, laid beside, cleaned and packed."""
