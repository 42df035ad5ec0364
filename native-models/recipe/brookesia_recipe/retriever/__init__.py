"""Texts and pictures in one space: a bi-encoder over BPE ids and picture codes."""
