"""The class server: one question on the projector, an answer from every seat."""
