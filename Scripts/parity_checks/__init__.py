"""What Scripts/parity checks: `malmoi`, by its public command, against other implementations."""
