"""The CM3 transformer: model, objective, sequences, training, sampling."""
