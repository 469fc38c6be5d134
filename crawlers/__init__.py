"""What to visit, and how politely: sources, spiders, robots.txt, replay."""
