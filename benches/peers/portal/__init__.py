"""A day of a portal, simulated: the same people arrive at the same minutes, and are what they are, whoever finds them a mentor.

``people`` is who they are, ``day`` what they do of their own accord, ``desk`` who is asked to talk to whom, ``world`` lets the day pass, ``audit`` checks what
was told without believing anybody, ``gap`` compares with the best, ``bench`` and ``picture`` report. Needs nothing but fireside; the picture needs matplotlib.
"""
