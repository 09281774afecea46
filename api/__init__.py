"""The process edge: settings, wiring, HTTP, sign-in, limits, command line."""
