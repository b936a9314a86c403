"""Score: partners say on which level an item stands, blind, and the room settles on one."""
