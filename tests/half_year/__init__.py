"""A half-year on four PCs that meet only on a file server: manager, deputy, headquarters, and a transferee without any
membership. Every act is a process of its own, under its own account on the server; the four work at the same time;
processes are killed in the middle, and each PC's network breaks at some byte or goes away for a while.

``desk``: a PC with its network and its chances · ``turns``: what each of the four does next · ``story``: founding,
working, ending · ``ending``: what has to hold then · ``soak``: eight PCs that act at random for as long as one likes.

The half-year is one of acts: the clock is the machine's, so nothing of it waits for the effective dates. What each
does follows from the seed and from what it sees. In how many rounds what arrives is up to the machine.
"""
