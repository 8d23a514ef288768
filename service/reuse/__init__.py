"""Reuse: stretches of text that recur across reports.

- `alike`: which sentences are variants of one another, proposed by shared character 4-grams and verified on characters;
- `families`: variants grouped around their most typical member;
- `template`: what a family has in common, with slots for what varies.
"""
