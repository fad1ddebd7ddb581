"""The answers in Fitbit's shape: one module for each chapter of Fitbit's reference."""
