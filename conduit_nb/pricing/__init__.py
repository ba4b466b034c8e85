"""What a call costs: prices as data, arithmetic in exact decimals."""
