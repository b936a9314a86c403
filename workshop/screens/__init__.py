"""One file a screen. A screen never imports another: it is dismissed with a result or posts a message."""
