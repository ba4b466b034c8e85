"""Results that need not be made, or paid for, a second time."""
