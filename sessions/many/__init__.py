"""What stands above one session: cards of all the sessions in a folder, and the index that keeps them."""
