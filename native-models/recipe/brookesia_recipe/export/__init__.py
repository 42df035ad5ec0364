"""PyTorch models to ONNX graphs and a model pack."""
