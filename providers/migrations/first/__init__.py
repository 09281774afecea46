"""The parts of 0001_tables: what the tables were when the market first opened."""
