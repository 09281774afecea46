"""Pure rules of the trade: no input or output, no clock, no library that has either."""
