"""The market's first content, loaded through the use cases of `providers`."""
