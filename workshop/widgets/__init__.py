"""What the screens are made of: they take models in, and post or return what people did."""
