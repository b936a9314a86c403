"""The program driven in processes of its own, and hurt: killed, refused by the disk, its files damaged.

After each fault every change that was acknowledged is there, or the program has said that it could not save
it; every file opens; and nothing else was touched.
"""
